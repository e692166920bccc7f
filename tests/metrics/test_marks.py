"""Marks on a trend: numbered through, and never nearer to each other than can be read."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.marks import Mark, flags

FIRST, LAST = date(2026, 1, 5), date(2026, 5, 24)


def _mark(day: date) -> Mark:
    return Mark(day, "sync", "Sync")


def test_marks_near_each_other_share_one_place() -> None:
    days = [date(2026, 1, 10), date(2026, 1, 12), date(2026, 1, 17), date(2026, 3, 1), date(2025, 12, 31)]
    found = flags(map(_mark, days), FIRST, LAST)
    assert [(flag.day, flag.label) for flag in found] == [
        (date(2026, 1, 10), "1–3"),
        (date(2026, 3, 1), "4"),
    ]


def test_without_marks_inside_there_are_no_places() -> None:
    assert flags([_mark(LAST + timedelta(days=1))], FIRST, LAST) == ()


@given(st.lists(st.integers(-20, 200), max_size=60))
def test_places_are_apart_and_hold_every_mark_of_the_days_once(offsets: list[int]) -> None:
    days = [FIRST + timedelta(days=offset) for offset in offsets]
    found = flags(map(_mark, days), FIRST, LAST)
    assert [mark.day for flag in found for mark in flag.marks] == sorted(day for day in days if FIRST <= day <= LAST)
    assert [flag.first for flag in found] == [
        1 + sum(len(before.marks) for before in found[:place]) for place in range(len(found))
    ]
    gap = (LAST - FIRST).days / 9
    assert all((later.day - flag.day).days >= gap for flag, later in pairwise(found))
