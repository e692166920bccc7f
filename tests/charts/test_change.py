"""A change of a rate drawn in its parts."""

from __future__ import annotations

import polars as pl

from dashboard.charts.change import change_parts, change_parts_alt, signed
from dashboard.metrics.change import CHANGE


def change(*rows: tuple[str | None, float, float]) -> pl.DataFrame:
    full = [(value, 10, 5, 10, 5, 0.5, 0.5, mix, effect, False, False) for value, mix, effect in rows]
    return pl.DataFrame(full, schema=CHANGE, orient="row")


def test_a_bar_is_as_long_as_its_part_in_points_and_starts_at_zero() -> None:
    figure = change_parts(change(("call", -0.04, 0.01), (None, 0.0, -0.02)))
    mix, effect = figure.data
    assert list(mix.x) == [-4, 0]
    assert list(effect.x) == [1, -2]
    assert list(figure.layout.yaxis.ticktext) == ["call", "not known"]


def test_small_parts_stand_together_as_the_last_row() -> None:
    figure = change_parts(change(*((f"v{nth}", 0.01, 0.0) for nth in range(10))))
    assert len(figure.data[0].x) == 7
    assert round(figure.data[0].x[-1]) == 4
    assert figure.layout.yaxis.ticktext[-1] == "all others"


def test_points_are_said_with_their_sign_and_one_as_one() -> None:
    assert [signed(part) for part in (0.021, -0.01, 0.0)] == ["+2.1 points", "−1.0 point", "0.0 points"]
    assert change_parts_alt(change(("call", -0.04, 0.01))) == (
        "The rate changed by −3.0 points; the largest part, −4.0 points, is the mix of call."
    )
    assert change_parts_alt(change()) == "Nothing to compare in this view."


def test_names_from_files_are_shown_as_they_are_written() -> None:
    figure = change_parts(change(("<b>x</b>$y$", 0.01, 0.0)))
    assert "<b>" not in str(figure.layout.yaxis.ticktext)
    assert "<b>" not in str([trace.hovertext for trace in figure.data])
