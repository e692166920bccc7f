"""Rows of touches (single calls and messages) from a sheet."""

from __future__ import annotations

import polars as pl

from dashboard.ingest.conversion import Sheet, empty
from dashboard.ingest.identity import identified
from dashboard.ingest.leads import system_of
from dashboard.schema import TOUCH, stored_columns


def touch_rows(sheet: Sheet, match_key: bytes) -> pl.DataFrame:
    """Rows with exactly the stored columns of touches (file 0), rejected ones still among them."""
    height = sheet.reading.text.height
    types = stored_columns("touches")
    known: dict[str, pl.Series] = {}
    for spec in TOUCH:
        values = sheet.value(spec)
        known[spec.name] = empty(types[spec.name], height) if values is None else values.cast(types[spec.name])
    known["lead_id"] = identified(sheet, known, match_key) if sheet.column("lead_id") else known["lead_id"]
    for name in ("lead_id", "at"):
        sheet.problems.add(
            sheet.rows, known[name].is_null() & ~sheet.rows.is_in(list(sheet.problems.rejected)), name, None,
            "A touch needs its lead's number and its moment.", "Fill in both.", rejects=True,
        )  # fmt: skip
    known["system"] = pl.Series([system_of(sheet)]).new_from_index(0, height)
    known["file"] = pl.Series([0], dtype=pl.Int32).new_from_index(0, height)
    known["row"] = sheet.rows
    return pl.DataFrame({name: known[name].cast(dtype).alias(name) for name, dtype in types.items()})
