"""Reasons for not booking, group beside group."""

from __future__ import annotations

import polars as pl

from dashboard.charts.not_booked import TOGETHER, not_booked, not_booked_alt
from dashboard.metrics.hypotheses import BESIDE_USUAL


def beside(*rows: tuple[str | None, str, int, int]) -> pl.DataFrame:
    full = [(name, of + 10, kind, part, of, part / of, 0.0, 1.0, 0.5, False) for name, kind, part, of in rows]
    return pl.DataFrame(full, schema={"campaign": pl.String, **BESIDE_USUAL}, orient="row")


def test_every_group_has_a_bar_of_the_same_length_below_all_of_them_together() -> None:
    found = beside(
        ("A", "not_real", 30, 40), ("A", "lacking", 10, 40), ("B", "not_real", 5, 10), ("B", "lacking", 5, 10)
    )
    figure = not_booked(found, "campaign")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert list(figure.layout.yaxis.ticktext) == [TOGETHER, "A", "B"]
    assert [list(bar.x) for bar in bars] == [[0.7, 0.75, 0.5], [0.3, 0.25, 0.5]]
    assert [list(bar.base) for bar in bars] == [[0, 0, 0], [0.7, 0.75, 0.5]]
    assert list(bars[0].customdata[1]) == ["A", "not_real"]
    assert "B: too few to say" in not_booked_alt(found, "campaign")
    assert any("10 of 20: too few to say" in note.text for note in figure.layout.annotations)


def test_counts_on_the_faint_fill_of_few_leads_are_in_the_themes_own_colour() -> None:
    figure = not_booked(beside(("A", "lacking", 30, 40), ("B", "lacking", 5, 10)), "campaign")
    counts = {text: trace.textfont.color for trace in figure.select_traces({"mode": "text"}) for text in trace.text}
    assert counts["30"] == "#FFFFFF"
    assert counts["5"] is None


def test_names_from_files_are_shown_as_they_are_written() -> None:
    figure = not_booked(beside(("<b>x</b>$y$", "not_real", 30, 40)), "campaign")
    assert "<b>" not in str(figure.layout.yaxis.ticktext)
    assert "<b>" not in str([trace.hovertext for trace in figure.data])
