"""Response times that cannot be what people waited, but come from how a file was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.clocks import Clock, moments
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import DAY_US, NEVER
from dashboard.metrics.tally import Axis

Artefact = Literal["backwards", "years", "same_wait", "same_minute"]
FEWEST: Final = 30
"""Under so many answers nothing is said."""
NEARLY_ALL: Final = 0.95
YEAR_DAYS: Final = 365
_MINUTE_US: Final = 60_000_000
_BUCKETS: Final = 250
"""Minutes are first counted by their remainder: where no remainder is that of nearly all, no minute is."""

_Moments = Callable[[], tuple[NDArray[np.int64], NDArray[np.int64]]]


@once
def response_artefact(leads: Slice) -> Artefact | None:
    """What shows that the slice's response times are no waiting times; None where nothing does."""
    return _artefact(leads, "answer", lambda: (leads.table.created_us, leads.table.answered_us))


@once
def clock_artefact(leads: Slice, clock: Clock) -> Artefact | None:
    """The same of one of the three clocks."""

    def both() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        held = moments(leads.table, clock)
        return held.start, held.end

    return _artefact(leads, clock, both)


def _artefact(leads: Slice, name: str, both: _Moments) -> Artefact | None:
    """backwards: most end before they start. years: half the waits are longer than a year. same_wait: nearly all waits
    are the same number of minutes. same_minute: nearly all ends bear the same time of day, as dates without a time do;
    ends in bulk on one day or two are left alone.
    """
    state, wait, minute = _signs(leads.table, name, both)
    _, backwards, soon, late = leads.counts(state, only=leads.genuine).tolist()
    known = backwards + soon + late
    if known < FEWEST:
        return None
    if backwards / known > 0.5:
        return "backwards"
    most_alike = leads.counts(wait, only=leads.genuine)[:_BUCKETS].max() / (soon + late)
    most_minutes = leads.counts(minute, only=leads.genuine)[:_BUCKETS].max() / known
    if 2 * late < soon + late and max(most_alike, most_minutes) < NEARLY_ALL:
        return None
    return _looked_at(leads, *both())


def _signs(table: LeadTable, name: str, both: _Moments) -> tuple[Axis, Axis, Axis]:
    """Not known, backwards, within a year, longer; and remainders of the minutes waited and of the time of day."""

    def states() -> NDArray[np.int64]:
        start, end = both()
        known = (start != NEVER) & (end != NEVER)
        waits = np.where(known, end - np.where(known, start, 0), 0)
        return np.select((~known, waits < 0, waits <= YEAR_DAYS * DAY_US), (0, 1, 2), 3)

    state = table.axis(f"artefact {name}", 4, states)

    def waited() -> NDArray[np.int64]:
        start, end = both()
        forward = state.codes >= 2
        minutes = (end - np.where(forward, start, 0)) // _MINUTE_US
        return np.where(forward, minutes % _BUCKETS, _BUCKETS)

    def times() -> NDArray[np.int64]:
        known = state.codes > 0
        found = np.full(table.size, _BUCKETS)
        found[known] = _time_of_day(table, both()[1][known]) % _BUCKETS
        return found

    return (
        state,
        table.axis(f"wait of {name}", _BUCKETS + 1, waited),
        table.axis(f"time of {name}", _BUCKETS + 1, times),
    )


def _looked_at(leads: Slice, start: NDArray[np.int64], end: NDArray[np.int64]) -> Artefact | None:
    rows = leads.rows()
    rows = rows[(leads.table.genuine.codes[rows] == 1) & (end[rows] != NEVER) & (start[rows] != NEVER)]
    ended = end[rows]
    waits = ended - start[rows]
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
