"""Which of the columns no field is made of become segments."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from dashboard.ingest.cells import distinct
from dashboard.ingest.folding import folded
from dashboard.ingest.identifying import Personal
from dashboard.schema import Kind

FEWEST: Final = 2
MOST: Final = 50
"""Different values a segment has."""


def verdict(header: str, cells: pl.Series, private: Personal, kind: Kind | None) -> tuple[bool, str]:
    """Whether a column becomes a segment, and why not. Cells are trimmed, blanks null. Only leads have segments."""
    if kind in ("campaigns", "touches"):
        return False, f"left out: {kind} have no field for it"
    if private:
        return False, {
            "contact": "left out: it identifies or describes a person",
            "free text": "left out: somebody's own words",
            "identifier": "left out: it identifies a person",
        }[private]
    values = distinct(cells)
    count, filled = len(values), len(cells) - cells.null_count()
    if count == 0:
        return False, "left out: empty"
    if count < FEWEST:
        return False, "left out: the same value in every row"
    if count == filled:
        return False, "left out: every value is different, as identifiers are"
    if count > MOST:
        return False, f"left out: {count:,} different values are too many for a segment"
    if _dates(values):
        return False, "left out: dates of something no field stands for"
    if count > 10 and count > 0.8 * filled and _reads_as_id(header):
        return False, "left out: it identifies a row"
    return True, ""


def _dates(values: pl.Series) -> bool:
    return bool(values.str.contains(r"^\d{4}-\d{2}-\d{2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}").all())


def _reads_as_id(header: str) -> bool:
    return bool(re.search(r"id$|key$|number$|^no$", folded(header).name))
