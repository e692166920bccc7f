"""How full the doctors' consult slots were, and are in the weeks ahead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.filters import Filters
from dashboard.metrics.clock import closed_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.consults import STATES, booked, consult_days, consult_state
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.tally import Choice
from dashboard.practice import Practice

WEEKS_BACK: Final = 8
WEEKS_AHEAD: Final = 4
CAPACITY: Final = {
    "doctor": pl.String,
    "week": pl.Date,
    "ahead": pl.Boolean,
    "slots": pl.Float64,
    "booked": pl.Int64,
    "taken": pl.Float64,
}
"""Columns of `capacity`: one row a doctor with slots and week. week: its Monday, the practice's time. ahead: the
present week and those after it. slots: those of a full week times the share of its usual opening days that are no
holidays or closed days. booked: consults in the week that were not called off or moved, of all leads, whatever the
filters. taken = booked / slots."""


def capacity(table: LeadTable, doctors: tuple[str | None, ...] = ()) -> pl.DataFrame:
    """Consults booked against slots, eight weeks back and four from the present one on; no rows without slots.

    `doctors`: only these, where any are named. Doctors join by name, whatever its case.
    """
    practice = table.practice
    wanted = {doctor.casefold() for doctor in doctors if doctor}
    present = table.as_of.date() - timedelta(days=table.as_of.weekday())
    weeks = [present + timedelta(weeks=nth) for nth in range(-WEEKS_BACK, WEEKS_AHEAD)]
    held = table.dimension("doctor")
    closed = closed_days(practice, range(weeks[0].year, weeks[-1].year + 2))
    counted = _by_week(table, weeks) if practice.consult_slots else np.zeros((len(held.values), len(weeks)), np.int64)
    found = []
    for doctor, slots in practice.consult_slots:
        if wanted and doctor.casefold() not in wanted:
            continue
        codes = [code for code, name in enumerate(held.values) if name and name.casefold() == doctor.casefold()]
        for nth, week in enumerate(weeks):
            taken = int(counted[codes, nth].sum())
            free = slots * _open_share(practice, week, closed)
            found.append((doctor, week, week >= present, free, taken, taken / free if free else None))
    return pl.DataFrame(found, schema=CAPACITY, orient="row")


def _by_week(table: LeadTable, weeks: list[date]) -> NDArray[np.int64]:
    """Consults of each doctor in each week that were not called off or moved."""
    stands = Choice(consult_state(table), np.array([state not in ("cancelled", "rescheduled") for state in STATES]))

    def codes() -> NDArray[np.int64]:
        day = consult_days(table)
        nth = (day - (weeks[0] - EPOCH).days) // 7
        return np.where((day >= 0) & (nth >= 0) & (nth < len(weeks)), nth, len(weeks))

    week = table.axis("consult week", len(weeks) + 1, codes)
    return table.slice(Filters()).counts(table.dimension("doctor").axis, week, only=(*booked(table), stands))


def _open_share(practice: Practice, week: date, closed: frozenset[date]) -> float:
    usual = [week + timedelta(days=nth) for nth in range(7) if practice.opening[nth] is not None]
    return sum(day not in closed for day in usual) / len(usual) if usual else 1.0
