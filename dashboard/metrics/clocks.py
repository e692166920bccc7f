"""The three clocks of an inquiry: until somebody tries, until the two speak, until the consult is booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER
from dashboard.metrics.reach import REACHED, can_tell, tried
from dashboard.metrics.tally import Axis
from dashboard.metrics.times import Times

Clock = Literal["attempt", "reached", "booked"]
CLOCKS: Final[tuple[Clock, ...]] = ("attempt", "reached", "booked")
HOURS: Final = ("all", "in", "after")
"""All inquiries, those that arrived in opening hours, and those that arrived outside them."""
BOOKED: Final = stages.position("consult_booked")
CLOCK_TIMES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "hours": pl.String,
    "clock": pl.String,
    "leads": pl.Int64,
    "there": pl.Int64,
    "undated": pl.Int64,
    "backwards": pl.Int64,
    "median_s": pl.Float64,
    "p90_s": pl.Float64,
    "within_limit": pl.Float64,
    "median_business_s": pl.Float64,
    "p90_business_s": pl.Float64,
    "within_limit_business": pl.Float64,
    "median_from_inquiry_s": pl.Float64,
}
"""Columns of `clock_times`. hours: one of HOURS, by the moment of the inquiry. clock: attempt runs from the inquiry to
the first try or answer by a person, reached from there, booked from being reached. leads: those at the step the clock
starts from, spam, duplicates and tests apart; there: those of them at its end; undated: at its end, but one of the two
moments is not known; backwards: the end lies before the start, or the start before the inquiry. Both are in no median.
Medians and 90th percentiles in clock seconds and in seconds of opening hours; within_limit: the share of leads tried
within the agreed limit, null for the other clocks. median_from_inquiry_s: clock seconds from the inquiry to the
clock's end. A clock whose end no file tells has no row; without times of day there are no rows in and after hours."""

_WAITING, _UNDATED, _BACKWARDS, _LATE, _IN_BUSINESS, _INSIDE = range(1, 7)


@dataclass(frozen=True, slots=True)
class Moments:
    """Start and end of a clock for each lead, in microseconds since 1970 UTC, NEVER where not known."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    known: NDArray[np.bool_]
    """Both moments are known, and so is the inquiry's."""
    timed: NDArray[np.bool_]
    """Known, and in order."""


def told_clocks(table: LeadTable) -> tuple[Clock, ...]:
    """The clocks whose end the data tell of."""
    knows_tries, knows_reached = can_tell(table)
    told = {"attempt": knows_tries, "reached": knows_reached, "booked": knows_reached and table.tells("consult_booked")}
    return tuple(clock for clock in CLOCKS if told[clock])


@once
def clock_times(leads: Slice, by: str | None = None, most: int | None = None) -> pl.DataFrame:
    """How long each step takes, overall or for each value of a field, in and after hours.

    With `most`, at most so many values, the less frequent ones together as "all others".
    """
    table = leads.table
    split = groups(leads, by, most)
    clocks = told_clocks(table)
    shown = HOURS if table.has_hours else HOURS[:1]
    arrived = arrived_open(table)
    parts = []
    for clock in clocks:
        state = _state(table, clock)
        counted = leads.counts(*split.axes, arrived, state, only=leads.genuine).reshape(split.size, 3, state.size)
        counted = np.concatenate([counted.sum(axis=1, keepdims=True), counted[:, :2]], axis=1)[:, : len(shown)]
        parts.append(_columns(leads, clock, split.axes, counted))
    if not parts:
        return split.labelled(pl.DataFrame(schema=CLOCK_TIMES), 0)
    columns = {name: np.stack([part[name] for part in parts], axis=-1).ravel() for name in parts[0]}
    answer = pl.DataFrame(
        {
            "hours": [name for _ in range(split.size) for name in shown for _ in clocks],
            "clock": [*clocks] * (split.size * len(shown)),
            **columns,
        },
        schema=CLOCK_TIMES,
        nan_to_null=True,
    )
    return split.labelled(answer, len(shown) * len(clocks))


def moments(table: LeadTable, clock: Clock) -> Moments:
    """When the clock of each lead starts and ends."""
    created = table.created_us
    start = created if clock == "attempt" else _end(table, CLOCKS[CLOCKS.index(clock) - 1])
    end = _end(table, clock)
    known = (start != NEVER) & (end != NEVER) & (created != NEVER)
    return Moments(start, end, known, known & (end >= start) & (start >= created))


def _end(table: LeadTable, clock: Clock) -> NDArray[np.int64]:
    if clock == "attempt":
        return table.attempted_us
    position = REACHED if clock == "reached" else BOOKED
    return table.at_us[position] if position in table.progress.dated else np.full(table.size, NEVER)


def arrived_open(table: LeadTable) -> Axis:
    """0 for an inquiry that arrived in opening hours, 1 for one outside them, 2 where no time of day is known."""

    def codes() -> NDArray[np.int64]:
        known = (table.created_us != NEVER) & table.has_hours
        return np.where(known, np.where(table.open_time.open_at(table.created_us), 0, 1), 2)

    return table.axis("arrived open", 3, codes)


def _columns(
    leads: Slice, clock: Clock, axes: tuple[Axis, ...], counted: NDArray[np.int64]
) -> dict[str, NDArray[np.generic]]:
    """The columns of one clock, each an array of groups by hours."""
    table = leads.table
    total = counted[:, :, _WAITING:].sum(axis=2)
    inside, business = counted[:, :, _INSIDE], counted[:, :, _IN_BUSINESS:].sum(axis=2)
    limited = clock == "attempt" and table.dated
    nothing = np.full(total.shape, np.nan)
    found: dict[str, NDArray[np.generic]] = {
        "leads": total,
        "there": counted[:, :, _UNDATED:].sum(axis=2),
        "undated": counted[:, :, _UNDATED],
        "backwards": counted[:, :, _BACKWARDS],
        "within_limit": shares(inside, total) if limited else nothing,
        "within_limit_business": shares(business, total) if limited else nothing,
    }
    for suffix, times in (("", _taken(table, clock)), ("_business", _taken(table, clock, business=True))):
        both = _quantiles(leads, times, axes, counted.shape[1])
        found |= {f"median{suffix}_s": both[:, :, 0], f"p90{suffix}_s": both[:, :, 1]}
    found["median_from_inquiry_s"] = _quantiles(leads, _since_inquiry(table, clock), axes, counted.shape[1])[:, :, 0]
    return {name: found[name] for name in CLOCK_TIMES if name in found}


def _quantiles(leads: Slice, times: Times, axes: tuple[Axis, ...], hours: int) -> NDArray[np.float64]:
    """Median and 90th percentile by group and hours, all hours first."""
    whole = leads.quantiles(times, (0.5, 0.9), *axes, only=leads.genuine)[:, None]
    if hours == 1:
        return whole
    split = leads.quantiles(times, (0.5, 0.9), *axes, arrived_open(leads.table), only=leads.genuine)
    return np.concatenate([whole, split.reshape(len(whole), 3, 2)[:, :2]], axis=1)


def _state(table: LeadTable, clock: Clock) -> Axis:
    return table.axis(f"clock {clock}", 7, lambda: _states(table, clock))


def _states(table: LeadTable, clock: Clock) -> NDArray[np.int64]:
    furthest = table.progress.furthest
    at: dict[Clock, NDArray[np.bool_]] = {
        "attempt": tried(table).codes == 1,
        "reached": furthest >= REACHED,
        "booked": furthest >= BOOKED,
    }
    began = np.ones(table.size, bool) if clock == "attempt" else at[CLOCKS[CLOCKS.index(clock) - 1]]
    held, limit = moments(table, clock), table.practice.response_limit_s
    clock_s, open_s = _seconds(table, held), _seconds(table, held, business=True)
    rules = (~began, ~at[clock], ~held.known, ~held.timed, clock_s <= limit, open_s <= limit)
    return np.select(rules, (0, _WAITING, _UNDATED, _BACKWARDS, _INSIDE, _IN_BUSINESS), _LATE)


def _taken(table: LeadTable, clock: Clock, *, business: bool = False) -> Times:
    return table.times(f"clock {clock} {business}", lambda: _seconds(table, moments(table, clock), business=business))


def _since_inquiry(table: LeadTable, clock: Clock) -> Times:
    def seconds() -> NDArray[np.int64]:
        held = moments(table, clock)
        return np.where(held.timed, (held.end - table.created_us) // 1_000_000, -1)

    # the first clock starts there anyway
    return _taken(table, clock) if clock == "attempt" else table.times(f"clock {clock} from inquiry", seconds)


def _seconds(table: LeadTable, held: Moments, *, business: bool = False) -> NDArray[np.int64]:
    """Whole seconds from start to end, -1 where they are not timed."""
    if not business:
        return np.where(held.timed, (held.end - held.start) // 1_000_000, -1)
    until = table.open_time.seconds_until
    return np.where(held.timed, np.rint(until(held.end) - until(held.start)), -1).astype(np.int64)
