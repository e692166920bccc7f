"""How test inquiries were answered, beside what the practice's own files report of the same leads."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.dimensions import HOURS
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.response import response_times

BY: Final = ("procedure", "location", "channel", "arrival_hours")
"""What tests are told apart by; arrival_hours is the part of the day in which they were sent."""
TESTED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "procedure": pl.String,
    "location": pl.String,
    "channel": pl.String,
    "arrival_hours": pl.String,
    "tests": pl.Int64,
    "answered": pl.Int64,
    "automatic": pl.Int64,
    "median_s": pl.Float64,
    "met": pl.Float64,
    "leads": pl.Int64,
    "reported_answered": pl.Int64,
    "reported_median_s": pl.Float64,
    "gap_s": pl.Float64,
}
"""Columns of `results_by_kind`. tests: sent. answered: by a person by then; automatic: got an automatic reply.
median_s: clock seconds from sending to the first answer by a person, over the answered. met: mean points of the
checklist, over the answered. leads, reported_...: the same of the practice's leads with the same values; null where no
file has first answers. gap_s = median_s - reported_median_s."""


def results_by_kind(tests: pl.DataFrame, table: LeadTable, filters: Filters, now: datetime) -> pl.DataFrame:
    """One row for each kind of test that was sent, most tests first.

    `tests` as `ResponseTests.table` gives them. The leads beside are those of the period in `filters` that have the
    same values; what a test leaves open, and fields the data do not have, narrow nothing.
    """
    kinds: dict[tuple[str | None, ...], list[dict[str, Any]]] = {}
    for test in tests.iter_rows(named=True):
        if test["sent_at"] is not None and test["sent_at"] <= now:
            kind = (test["procedure"], test["location"], test["channel"], part_of_day(test["sent_at"], table))
            kinds.setdefault(kind, []).append(test)
    rows = [
        dict(zip(BY, kind, strict=True)) | _counted(own, now) | _reported(kind, table, filters)
        for kind, own in kinds.items()
    ]
    found = pl.DataFrame(rows, schema={name: kind for name, kind in TESTED.items() if name != "gap_s"})
    return found.with_columns(gap_s=pl.col("median_s") - pl.col("reported_median_s")).sort(
        -pl.col("tests"), *BY, nulls_last=True, maintain_order=True
    )


def part_of_day(sent_at: datetime, table: LeadTable) -> str:
    """The part of the practice's day in which a test was sent, as leads are told apart by it."""
    hour = sent_at.astimezone(table.practice.zone).hour
    return next((said for said, low, high in HOURS[:3] if low <= hour < high), HOURS[3][0])


def _counted(own: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    answered = [test for test in own if test["answered_at"] is not None and test["answered_at"] <= now]
    waits = [(test["answered_at"] - test["sent_at"]) / timedelta(seconds=1) for test in answered]
    return {
        "tests": len(own),
        "answered": len(answered),
        "automatic": sum(test["auto_at"] is not None and test["auto_at"] <= now for test in own),
        "median_s": float(median(waits)) if waits else None,
        "met": sum(test["met"] for test in answered) / len(answered) if answered else None,
    }


def _reported(kind: tuple[str | None, ...], table: LeadTable, filters: Filters) -> dict[str, Any]:
    where = {
        name: [value] for name, value in zip(BY, kind, strict=True) if value is not None and name in table.dimensions
    }
    row = response_times(table.slice(Filters.of(filters.since, filters.until, where))).row(0, named=True)
    return {"leads": row["leads"], "reported_answered": row["answered"], "reported_median_s": row["median_s"]}
