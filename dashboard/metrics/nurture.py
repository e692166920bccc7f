"""People are ready at different times: late bookings, and leads given up that came back."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import DAY_US, NEVER
from dashboard.metrics.tally import Axis

LATE_DAYS: Final = 30
LATE: Final = {"leads": pl.Int64, "converted": pl.Int64, "late": pl.Int64, "late_share": pl.Float64}
"""Columns of `late_conversions`: real leads; those that reached the stage with a known date; and those of them that did
so more than 30 days after the inquiry."""


def late_conversions(leads: Slice, by: str | None = None, stage: str = "consult_booked") -> pl.DataFrame:
    """Conversions that came long after the inquiry, credited to what brought the lead in the first place."""
    split = groups(leads, by)
    axis = _taken(leads.table, stage)
    counted = leads.counts(*split.axes, axis, only=leads.real).reshape(split.size, 3)
    converted = counted[:, 1:].sum(axis=1)
    return split.labelled(
        pl.DataFrame(
            {
                "leads": counted.sum(axis=1),
                "converted": converted,
                "late": counted[:, 2],
                "late_share": shares(counted[:, 2], converted),
            },
            schema=LATE,
        ).fill_nan(None)
    )


def came_back(leads: Slice) -> tuple[int, int]:
    """Leads with a day on which they were given up, and those of them that reached a stage after it."""
    table = leads.table
    rows = leads.rows()
    now = int(table.as_of.timestamp() * 1e6)
    lost = table.leads["lost_at"].to_physical().fill_null(NEVER).to_numpy()[rows]
    given_up = (lost != NEVER) & (lost <= now)
    later = np.zeros(len(rows), bool)
    for stage, moments in table.progress.at_us.items():
        if stage > 1:
            later |= moments[rows] > lost
    return int(given_up.sum()), int((given_up & later).sum())


def _taken(table: LeadTable, stage: str) -> Axis:
    """1 for a lead that reached the stage, 2 where it took longer than 30 days; 0 else and where no day is known."""
    return table.axis(f"late {stage}", 3, lambda: _late(table, stages.position(stage)))


def _late(table: LeadTable, position: int) -> NDArray[np.uint8]:
    at = table.progress.at_us.get(position)
    if at is None:
        return np.zeros(table.size, np.uint8)
    known = (at != NEVER) & (table.created_us != NEVER)
    days = np.where(known, (at - np.where(known, table.created_us, 0)) // DAY_US, 0)
    late: NDArray[np.uint8] = np.where(known, 1 + (days > LATE_DAYS), 0).astype(np.uint8)
    return late
