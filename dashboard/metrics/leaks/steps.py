"""The steps of the funnel that can leak, and the leads at risk of each: how long followed, gone on or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.leaks.lag import Lag, current_status, kaplan_meier
from dashboard.metrics.progress import DAY_US, NEVER, REAL, moments_us

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
Moments = NDArray[np.int64]
Where = tuple[tuple[str, str | None], ...]

BOOKED: Final = stages.position("consult_booked")
WELL_KNOWN: Final = 0.95
"""Appointments start the clock of a step where at least this part of the leads has one, gone on or not."""


@dataclass(frozen=True, slots=True)
class Step:
    """Leads that reached a stage, by their place among the leads searched."""

    names: tuple[str, str]
    at: NDArray[np.intp]
    converted: NDArray[np.bool_]
    followed: NDArray[np.float64]
    """Days since the lead could go on; nan where no date says so."""
    taken: NDArray[np.float64]
    """Days until it did; nan where it did not, or nobody wrote when."""
    lag: Lag | None
    seen: NDArray[np.float64]
    """F at `followed`: the part of its chance that the lead has had so far."""

    @property
    def size(self) -> int:
        return len(self.at)


def steps_of(table: LeadTable, rows: NDArray[np.intp]) -> list[Step]:
    """Each step between stages these leads can answer that some went on from and some did not."""
    answerable = table.progress.answerable
    found = [_step(table, rows, *pair) for pair in pairwise(answerable)]
    return [step for step in found if step.converted.any() and not step.converted.all()]


@dataclass(frozen=True, slots=True)
class Counted:
    """Leads counted, all of them; who is at risk of a step is found out once."""

    leads: Slice
    known: dict[tuple[str, str], tuple[Places, Flags]] = field(default_factory=dict)

    def of(self, step: tuple[str, str], where: Where) -> tuple[int, int]:
        """How many leads of these values are at risk of the step, and how many of them made it."""
        table = self.leads.table
        if step not in self.known:
            rows = self.leads.rows()
            at, converted, _ = _at_risk(table, rows, *(stages.position(name) for name in step))
            self.known[step] = rows[at], converted
        rows, converted = self.known[step]
        inside = np.ones(len(rows), bool)
        for name, value in where:
            dimension = table.dimension(name)
            inside &= dimension.wanted((value,))[dimension.axis.codes[rows]]
        return int(inside.sum()), int(converted[inside].sum())


def _at_risk(table: LeadTable, rows: NDArray[np.intp], before: int, stage: int) -> tuple[Places, Flags, Moments]:
    """Places among the rows of those at risk, whether they made the step, and since when they could."""
    furthest = table.progress.furthest[rows]
    at = np.flatnonzero(furthest >= before)
    converted = furthest[at] >= stage
    start = _start(table, rows[at], before)
    if before == BOOKED:
        held = moments_us(table.leads, "consult_for")[rows[at]]
        if all((held[some] != NEVER).mean() >= WELL_KNOWN for some in (converted, ~converted) if some.any()):
            ahead = ~converted & (held > int(table.as_of.timestamp() * 1e6))
            at, converted, start, held = at[~ahead], converted[~ahead], start[~ahead], held[~ahead]
            start = np.maximum(start, held)
    return at, converted, start


def _step(table: LeadTable, rows: NDArray[np.intp], before: int, stage: int) -> Step:
    at, converted, start = _at_risk(table, rows, before, stage)
    names = stages.NAMES[before], stages.NAMES[stage]
    if stage == REAL:
        # what arrives is real or not on arrival
        unknown = np.full(len(at), np.nan)
        return Step(names, at, converted, unknown, unknown, None, np.ones(len(at)))
    followed = _days(int(table.as_of.timestamp() * 1e6), start)
    end = table.at_us.get(stage)
    if end is None:
        taken = np.full(len(at), np.nan)
        lag = current_status(followed, converted)
    else:
        ended = end[rows[at]]
        taken = np.where(converted & (ended != NEVER), _days(np.maximum(ended, start), start), np.nan)
        undated = converted & np.isnan(taken)
        lag = kaplan_meier(np.where(undated, np.nan, followed), taken)
    seen = np.ones(len(at)) if lag is None else lag.at(followed)
    # a chance of nothing has no logit
    return Step(names, at, converted, followed, taken, lag, np.maximum(seen, 1e-3))


def _start(table: LeadTable, rows: NDArray[np.intp], before: int) -> NDArray[np.int64]:
    """When each lead got to the stage, or by its last date before where that one is not on record."""
    start = np.full(len(rows), NEVER)
    for stage, when in table.at_us.items():
        if stage <= before:
            start = np.maximum(start, when[rows])
    return start


def _days(until: NDArray[np.int64] | int, start: NDArray[np.int64]) -> NDArray[np.float64]:
    known = start != NEVER
    return np.where(known, np.maximum(until - np.where(known, start, 0), 0) / DAY_US, np.nan)
