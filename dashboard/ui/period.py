"""The periods people choose, counted back from the newest day in the data, never from today.

A preset ends with the newest day, so it is always full of data: with leads up to 30 September,
the last month is 1 to 30 September; with leads up to 12 September it is 13 August to 12 September.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from dashboard.filters import Filters
from dashboard.minutes.span import since_last

ALL: Final = "All dates"
LAST_MONTH: Final = "Last month"
LAST_QUARTER: Final = "Last 3 months"
THIS_YEAR: Final = "This year"
CUSTOM: Final = "Custom dates"
SINCE_SYNC: Final = "Since the last sync"
PERIODS: Final = (ALL, SINCE_SYNC, LAST_MONTH, LAST_QUARTER, THIS_YEAR, CUSTOM)
"""What the period filter offers. The words stand in links: changing one breaks links people have kept."""

NO_COMPARISON: Final = "No comparison"
PERIOD_BEFORE: Final = "Period before"
YEAR_EARLIER: Final = "A year earlier"
COMPARISONS: Final = (NO_COMPARISON, PERIOD_BEFORE, YEAR_EARLIER)

Bounds = tuple[date | None, date | None]


def bounds(
    period: str, newest: date, first: date | None = None, last: date | None = None, synced: date | None = None
) -> Bounds:
    """First day and the day after the last of a period; None where it is open.

    `first` and `last` are the custom dates, both included. One of them alone leaves the other
    side open, and the wrong way round they are swapped: people are often halfway through picking.
    `synced` is the newest day the last sync saw.
    """
    if period == SINCE_SYNC:
        span = since_last(synced, newest)
        return span.since, span.until
    after = newest + timedelta(days=1)
    if period == LAST_MONTH:
        return months_before(after, 1), after
    if period == LAST_QUARTER:
        return months_before(after, 3), after
    if period == THIS_YEAR:
        return date(newest.year, 1, 1), after
    if period == CUSTOM:
        if first and last and first > last:
            first, last = last, first
        return first, last + timedelta(days=1) if last else None
    return None, None


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or that month's last day where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def compared(filters: Filters, comparison: str) -> Filters | None:
    """The slice to compare with; None without a comparison or without a bounded period."""
    if comparison == PERIOD_BEFORE:
        return filters.previous()
    return filters.year_before() if comparison == YEAR_EARLIER else None


def month_ahead(newest: date) -> tuple[date, date]:
    """First day and end (exclusive) of the month that goals are set for: that of the day after the newest one."""
    first = (newest + timedelta(days=1)).replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)
