"""Consults booked against slots."""

from datetime import date

import polars as pl

from dashboard.charts.capacity import capacity_alt, capacity_bars
from dashboard.charts.house import WARNING, ink
from dashboard.metrics.capacity import CAPACITY
from tests.charts.reading import bars, words


def _found() -> pl.DataFrame:
    rows = [
        ("Dr. <b>Lee", date(2026, 3, 2), False, 10.0, 4, 0.4),
        ("Dr. <b>Lee", date(2026, 3, 9), True, 8.0, 9, 1.125),
        ("Dr. Ott", date(2026, 3, 2), False, 0.0, 1, None),
        ("Dr. Ott", date(2026, 3, 9), True, 5.0, 0, 0.0),
    ]
    return pl.DataFrame(rows, schema=CAPACITY, orient="row")


def test_each_doctor_has_a_row_of_weeks_and_a_line_of_slots() -> None:
    figure = ink(capacity_bars(_found()), dark=False)
    assert [list(bar.y) for bar in bars(figure)] == [[4, 9], [1, 0]]
    assert [list(line.y) for line in figure.data if line.type == "scatter" and line.mode == "lines"] == [
        [10, 8],
        [0, 5],
    ]
    assert list(bars(figure)[0].x) == ["2 Mar", "9 Mar"]
    assert "Dr. &lt;b&gt;Lee" in words(figure)


def test_a_week_with_no_slot_left_is_marked() -> None:
    assert [colour == WARNING for colour in bars(capacity_bars(_found()))[0].marker.color] == [False, True]


def test_the_alt_text_says_how_full_the_weeks_ahead_are() -> None:
    assert capacity_alt(_found()).endswith("Dr. <b>Lee: 9 of 8 (112 %); Dr. Ott: 0 of 5 (0 %).")
    assert capacity_alt(_found().clear()) == "No slots in the weeks ahead."
