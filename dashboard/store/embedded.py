"""The records of a workspace in a file of its own, SQLite's, with the small files beside it.

A change takes SQLite's write lock before it does anything else, so two processes change a workspace
one after the other, and a killed one leaves nothing half done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from dashboard.store.imports import StoreError
from dashboard.store.trouble import BusyError, damaged, in_words

PATIENCE_S: Final = 300
"""For how long a change waits for another to end."""


class SqliteFile:
    """The database in a file; the first change makes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = sa.create_engine(
            f"sqlite:///{path.as_posix()}", poolclass=NullPool, connect_args={"timeout": PATIENCE_S}
        )
        event.listen(self._engine, "connect", _leave_transactions_to_us)
        event.listen(self._engine, "begin", _begin)

    def exists(self) -> bool:
        """Whether the file is there."""
        return self._path.exists()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look; nobody can commit a change meanwhile."""
        with in_words(self._path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def alone(self, *, unseen: bool) -> Iterator[sa.Connection]:
        """One transaction at a time; if `unseen`, who reads waits for its end."""
        with in_words(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            here = _file(self._path)
            kind = "EXCLUSIVE" if unseen else "IMMEDIATE"
            connection = self._engine.connect().execution_options(alone=kind)
            try:
                with connection.begin():
                    if here is not None and here != _file(self._path):
                        raise BusyError(
                            "This workspace was replaced by a backup meanwhile; nothing was stored. Try again."
                        )
                    yield connection
            finally:
                connection.close()

    def wipe(self) -> None:
        """Write the file anew, without the bytes of what was deleted from it."""
        with in_words(self._path), self._engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("VACUUM")

    def lost(self) -> StoreError | None:
        """Why new records must not begin here: rows without any would pass for those of killed imports."""
        return damaged(self._path) if (self._path.parent / "rows").exists() else None

    def kept(self, name: str) -> bytes | None:
        """A small file beside the records; None where there is none."""
        try:
            with in_words(self._path):
                return (self._path.parent / name).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, name: str, content: bytes) -> None:
        """Write a small file in one step, for its owner only."""
        path = self._path.parent / name
        unfinished = path.with_suffix(".part")
        with in_words(self._path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
            unfinished.replace(path)

    def all_kept(self, folder: str) -> dict[str, bytes]:
        """The small files of a folder beside the records."""
        found = sorted(path.name for path in (self._path.parent / folder).glob("*") if path.suffix != ".part")
        contents = {f"{folder}{name}": self.kept(f"{folder}{name}") for name in found}
        return {name: content for name, content in contents.items() if content is not None}

    def let_go(self, name: str) -> None:
        """Remove a small file, if it is there."""
        with in_words(self._path):
            (self._path.parent / name).unlink(missing_ok=True)


def _leave_transactions_to_us(dbapi_connection: object, _record: object) -> None:
    # sqlite3 would begin late, at the first write: two processes could then both compute from the same past
    dbapi_connection.isolation_level = None  # type: ignore[attr-defined]


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('alone', '')}")


def _file(path: Path) -> int | None:
    """Which file stands at the path: another one once a backup took its place."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None
