"""Time as the practice lives it: local days and hours, and hours in which somebody is there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.practice import Practice

DAY_US: Final = 86_400_000_000
EPOCH: Final = date(1970, 1, 1)
_FIRST_DAY: Final = date(1969, 12, 1)
_LAST_DAY: Final = date(2100, 1, 1)


def closed_days(practice: Practice, years: range) -> frozenset[date]:
    """The practice's own closed days and the public holidays of its country and region in these years.

    A country the calendar does not know has no holidays; the settings page says so when it is chosen.
    """
    if not practice.holiday_country:
        return practice.closed_days
    try:
        public = holidays.country_holidays(
            practice.holiday_country, subdiv=practice.holiday_region or None, years=list(years)
        )
    except NotImplementedError:
        return practice.closed_days
    return practice.closed_days | frozenset(public)


def local_days(moments_us: NDArray[np.int64], practice: Practice) -> NDArray[np.int64]:
    """The practice's local day of instants in microseconds since 1970 UTC, in days since 1970."""
    midnights = _midnights(practice.time_zone)
    if moments_us.size and not midnights[1] <= moments_us.min() <= moments_us.max() < midnights[-2]:
        moments = pl.Series(moments_us).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(practice.time_zone)
        return moments.dt.date().to_physical().cast(pl.Int64).to_numpy()
    # within a day or two: clocks change, and Samoa has left out a day
    place = (moments_us - midnights[0]) // DAY_US
    place -= moments_us < midnights[place]
    while (later := moments_us >= midnights[place + 1]).any():
        place += later
    days: NDArray[np.int64] = place + (_FIRST_DAY - EPOCH).days
    return days


@lru_cache(maxsize=8)
def _midnights(time_zone: str) -> NDArray[np.int64]:
    """When each local day begins, in microseconds since 1970 UTC, from `_FIRST_DAY` on."""
    days = pl.date_range(_FIRST_DAY, _LAST_DAY, eager=True)
    begins = days.cast(pl.Datetime("us")).dt.replace_time_zone(time_zone, ambiguous="earliest", non_existent="null")
    found = begins.to_physical().to_list()
    zone = ZoneInfo(time_zone)
    # where the clock leaps over midnight the day begins with the leap
    exact = (
        int(datetime.combine(day, time(), zone).timestamp() * 1e6) if us is None else us
        for day, us in zip(days, found, strict=True)
    )
    return np.fromiter(exact, np.int64, len(days))


class OpenTime:
    """Counts the open seconds up to any moment between two days, so that a difference is business time."""

    def __init__(self, practice: Practice, first: date, last: date) -> None:
        closed = closed_days(practice, range(first.year, last.year + 1))
        moments: list[float] = [_instant(first - timedelta(days=1), practice)]
        open_s: list[float] = [0.0]
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            hours = practice.opening[day.weekday()]
            if hours is None or day in closed:
                continue
            opens, closes = (
                datetime.combine(day, hour, practice.zone).astimezone(UTC).timestamp() * 1e6 for hour in hours
            )
            moments += [opens, closes]
            open_s += [open_s[-1], open_s[-1] + (closes - opens) / 1e6]
        self._moments = np.array(moments)
        self._open_s = np.array(open_s)

    def seconds_until(self, moments_us: NDArray[np.int64]) -> NDArray[np.float64]:
        """Open seconds since the first day, for instants in microseconds since 1970 UTC."""
        open_s: NDArray[np.float64] = np.interp(moments_us, self._moments, self._open_s)
        return open_s

    def open_at(self, moments_us: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the practice is open at each instant; the moment it closes is none of its hours."""
        passed = np.searchsorted(self._moments, moments_us, side="right")
        is_open: NDArray[np.bool_] = (passed > 0) & (passed % 2 == 0)
        return is_open


def _instant(day: date, practice: Practice) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=practice.zone).timestamp() * 1e6
