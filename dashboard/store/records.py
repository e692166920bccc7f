"""The records of a workspace in SQL: imports, settings, remembered mappings.

A change is one transaction that takes SQLite's write lock before it does anything else, so two
processes change a workspace one after the other, and a killed one leaves nothing half done.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from dashboard.store.imports import StoreError
from dashboard.store.trouble import BusyError, damaged, in_words

METADATA: Final = sa.MetaData()
STATE: Final = sa.Table(
    "state",
    METADATA,
    sa.Column("workspace", sa.String, primary_key=True),
    sa.Column("changes", sa.Integer, nullable=False),
    sa.Column("practice", sa.JSON),
)
IMPORTS: Final = sa.Table(
    "imports",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("undone_at", sa.String),
)
FILES: Final = sa.Table(
    "files",
    METADATA,
    sa.Column("import_id", sa.ForeignKey("imports.id"), primary_key=True),
    sa.Column("file", sa.Integer, primary_key=True),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("receipt", sa.JSON, nullable=False),
    sa.Column("segments", sa.JSON, nullable=False),
)
MAPPINGS: Final = sa.Table(
    "mappings",
    METADATA,
    sa.Column("signature", sa.String, primary_key=True),
    sa.Column("mapping", sa.JSON, nullable=False),
)
OVERRULES: Final = sa.Table(
    "overrules",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("signal", sa.String, nullable=False),
    sa.Column("scope", sa.String, nullable=False),
    sa.Column("campaign", sa.String),
    sa.Column("system", sa.String),
    sa.Column("lead_id", sa.String),
    sa.Column("undone_at", sa.String),
)
DISMISSALS: Final = sa.Table(
    "dismissals",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("leak", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("undone_at", sa.String),
)
REVISION: Final = "0005"
"""The migration that makes the tables above; a test holds it to the newest file in migrations/."""

_PATIENCE_S: Final = 300


class Records:
    """The workspace's SQL database; the file is made by the first change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._checked = False
        self._engine = sa.create_engine(
            f"sqlite:///{path.as_posix()}", poolclass=NullPool, connect_args={"timeout": _PATIENCE_S}
        )
        event.listen(self._engine, "connect", _leave_transactions_to_us)
        event.listen(self._engine, "begin", _begin)

    @property
    def exists(self) -> bool:
        return self._path.exists()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look at records that exist. Raises StoreError where they cannot be read."""
        if not self._checked and not self._up_to_date():
            with self.changing():
                pass
        with in_words(self._path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def changing(self, *, unseen: bool = False) -> Iterator[sa.Connection]:
        """One transaction, alone among all processes; it happens whole or not at all.

        While it is open others read what was before; if `unseen` they wait for its end. Raises StoreError when
        another process keeps the workspace to itself for minutes, and where the disk or the file fails.
        """
        with in_words(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone("EXCLUSIVE" if unseen else "IMMEDIATE") as connection:
                if not self._checked:
                    _migrate(connection, self._path)
                    if connection.execute(sa.select(STATE.c.workspace)).first() is None:
                        connection.execute(STATE.insert().values(workspace=secrets.token_hex(4), changes=0))
                yield connection
            self._checked = True

    def wipe(self) -> None:
        """Write the file anew, without the bytes of what was deleted from it."""
        with in_words(self._path), self._engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("VACUUM")

    def _up_to_date(self) -> bool:
        with in_words(self._path), self._engine.begin() as connection:
            self._checked = _revision(connection) == REVISION
        return self._checked

    @contextmanager
    def _alone(self, kind: str) -> Iterator[sa.Connection]:
        here = _file(self._path)
        connection = self._engine.connect().execution_options(alone=kind)
        try:
            with connection.begin():
                if here is not None and here != _file(self._path):
                    raise BusyError("This workspace was replaced by a backup meanwhile; nothing was stored. Try again.")
                yield connection
        finally:
            connection.close()


def count_change(connection: sa.Connection) -> None:
    """Give the workspace its next version."""
    connection.execute(STATE.update().values(changes=STATE.c.changes + 1))


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


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return found


def _migrate(connection: sa.Connection, path: Path) -> None:
    known = _revision(connection)
    if known == REVISION:
        return
    if known is None and (path.parent / "rows").exists():
        # an import would take these rows for those of killed imports, and remove them
        raise damaged(path)
    from alembic import command  # only a new or old workspace needs it
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError("This workspace was made by a newer Leadloop; update Leadloop to open it.") from error
