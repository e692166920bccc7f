"""Records that several people write at once: whoever saves second is told, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar, cast

import sqlalchemy as sa

from dashboard.store.column_types import Moment
from dashboard.store.imports import StoreError
from dashboard.store.records import Records


class Versioned(Protocol):
    """A frozen dataclass whose fields are the columns of its table."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Versioned)


class ConflictError(StoreError):
    """Someone else saved the record first. `mine` was not saved, `theirs` is what stands; show both."""

    def __init__(self, mine: object, theirs: object) -> None:
        super().__init__("Someone else changed this while you were writing. Nothing is lost: compare, then save again.")
        self.mine = mine
        self.theirs = theirs


def versioned() -> tuple[sa.Column[Any], ...]:
    """The columns every table of a ledger has: the record's number, its version, and when it was first written."""
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


class Ledger(Generic[R]):
    """The records of one kind. A record never stored has id 0; `version` counts its changes from 1."""

    def __init__(self, records: Records, table: sa.Table, kind: type[R]) -> None:
        self._records, self._table, self._kind = records, table, kind

    def all(self, *where: sa.ColumnElement[bool]) -> list[R]:
        """Every record, oldest first."""
        if not self._records.exists:
            return []
        with self._records.reading() as connection:
            return self.found(connection, *where)

    def one(self, number: int) -> R:
        """The record of this number. Raises StoreError when there is none."""
        if self._records.exists:
            with self._records.reading() as connection:
                return self.standing(connection, number)
        raise _nothing(number)

    def add(self, record: R) -> R:
        """Store a new record; the answer carries its number, version 1 and the moment."""
        with self._records.changing() as connection:
            return self.inserted(connection, record)

    def change(self, record: R) -> R:
        """Store a record read before and changed since; the answer carries its next version.

        Raises ConflictError when someone else stored another version in between, StoreError when it is gone.
        """
        with self._records.changing() as connection:
            return self.updated(connection, record)

    # the same, as parts of a larger change

    def found(self, connection: sa.Connection, *where: sa.ColumnElement[bool]) -> list[R]:
        """As `all`, within a transaction."""
        rows = connection.execute(sa.select(self._table).where(*where).order_by(self._table.c.id))
        return [self._kind(**row._mapping) for row in rows]

    def standing(self, connection: sa.Connection, number: int) -> R:
        """As `one`, within a transaction."""
        records = self.found(connection, self._table.c.id == number)
        if not records:
            raise _nothing(number)
        return records[0]

    def inserted(self, connection: sa.Connection, record: R, version: int = 1) -> R:
        """As `add`, within a transaction."""
        new = _with(record, version=version, at=datetime.now(UTC))
        done = connection.execute(self._table.insert().values(**self._values(new)))
        return _with(new, id=cast(Sequence[int], done.inserted_primary_key)[0])

    def updated(self, connection: sa.Connection, record: R) -> R:
        """As `change`, within a transaction."""
        new = _with(record, version=record.version + 1)
        here = (self._table.c.id == record.id, self._table.c.version == record.version)
        done = connection.execute(self._table.update().where(*here).values(**self._values(new)))
        if not done.rowcount:
            raise ConflictError(record, self.standing(connection, record.id))
        return new

    def _values(self, record: R) -> dict[str, Any]:
        return {name: getattr(record, name) for name in self._table.c.keys() if name != "id"}  # noqa: SIM118


def _with(record: R, **changed: Any) -> R:
    return cast(R, replace(cast(Any, record), **changed))


def _nothing(number: int) -> StoreError:
    return StoreError(f"There is no record {number} any more; reload the page to see those there are.")
