"""Checked files made by hand, with the few things the store looks at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import polars as pl

from dashboard import schema
from dashboard.ingest.leftovers import LeftOut
from dashboard.ingest.period import Period
from dashboard.schema import Kind
from dashboard.store.imports import PROBLEM_COLUMNS
from dashboard.store.rows import in_stored_form

TYPES = {kind: {**schema.stored_columns(kind)} for kind in schema.KINDS}


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@dataclass(frozen=True)
class CheckedFile:
    """What ingest's Checked says, without a file behind it."""

    rows: pl.DataFrame
    kind: Kind = "leads"
    file: str = "leads.csv"
    through: datetime | None = None
    profile: str | None = None
    system: str = ""
    digest: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    problems: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROBLEM_COLUMNS))
    left_out: tuple[LeftOut, ...] = ()
    rejected: int = 0
    merged: int = 0
    read: int = 0
    cannot_answer: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    period: Period | None = None


def leads(*rows: dict[str, Any], through: datetime | None = None, system: str = "crm", **more: Any) -> CheckedFile:
    """A checked file of leads; rows are numbered from 2 as below a header, `when` is the inquiry's moment."""
    return made("leads", [{"system": system} | row for row in rows], through, system=system, **more)


def campaigns(*rows: dict[str, Any], through: datetime | None = None, **more: Any) -> CheckedFile:
    return made("campaigns", rows, through, **more)


def touches(*rows: dict[str, Any], through: datetime | None = None, **more: Any) -> CheckedFile:
    return made("touches", rows, through, **more)


def made(kind: Kind, rows: Sequence[dict[str, Any]], through: datetime | None, **more: Any) -> CheckedFile:
    names = list(dict.fromkeys(name for row in rows for name in row))
    types = {name: TYPES[kind].get(name, pl.String) for name in names}
    table = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], schema=types)
    table = table.with_columns(row=pl.int_range(2, pl.len() + 2, dtype=pl.Int64))
    stored = in_stored_form(kind, table).drop("import_id", "through")
    digest = hashlib.sha256(repr((kind, rows, through, more)).encode()).hexdigest()
    return CheckedFile(stored, kind, through=through, digest=digest, read=more.pop("read", len(rows)), **more)
