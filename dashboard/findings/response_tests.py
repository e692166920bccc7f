"""What test inquiries found, beside what the files report, in one sentence each."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.metrics.once import once
from dashboard.metrics.tested import BY

_APART: Final = 900
"""Seconds that the two may lie apart before a gap is named; and half as much again of the shorter."""


@once
def results_finding(found: pl.DataFrame) -> str:
    """How many tests a person answered, and the kind whose wait lies furthest from what the files report.

    `found` as `results_by_kind` gives it. Tests of all kinds together are not set beside all leads: those are others.
    """
    if found.is_empty():
        return "No test inquiry has been sent yet"
    tests, answered = int(found["tests"].sum()), int(found["answered"].sum())
    said = f"{text.share(answered, tests)} test inquiries were answered by a person"
    if tests == 1:
        said = f"The one test inquiry was {'answered' if answered else 'not answered'} by a person"
    known = found.drop_nulls("gap_s")
    if known.is_empty():
        return said
    row = known.sort(pl.col("gap_s").abs(), descending=True, maintain_order=True).row(0, named=True)
    return f"{said}; {kind_words(row)}: {gap_words(row)}"


def gap_words(row: dict[str, Any]) -> str:
    """The gap between a test's wait and the reported one; '' where either is not known."""
    if row["median_s"] is None or row["reported_median_s"] is None:
        return ""
    own, reported = text.duration(row["median_s"]), text.duration(row["reported_median_s"])
    gap = row["gap_s"]
    if abs(gap) < max(_APART, min(row["median_s"], row["reported_median_s"]) / 2):
        return f"half within {own}, close to the {reported} that the files report"
    word = "longer" if gap > 0 else "shorter"
    return f"half within {own}, {text.duration(abs(gap))} {word} than the {reported} that the files report"


def kind_words(row: dict[str, Any]) -> str:
    """Which kind of test it was: 'LASIK, form, evening'."""
    named = [text.short(row[name], 40) for name in BY if row[name]]
    return ", ".join(named) if named else "any inquiry"
