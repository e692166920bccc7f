"""The periods of the filter bar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.ui import period

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_the_last_month_of_data_up_to_the_end_of_september_is_september() -> None:
    assert period.bounds(period.LAST_MONTH, date(2026, 9, 30)) == (date(2026, 9, 1), date(2026, 10, 1))


def test_the_last_month_ends_with_the_newest_day_not_with_a_month() -> None:
    assert period.bounds(period.LAST_MONTH, date(2026, 9, 12)) == (date(2026, 8, 13), date(2026, 9, 13))


def test_three_months_before_the_end_of_may_start_where_february_ends() -> None:
    assert period.bounds(period.LAST_QUARTER, date(2026, 5, 29)) == (date(2026, 2, 28), date(2026, 5, 30))


def test_this_year_runs_from_new_year_to_the_newest_day() -> None:
    assert period.bounds(period.THIS_YEAR, date(2026, 3, 5)) == (date(2026, 1, 1), date(2026, 3, 6))


def test_all_dates_are_open_on_both_sides() -> None:
    assert period.bounds(period.ALL, date(2026, 3, 5)) == (None, None)


def test_custom_dates_include_both_days() -> None:
    chosen = period.bounds(period.CUSTOM, date(2026, 3, 5), date(2026, 1, 1), date(2026, 1, 31))
    assert chosen == (date(2026, 1, 1), date(2026, 2, 1))


def test_a_half_picked_period_is_open_on_the_other_side() -> None:
    assert period.bounds(period.CUSTOM, date(2026, 3, 5), first=date(2026, 1, 1)) == (date(2026, 1, 1), None)
    assert period.bounds(period.CUSTOM, date(2026, 3, 5), last=date(2026, 1, 1)) == (None, date(2026, 1, 2))


@given(newest=DAYS, first=st.none() | DAYS, last=st.none() | DAYS, chosen=st.sampled_from(period.PERIODS))
def test_every_period_makes_a_slice_that_can_be(
    newest: date, first: date | None, last: date | None, chosen: str
) -> None:
    since, until = period.bounds(chosen, newest, first, last)
    Filters.of(since, until)


@given(newest=DAYS, months=st.integers(1, 36))
def test_going_months_back_changes_the_month_and_keeps_the_day_where_it_can(newest: date, months: int) -> None:
    earlier = period.months_before(newest, months)

    assert (newest.year - earlier.year) * 12 + newest.month - earlier.month == months
    next_day = earlier + timedelta(days=1)
    assert earlier.day == newest.day or (earlier.day < newest.day and next_day.day == 1)


@pytest.mark.parametrize("comparison", period.COMPARISONS)
def test_all_dates_have_nothing_to_be_compared_with(comparison: str) -> None:
    assert period.compared(Filters(), comparison) is None


def test_a_period_is_compared_with_the_one_before_and_the_one_a_year_earlier() -> None:
    september = Filters.of(date(2026, 9, 1), date(2026, 10, 1))

    before = period.compared(september, period.PERIOD_BEFORE)
    year = period.compared(september, period.YEAR_EARLIER)

    assert before == Filters.of(date(2026, 8, 2), date(2026, 9, 1))
    assert year == Filters.of(date(2025, 9, 1), date(2025, 10, 1))
