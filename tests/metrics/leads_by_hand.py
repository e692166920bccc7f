"""Small lead tables for tests: rows given as keywords, every stored column filled up with null."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl

from dashboard import schema

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""


def leads(*rows: dict[str, Any], segments: tuple[str, ...] = ()) -> pl.DataFrame:
    """Stored lead rows; created_at is NOON unless given, a stage date sets its yes/no as the importer does."""
    columns = dict(schema.stored_columns("leads")) | dict.fromkeys(segments, pl.String)
    filled = []
    for number, row in enumerate(rows):
        full = (
            dict.fromkeys(columns) | {"lead_id": f"L{number}", "created_at": NOON, "file": 0, "row": number + 2} | row
        )
        for name in ("reached", "qualified", "consult_booked", "consult_attended", "procedure_booked"):
            if full[f"{name}_at"] is not None:
                full[name] = True
        filled.append(full)
    return pl.DataFrame(filled, schema=columns, orient="row")


def campaigns(*rows: dict[str, Any]) -> pl.DataFrame:
    """Stored campaign rows."""
    columns = schema.stored_columns("campaigns")
    return pl.DataFrame([dict.fromkeys(columns) | row for row in rows], schema=columns, orient="row")


def touches(*rows: dict[str, Any]) -> pl.DataFrame:
    """Stored touch rows."""
    columns = schema.stored_columns("touches")
    return pl.DataFrame([dict.fromkeys(columns) | row for row in rows], schema=columns, orient="row")
