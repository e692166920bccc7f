"""The practice's own day of a moment, against Python's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.clock import local_days
from dashboard.practice import Practice

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# clocks that change at two, at midnight, by half an hour, and one that left out a day
ZONES = ("America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC")
moments = st.datetimes(datetime(1960, 1, 1), datetime(2095, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (asked for so)


def days_of(zone: str, *when: datetime) -> list[date]:
    us = np.array([(one - EPOCH) // timedelta(microseconds=1) for one in when], np.int64)
    return [date(1970, 1, 1) + timedelta(days=int(day)) for day in local_days(us, Practice(time_zone=zone))]


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(ZONES), st.lists(moments, max_size=8))
def test_a_moment_falls_on_the_day_the_calendar_says(zone: str, when: list[datetime]) -> None:
    assert days_of(zone, *when) == [one.astimezone(ZoneInfo(zone)).date() for one in when]


@pytest.mark.parametrize("zone", ZONES)
def test_days_begin_and_end_where_the_zone_says_also_when_the_clock_leaps(zone: str) -> None:
    for around in (
        datetime(2011, 12, 30, tzinfo=UTC),
        datetime(2018, 11, 4, tzinfo=UTC),
        datetime(2026, 3, 8, tzinfo=UTC),
    ):
        hours = [around + timedelta(minutes=30 * nth) for nth in range(-100, 100)]
        assert days_of(zone, *hours) == [one.astimezone(ZoneInfo(zone)).date() for one in hours]
