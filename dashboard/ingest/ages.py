"""Ages as groups of years."""

from __future__ import annotations

import polars as pl

from dashboard.ingest.cells import distinct, replaced


def banded(cells: pl.Series) -> pl.Series:
    """Ages in years as bands; age groups stay as they are written."""
    values = distinct(cells).to_list()
    return replaced(cells, {v: _band(v) for v in values}, pl.String)


def _band(value: str) -> str | None:
    try:
        age = float(value)
    except ValueError:
        return value
    if age < 0 or age > 120:
        return None
    bounds = (18, 25, 35, 45, 55, 65)
    if age < bounds[0]:
        return "under 18"
    if age >= bounds[-1]:
        return "65+"
    low = max(b for b in bounds if b <= age)
    return f"{low}-{bounds[bounds.index(low) + 1] - 1}"
