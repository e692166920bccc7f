"""Leads and conversions week by week, with the weeks that are still mostly open marked."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.intervals import shares
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once

WEEKLY: Final = {
    "week": pl.Date,
    "leads": pl.Int64,
    "converted": pl.Int64,
    "open": pl.Int64,
    "rate": pl.Float64,
    "open_share": pl.Float64,
}
"""Columns of `weekly`: week is its Monday; leads are real leads of that week; converted reached the stage;
open have not but still can; rate and open_share are shares of leads."""


@once
def weekly(leads: Slice, stage: str = "consult_booked") -> pl.DataFrame:
    """Real leads by week of inquiry, from the slice's first week to its last, weeks without a lead included."""
    table = leads.table
    if not table.dated:
        return pl.DataFrame(schema=WEEKLY)
    first, weeks = _span(table)
    axis = table.axis("week", weeks + 1, lambda: _week(table, first, weeks))
    counted = leads.counts(axis, table.furthest, table.lost, only=leads.real)[:weeks]
    total = counted.sum(axis=(1, 2))
    position = stages.position(stage)
    converted = counted[:, position:].sum(axis=(1, 2))
    open_ = counted[:, :position, 0].sum(axis=1)
    answer = pl.DataFrame(
        {
            "week": [EPOCH + timedelta(days=7 * (first + place) + MONDAY) for place in range(weeks)],
            "leads": total,
            "converted": converted,
            "open": open_,
            "rate": shares(converted, total),
            "open_share": shares(open_, total),
        },
        schema=WEEKLY,
        nan_to_null=True,
    )
    used = np.flatnonzero(total)
    return answer[used[0] : used[-1] + 1] if len(used) else answer.clear()


MONDAY: Final = 4
"""1970-01-01 was a Thursday; the first Monday came four days later."""


def _span(table: LeadTable) -> tuple[int, int]:
    days = table.local_date.to_physical().drop_nulls()
    first, last = ((int(day) - MONDAY) // 7 for day in (days.min(), days.max()))  # type: ignore[arg-type]
    return first, last - first + 1


def _week(table: LeadTable, first: int, weeks: int) -> NDArray[np.generic]:
    week = (table.local_date.to_physical().cast(pl.Int64) - MONDAY) // 7 - first
    codes: NDArray[np.generic] = week.fill_null(weeks).to_numpy()
    return codes
