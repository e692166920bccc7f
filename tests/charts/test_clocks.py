"""The clocks as dots, and inquiries after hours as bars."""

import polars as pl

from dashboard.charts.clocks import after_hours_alt, after_hours_bars, clock_dots, clock_dots_alt
from dashboard.findings.clocks import (
    after_hours_finding,
    clock_left_out,
    clocks_finding,
    clocks_left_out,
    group_finding,
)
from dashboard.metrics.after_hours import AFTER_HOURS
from dashboard.metrics.clocks import CLOCK_TIMES
from tests.charts.reading import bars, words


def _times() -> pl.DataFrame:
    """In hours 10 minutes to a first try, after hours 16 h on the clock and 50 minutes open; 5 were reached."""
    rows = [
        ("all", "attempt", 100, 90, 2, 3, 1200.0, 60000.0, 0.5, 900.0, 9000.0, 0.8, 1200.0),
        ("in", "attempt", 60, 55, 0, 0, 600.0, 3000.0, 0.7, 600.0, 3000.0, 0.7, 600.0),
        ("after", "attempt", 40, 35, 0, 0, 57600.0, 90000.0, 0.0, 3000.0, 9000.0, 0.6, 57600.0),
        ("in", "reached", 55, 5, 0, 0, 0.0, 60.0, None, 0.0, 60.0, None, 700.0),
    ]
    return pl.DataFrame(rows, schema=CLOCK_TIMES, orient="row")


def test_a_row_says_the_middle_wait_in_and_after_hours() -> None:
    said = words(clock_dots(_times(), "clock", business=False))
    assert {"10 min", "16 h", "too few", "in hours", "after hours"} <= set(said)
    assert "50 min" in words(clock_dots(_times(), "clock", business=True))


def test_a_time_of_nothing_has_a_place_on_the_axis() -> None:
    marks = clock_dots(_times(), "clock", business=False).data
    assert min(min(mark.x) for mark in marks) > 0
    assert [mark.opacity for mark in marks] == [1.0, 0.4, 1.0]


def test_the_finding_and_the_alt_text_say_the_same_waits() -> None:
    assert clocks_finding(_times(), business=False) == (
        "Half of those tried are tried within 10 min when they arrive in opening hours and within 16 h "
        "when they arrive after hours"
    )
    assert "within 50 min of the next opening" in clocks_finding(_times(), business=True)
    assert clock_dots_alt(_times().slice(1, 2), "clock", business=False) == (
        "Inquiry to first try, in hours: half within 10 min; Inquiry to first try, after hours: half within 16 h."
    )
    assert clocks_finding(_times().clear(), business=False) == "Too few dated steps to say how long each takes"


def test_steps_dated_in_an_order_that_cannot_be_are_told() -> None:
    assert clocks_left_out(_times()).startswith(
        "Dated in an order that cannot be: 3 of 90 (3 %) from the inquiry to the first try."
    )
    assert clocks_left_out(_times().tail(3)) == ""
    assert "is not drawn" in clock_left_out("booked", "same_minute")


def test_the_slowest_group_is_told_beside_the_quickest() -> None:
    split = pl.concat([_times().head(1)] * 2).with_columns(
        pl.Series("channel", ["form", "call"]), pl.Series("median_s", [1800.0, 0.0])
    )
    assert group_finding(split, "channel", "Channel", "attempt", business=False) == (
        "Forms: half take 30 min from the inquiry to the first try; calls: at once"
    )
    rest = split.with_columns(pl.Series("channel", ["all others", "call"]))
    assert group_finding(rest, "channel", "Channel", "attempt", business=False).startswith("All others: half take")


def test_inquiries_after_hours_are_shared_out() -> None:
    row = ("answer", 100, 10, 40, 20, 25, 3, 2)
    found = pl.DataFrame([row], schema=AFTER_HOURS, orient="row")
    assert [list(bar.x) for bar in bars(after_hours_bars(found, None))] == [[0.1], [0.4], [0.2], [0.25], [0.03], [0.02]]
    assert after_hours_finding(found.row(0, named=True), 3600) == (
        "50 of 100 (50 %) inquiries after hours were answered by 1 h after the next opening; 25 still wait"
    )
    assert after_hours_alt(found, None).startswith("All inquiries: 50 of 100 (50 %)")
