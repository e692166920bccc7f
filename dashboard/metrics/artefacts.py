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
_REMAINDERS: Final = 7
"""Minutes are first counted by their remainder: where no remainder is that of nearly all, no minute is. Quarters of an
hour and whole days leave every remainder."""
_SIGNS: Final = (3, _REMAINDERS, _REMAINDERS)

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
    counted = leads.counts(_signs(leads.table, name, both), only=leads.genuine)[1:].reshape(_SIGNS)
    backwards, soon, late = counted.sum(axis=(1, 2)).tolist()
    known = backwards + soon + late
    if known < FEWEST:
        return None
    if backwards / known > 0.5:
        return "backwards"
    most_alike = counted[1:].sum(axis=(0, 2)).max() / (soon + late)
    most_minutes = counted.sum(axis=(0, 1)).max() / known
    if 2 * late < soon + late and max(most_alike, most_minutes) < NEARLY_ALL:
        return None
    return _looked_at(leads, *both())


def _signs(table: LeadTable, name: str, both: _Moments) -> Axis:
    """Not known; then backwards, within a year or longer, by remainders of the minutes waited and the time of day."""

    def codes() -> NDArray[np.int64]:
        start, end = both()
        known = (start != NEVER) & (end != NEVER)
        waits = end[known] - start[known]
        kind = np.select((waits < 0, waits <= YEAR_DAYS * DAY_US), (0, 1), 2)
        waited = np.where(waits < 0, 0, waits // _MINUTE_US % _REMAINDERS)
        found = np.zeros(table.size, np.int64)
        found[known] = 1 + np.ravel_multi_index((kind, waited, _time_of_day(table, end[known]) % _REMAINDERS), _SIGNS)
        return found

    return table.axis(f"artefact {name}", 1 + int(np.prod(_SIGNS)), codes)


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
