"""Numbers by figure and group, and the ways the three engines count: so many of so many, and quantiles, by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

Numbers = dict[tuple[Any, ...], tuple[float | None, ...]]
BOOKED = 4
QUALIFIED = 3
REACHED = 2
STAGES = 7
NAMES = ("inquiry", "real", "reached", "qualified", "consult_booked", "consult_attended", "procedure_booked")


def grouped(
    db: duckdb.DuckDBPyConnection, figure: str, by: Sequence[str], counts: str, where: str, having: str = ""
) -> Numbers:
    """One row a group of leads: what is counted under (figure, *group)."""
    keys = ", ".join(f"{name}::VARCHAR" if name in TEXT else name for name in by)
    said = (
        f"SELECT {keys}{', ' if keys else ''}{counts} FROM leads WHERE {where} {'GROUP BY ALL' if by else ''} {having}"
    )
    return {(figure, *row[: len(by)]): tuple(row[len(by) :]) for row in db.execute(said).fetchall()}


def framed(figure: str, found: pd.DataFrame) -> Numbers:
    """One row of a grouped frame: its columns under (figure, *group)."""
    keys = [key if isinstance(key, tuple) else (key,) for key in found.index]
    return {(figure, *key): row for key, row in zip(keys, found.itertuples(index=False, name=None), strict=True)}


def quantiles(db_column: str, *shares: float) -> str:
    """SQL for quantiles of a column, interpolated as everywhere here."""
    return ", ".join(f"quantile_cont({db_column}, {share})" for share in shares)


TEXT = frozenset({"campaign", "doctor", "channel", "source", "procedure", "location", "patient_type", "inbox",
                  "first_response_by", "lost_reason"})  # fmt: skip
