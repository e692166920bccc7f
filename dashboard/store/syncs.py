"""The syncs that were held, each with its figures exactly as they were seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.filters import Filters
from dashboard.store.actions import ACTIONS
from dashboard.store.column_types import Cut, Moment, Several
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records
from dashboard.store.wording import NOBODYS, without_identifiers

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
        self._records = records
        self._ledger = Ledger(records, SYNCS, Sync)

    def all(self) -> list[Sync]:
        """Every sync, oldest first."""
        return self._ledger.all()

    def one(self, number: int) -> Sync:
        """The sync of this number. Raises StoreError when there is none."""
        return self._ledger.one(number)

    def save(self, sync: Sync, decided: Sequence[int] = ()) -> Sync:
        """Freeze a sync; the answer carries its number and the moment. The actions `decided` in it, by their numbers,
        say so from now on.

        Raises StoreError where what people wrote themselves tells who a patient is.
        """
        without_identifiers(_written(sync), sync.as_of.date(), NOBODYS)
        with self._records.changing() as connection:
            saved = self._ledger.inserted(connection, sync)
            own = ACTIONS.update().where(ACTIONS.c.id.in_(decided), ACTIONS.c.sync_id.is_(None))
            connection.execute(own.values(sync_id=saved.id, version=ACTIONS.c.version + 1))
            return saved


def _written(sync: Sync) -> list[str]:
    """The lines that people wrote; those suggested hold nothing but figures and records."""
    lists = [name for name, lines in sync.words.items() if isinstance(lines, list | tuple)]
    lines = [line for name in lists for line in sync.words[name] if line not in sync.figures.get(name, ())]
    return [*lines, sync.words.get("notes", "")]
