"""Which leads convert better: rates by any field, and by two fields at once."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.convert_time import LONGEST_DAYS, eventual
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import REAL
from dashboard.metrics.tally import Axis

FEWEST: Final = 30
"""Under so many leads a rate is too few to say."""
MATURE: Final = 0.95
"""A lead is mature once this part of all conversions ever seen come within its age."""

SEGMENT_RATES: Final = {
    "leads": pl.Int64,
    "converted": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "mature": pl.Int64,
    "projected": pl.Float64,
}
"""Columns of `segment_rates`. leads are real leads; converted reached the stage; low..high is the 95 %
interval of rate. mature: leads old enough that 95 % of conversions come within their age. projected: the
rate to expect once all are, each lead counting as the part of a chance it has had so far; both null where
the stage has no dates. converted is null where the data say nothing of the stage nor of a later one."""


@once
def segment_rates(leads: Slice, by: str | None = None, stage: str = "consult_booked") -> pl.DataFrame:
    """Conversion of real leads to a stage, for each value of a field with real leads in the slice."""
    table = leads.table
    split = groups(leads, by)
    counted = leads.counts(*split.axes, table.furthest, only=leads.real).reshape(split.size, -1)
    position, known = stages.position(stage), table.tells(stage)
    total, converted = counted.sum(axis=1), counted[:, position:].sum(axis=1)
    low, high = wilson(converted, total)
    ages = leads.counts(*split.axes, age(table), only=leads.real)
    dated = table.dated and (position <= REAL or position in table.progress.dated)
    seen = eventual(table.slice(Filters()), stage) if dated else None
    chances = ages.reshape(split.size, -1) @ seen if seen is not None else np.zeros(split.size)
    mature = ages.reshape(split.size, -1) @ (seen >= MATURE).astype(np.int64) if seen is not None else total * 0
    projected = np.minimum(1.0, shares(converted, chances))
    answer = pl.DataFrame(
        {
            "leads": total,
            "converted": converted if known else None,
            "rate": shares(converted, total) if known else None,
            "low": low if known else None,
            "high": high if known else None,
            "mature": mature if seen is not None else None,
            "projected": projected if seen is not None else None,
        },
        schema=SEGMENT_RATES,
        nan_to_null=True,
    )
    return split.labelled(answer)


TWO_WAY: Final = {
    "row": pl.String,
    "column": pl.String,
    "leads": pl.Int64,
    "converted": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of `two_way`: a pair of values that has real leads; null: not known."""


@once
def two_way(leads: Slice, rows: str, columns: str, stage: str = "consult_booked") -> pl.DataFrame:
    """Conversion of real leads by two fields at once, pairs without a lead left out."""
    table = leads.table
    down, across = table.dimension(rows), table.dimension(columns)
    if rows == columns:
        counted = leads.counts(down.axis, table.furthest, only=leads.real)
        counted = counted[:, None, :] * np.eye(len(down.values), dtype=np.int64)[:, :, None]
    else:
        counted = leads.counts(down.axis, across.axis, table.furthest, only=leads.real)
    total, converted = counted.sum(axis=2).ravel(), counted[:, :, stages.position(stage) :].sum(axis=2).ravel()
    low, high = wilson(converted, total)
    return pl.DataFrame(
        {
            "row": [value for value in down.values for _ in across.values],
            "column": list(across.values) * len(down.values),
            "leads": total,
            "converted": converted,
            "rate": shares(converted, total),
            "low": low,
            "high": high,
        },
        schema=TWO_WAY,
        nan_to_null=True,
    ).filter(pl.col("leads") > 0)


@once
def largest_pairs(pairs: pl.DataFrame, rows: int, columns: int) -> pl.DataFrame:
    """The pairs of the rows and columns with the most leads, in their order."""
    kept = pairs
    for name, most in (("row", rows), ("column", columns)):
        totals = pairs.group_by(name, maintain_order=True).agg(pl.col("leads").sum())
        top = totals.sort("leads", descending=True, maintain_order=True).head(most)
        kept = kept.join(top.select(name), on=name, how="semi", nulls_equal=True, maintain_order="left")
    return kept


def age(table: LeadTable) -> Axis:
    """Whole days since the inquiry; leads without a date count as old."""
    return table.axis("age", LONGEST_DAYS + 1, lambda: _days_old(table))


def _days_old(table: LeadTable) -> NDArray[np.generic]:
    days = (table.as_of.date() - EPOCH).days - table.local_date.to_physical().fill_null(-(1 << 20)).to_numpy()
    ages: NDArray[np.generic] = np.clip(days, 0, LONGEST_DAYS)
    return ages
