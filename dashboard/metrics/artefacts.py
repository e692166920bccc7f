"""Response times that cannot be what people waited, but come from how a file was made."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.clocks import Clock, moments
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import DAY_US, NEVER

Artefact = Literal["backwards", "years", "same_wait", "same_minute"]
FEWEST: Final = 30
"""Under so many answers nothing is said."""
NEARLY_ALL: Final = 0.95
YEAR_DAYS: Final = 365
_MINUTE_US: Final = 60_000_000


def response_artefact(leads: Slice) -> Artefact | None:
    """What shows that the slice's response times are no waiting times; None where nothing does."""
    return _artefact(leads, leads.table.created_us, leads.table.answered_us)


def clock_artefact(leads: Slice, clock: Clock) -> Artefact | None:
    """The same of one of the three clocks."""
    held = moments(leads.table, clock)
    return _artefact(leads, held.start, held.end)


def _artefact(leads: Slice, start: NDArray[np.int64], end: NDArray[np.int64]) -> Artefact | None:
    """backwards: most end before they start. years: half the waits are longer than a year. same_wait: nearly all waits
    are the same number of minutes. same_minute: nearly all ends bear the same time of day, as dates without a time do;
    ends in bulk on one day or two are left alone.
    """
    rows = leads.rows()
    rows = rows[(leads.table.genuine.codes[rows] == 1) & (end[rows] != NEVER) & (start[rows] != NEVER)]
    if len(rows) < FEWEST:
        return None
    ended = end[rows]
    waits = ended - start[rows]
    if (waits < 0).mean() > 0.5:
        return "backwards"
    forward = waits[waits >= 0]
    if np.median(forward) > YEAR_DAYS * DAY_US:
        return "years"
    if _alike(forward // _MINUTE_US) >= NEARLY_ALL:
        return "same_wait"
    days = len(np.unique(ended // DAY_US))
    if days > 2 and _alike(_time_of_day(leads.table, ended)) >= NEARLY_ALL:
        return "same_minute"
    return None


def _alike(values: NDArray[np.int64]) -> float:
    """Share of the most frequent value."""
    return float(np.unique(values, return_counts=True)[1].max() / len(values))


def _time_of_day(table: LeadTable, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    local = pl.Series(moments).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(table.practice.time_zone)
    minutes: NDArray[np.int64] = (local.dt.hour().cast(pl.Int64) * 60 + local.dt.minute()).to_numpy()
    return minutes
