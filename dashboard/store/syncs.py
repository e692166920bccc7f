"""The syncs that were held, each with its figures exactly as they were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.filters import Filters
from dashboard.store.column_types import Cut, Moment, Several
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records

SYNCS: Final = sa.Table(
    "syncs",
    METADATA,
    *versioned(),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("as_of", Moment, nullable=False),
    sa.Column("slice", Cut, nullable=False),
    sa.Column("store_version", sa.String, nullable=False),
    sa.Column("imports", Several, nullable=False),
    sa.Column("agreements", Several, nullable=False),
    sa.Column("figures", sa.JSON, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Sync:
    """A saved sync. `figures` are its frozen tables as plain values, `words` what people kept and wrote;
    `store_version`, `imports` (those that counted) and `agreements` (ids in force) say what they rest on."""

    by: str
    held_on: date
    as_of: datetime
    slice: Filters
    store_version: str
    figures: Mapping[str, Any]
    words: Mapping[str, Any] = field(default_factory=dict)
    imports: tuple[int, ...] = ()
    agreements: tuple[int, ...] = ()
    id: int = 0
    version: int = 1
    at: datetime | None = None


class Syncs:
    """The syncs of a workspace: saved once, read as often as wanted, never changed."""

    def __init__(self, records: Records) -> None:
        self._ledger = Ledger(records, SYNCS, Sync)

    def all(self) -> list[Sync]:
        """Every sync, oldest first."""
        return self._ledger.all()

    def one(self, number: int) -> Sync:
        """The sync of this number. Raises StoreError when there is none."""
        return self._ledger.one(number)

    def save(self, sync: Sync) -> Sync:
        """Freeze a sync; the answer carries its number and the moment."""
        return self._ledger.add(sync)
