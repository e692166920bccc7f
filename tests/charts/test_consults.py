"""Charts of consults: every count is drawn, markup from files is not, colours follow what is sure."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.charts.consults import (
    consult_bars,
    consult_bars_alt,
    no_show_dots,
    no_show_dots_alt,
    wait_lines,
    wait_lines_alt,
)
from dashboard.charts.house import ACCENT, WARNING
from dashboard.metrics.consults import MONTHS, STATES
from dashboard.metrics.marks import Flag, Mark
from dashboard.metrics.no_shows import NO_SHOWS

HOSTILE = '<b>x</b><a href="https://a.example">y</a>'


def _groups(*rows: tuple[str | None, int, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"doctor": name, "leads": came + missed} | dict.fromkeys(STATES, 0) | {"attended": came, "no_show": missed}
            for name, came, missed in rows
        ]
    )


def test_bars_are_equally_long_and_hold_every_consult() -> None:
    figure = consult_bars(_groups(("Lee", 30, 10), (HOSTILE, 1, 0), (None, 5, 5)), "doctor")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    for place in range(3):
        assert abs(sum(trace.x[place] for trace in bars) - 1) < 1e-9
    assert "<b>" not in str(figure.to_dict()["layout"]["yaxis"]["ticktext"])
    assert "not known" in figure.layout.yaxis.ticktext
    assert "Lee: 30 attended, 10 did not show up" in consult_bars_alt(_groups(("Lee", 30, 10)), "doctor")


def test_only_what_stands_at_equal_days_ahead_is_coloured() -> None:
    row = {"leads": 100, "no_shows": 30, "rate": 0.3, "low": 0.2, "high": 0.4, "others_rate": 0.1, "expected_rate": 0.2}
    verdicts = ("more", "fewer", "days_ahead", "chance", "few")
    compared = pl.DataFrame([row | {"value": one, "verdict": one} for one in verdicts], schema=NO_SHOWS)
    figure = no_show_dots(compared)
    coloured = {trace.y[0]: trace.marker.color for trace in figure.data if len(trace.y) == 1}
    assert (coloured[0], coloured[1]) == (WARNING, ACCENT)
    assert not {coloured[2], coloured[3], coloured[4]} & {WARNING, ACCENT}
    assert "could be the days ahead" in no_show_dots_alt(compared)
    assert HOSTILE not in str(
        no_show_dots(pl.DataFrame([row | {"value": HOSTILE, "verdict": "more"}], schema=NO_SHOWS))
    )


def test_months_of_few_consults_are_faint_and_never_told() -> None:
    months = pl.DataFrame(
        [("2026-01", 40, 10.0, 20.0, 8.0), ("2026-02", 5, 90.0, 99.0, 80.0)], schema=MONTHS, orient="row"
    )
    later = months.with_columns(leads=pl.lit(40, pl.Int64))
    assert wait_lines_alt(later) == "Half waited 10 days or less in Jan 2026, 90 in Feb 2026."
    assert list(wait_lines(months).data[0].marker.opacity) == [1.0, 0.4]
    assert wait_lines_alt(months) == "Half waited 10 days or less in Jan 2026."


def test_marks_lie_inside_their_month_on_the_line_of_waits() -> None:
    months = pl.DataFrame([("2026-01", 30, 10.0, 20.0, 5.0), ("2026-03", 30, 10.0, 20.0, 5.0)], MONTHS, orient="row")
    days = (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 10), date(2026, 3, 16))
    flagged = [Flag(day, number, (Mark(day, "sync", "Sync"),)) for number, day in enumerate(days, 1)]
    placed = [round(shape.x0, 2) for shape in wait_lines(months, flagged).layout.shapes]
    # January is -0.5 to 0.5, March 0.5 to 1.5; February has no consults and lies between them
    assert placed == [-0.5, 0.47, 0.5, 0.98]
    assert not wait_lines(months).layout.shapes
