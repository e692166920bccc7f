"""The parts of a change over all fields, drawn."""

from __future__ import annotations

from dashboard.charts.contributions import contributions, contributions_alt
from dashboard.charts.house import ACCENT, QUIET, REST

WORDS = ("more calls", "slower answers at <b>North</b>", "everything else")
KINDS = ("mix", "waiting", "rest")
POINTS = (-0.04, -0.02, 0.005)


def test_a_bar_is_as_long_as_its_part_in_points_and_coloured_by_what_moved() -> None:
    (bars,) = contributions(WORDS, KINDS, POINTS).data
    assert [round(x, 9) for x in bars.x] == [-4, -2, 0.5]
    assert list(bars.marker.color) == [REST, ACCENT, QUIET]


def test_names_begin_with_a_capital_and_markup_in_them_stays_text() -> None:
    figure = contributions(WORDS, KINDS, POINTS)
    assert figure.layout.yaxis.ticktext[0] == "More calls"
    assert "<b>" not in str(figure.layout.yaxis.ticktext)


def test_the_picture_is_told_in_words() -> None:
    assert contributions_alt(("more calls", "everything else"), (-0.04, 0.0)) == (
        "The rate changed by −4.0 points: −4.0 points with more calls and 0.0 points with everything else."
    )
