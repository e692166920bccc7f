"""How many will have gone on by the end of a period: what there is so far, and what is to be expected, with a range.

Counted by the day a stage was reached, not by the day of the inquiry: a booking belongs to the week in which it
was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import nbinom

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.clock import local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.measures import NO_DAY
from dashboard.metrics.progress import NEVER

PAST_DAYS: Final = 56
"""Days before today that tell the pattern of the week and the pace to start from."""
PRIOR_DAYS: Final = 14
"""The past counts as much as so many days of the period itself."""
LUMPS: Final = 1.3
"""How much more a count varies than chance alone, variance over mean: people book in lumps."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many so far, and at the end of the period; `low` to `high` is the range it will lie in 9 times of 10."""

    so_far: int
    days_gone: int
    days: int
    projected: float
    low: int
    high: int


def reached_days(table: LeadTable, stage: str) -> NDArray[np.int32]:
    """The practice's local day on which each lead reached a stage, in days since 1970; NO_DAY where it did not.

    Where nobody wrote the stage's own day down, that of the next stage on record counts, and without any the day of
    the inquiry.
    """
    return table.kept(f"reached days {stage}", lambda: _days(table, stages.position(stage)).astype(np.int32))


def _days(table: LeadTable, position: int) -> NDArray[np.int64]:
    never = np.iinfo(np.int64).max
    first = np.full(table.size, never)
    for place in table.progress.dated:
        if place >= max(position, 1):
            moments = table.at_us[place]
            first = np.where((first == never) & (moments != NEVER), moments, first)
    dated = first != never
    inquired = table.local_date.to_physical().cast(pl.Int64).fill_null(NO_DAY).to_numpy()
    days = np.where(dated, local_days(np.where(dated, first, 0), table.practice), inquired)
    answer: NDArray[np.int64] = np.where(table.progress.furthest >= position, days, NO_DAY)
    return answer


def per_day(table: LeadTable, filters: Filters, stage: str, since: date, until: date) -> NDArray[np.int64]:
    """Leads that pass the filters and reached the stage, on each day from one up to but not including the other."""
    rows = table.slice(Filters.of(None, None, dict(filters.where))).rows()
    genuine = table.genuine.codes[rows] == 1
    days = reached_days(table, stage)[rows][genuine].astype(np.int64) - (since - EPOCH).days
    length = (until - since).days
    return np.bincount(days[(days >= 0) & (days < length)], minlength=length)


def pace(table: LeadTable, filters: Filters, stage: str, since: date, until: date) -> Pace:
    """Where a count stands in its period as of the data, and where it will end.

    The rest of the period is expected to run as the period and the weeks before it ran, weekday by weekday; the
    range is that of a negative binomial count around an uncertain pace (Gamma-Poisson, Gelman et al. 2013, 2.6).
    """
    today = min(max(table.as_of.date() + timedelta(days=1), since), until)
    counted = per_day(table, filters, stage, since, until)
    gone = (today - since).days
    so_far = int(counted[:gone].sum())
    if gone == len(counted):
        return Pace(so_far, gone, gone, float(so_far), so_far, so_far)
    begins = min(since, today) - timedelta(days=PAST_DAYS)
    past = per_day(table, filters, stage, begins, min(since, today))
    weights = _weights(begins, past, since, counted[:gone])
    spent = float(weights[_weekdays(since, gone)].sum())
    ahead = float(weights[_weekdays(today, len(counted) - gone)].sum())
    known = past.any()
    before = PRIOR_DAYS * past.mean() if known else 0.5
    seen = spent + (PRIOR_DAYS if known else 1.0)
    rate = (so_far + before) / seen
    shape = (so_far + before) / LUMPS
    odds = shape / (shape + ahead * rate / LUMPS) if shape else 1.0
    low, high = (so_far + LUMPS * float(nbinom.ppf(part, shape, odds)) for part in (0.05, 0.95))
    return Pace(so_far, gone, len(counted), float(so_far + ahead * rate), round(low), round(high))


def usual(table: LeadTable, filters: Filters, stage: str, month: date, months: int = 3) -> float | None:
    """The median monthly count of the last full months before the one that `month` lies in; None without that many."""
    spans = full_months(table, month, months)
    return float(median(int(per_day(table, filters, stage, *span).sum()) for span in spans)) if spans else None


def full_months(table: LeadTable, month: date, months: int = 3) -> tuple[tuple[date, date], ...]:
    """First day and end (exclusive) of the months before the one that `month` lies in, newest first.

    Empty where the data do not reach back that far, or have no dates.
    """
    if not table.dated:
        return ()
    first, spans = month.replace(day=1), []
    for _ in range(months):
        last, first = first, (first - timedelta(days=1)).replace(day=1)
        spans.append((first, last))
    oldest = table.local_date.min()
    return () if isinstance(oldest, date) and first < oldest else tuple(spans)


def _weights(begins: date, past: NDArray[np.int64], since: date, now: NDArray[np.int64]) -> NDArray[np.float64]:
    """How busy each weekday is, Monday first, 1 being a mean day; every weekday keeps a little."""
    counts = np.zeros(7)
    days = np.zeros(7)
    for first, counted in ((begins, past), (since, now)):
        places = _weekdays(first, len(counted))
        counts += np.bincount(places, counted, 7)
        days += np.bincount(places, minlength=7)
    mean = counts.sum() / max(days.sum(), 1)
    if not mean:
        return np.ones(7)
    weights: NDArray[np.float64] = (counts + mean) / (days + 1) / mean
    weights /= weights.mean()
    return weights


def _weekdays(first: date, length: int) -> NDArray[np.int64]:
    return (first.weekday() + np.arange(length)) % 7
