"""A leak's two bars: what went on, and what was expected with its range."""

from __future__ import annotations

from dashboard.charts.leaks import leak, leak_alt
from dashboard.metrics.leaks.report import Leak

FOUND = Leak(("real", "reached"), (("location", "North"),), 60, 27.0, 12, 15.0, 9.0, 21.0, None, None, 0.01, "sales")


def test_the_bars_begin_at_zero_and_the_range_lies_around_what_was_expected() -> None:
    (bars,) = leak(FOUND).data
    assert (list(bars.x), list(bars.y)) == ([12, 27.0], [0, 1])
    assert (list(bars.error_x.array), list(bars.error_x.arrayminus)) == ([0, 6.0], [0, 6.0])


def test_the_counts_are_printed_beside_the_bars() -> None:
    said = [one.text for one in leak(FOUND).layout.annotations]
    assert said == ["12 of 60 (20 %)", "27 (21 to 33)"]


def test_the_alternative_text_states_the_finding() -> None:
    assert leak_alt(FOUND) == "12 of 60 (20 %) went on; 27 were expected, between 21 and 33."
