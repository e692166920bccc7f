"""The records of a workspace in SQL: imports, settings, remembered mappings.

They are kept in a file of the workspace's own (embedded.py) or in a database that servers share (postgres.py).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

import sqlalchemy as sa

from dashboard.rights import Role
from dashboard.store.embedded import SqliteFile
from dashboard.store.guard import Asked, allowed, anybody
from dashboard.store.imports import StoreError

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
AUDIT: Final = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("deed", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False),
)
REVISION: Final = "0006"
"""The migration that makes the tables above; a test holds it to the newest file in migrations/."""


class Database(Protocol):
    """Where records are kept, and beside them the few small files of a workspace."""

    def exists(self) -> bool:
        """Whether there are any yet."""
        ...

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one moment."""
        ...

    def alone(self, *, unseen: bool) -> AbstractContextManager[sa.Connection]:
        """A transaction that no other runs beside; if `unseen`, who reads waits for its end."""
        ...

    def wipe(self) -> None:
        """Let go of the bytes of what was deleted."""
        ...

    def lost(self) -> StoreError | None:
        """Why new records must not begin here, where rows lie of which none tell."""
        ...

    def kept(self, name: str) -> bytes | None:
        """A small file; None where there is none."""
        ...

    def keep(self, name: str, content: bytes) -> None:
        """Write a small file in one step."""
        ...

    def all_kept(self, folder: str) -> dict[str, bytes]:
        """The small files whose names begin with this folder's ('name/')."""
        ...

    def let_go(self, name: str) -> None:
        """Remove a small file, if it is there."""
        ...


class Records:
    """The workspace's SQL database, in a file or on a server; the first change makes it."""

    def __init__(self, database: Path | Database, asked: Asked = anybody) -> None:
        self._database: Database = SqliteFile(database) if isinstance(database, Path) else database
        self._asked = asked
        self._checked = False

    @property
    def exists(self) -> bool:
        return self._database.exists()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look at records that exist. Raises StoreError where they cannot be read."""
        if not self._checked and not self._up_to_date():
            self._bring_up_to_date()
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def changing(self, *, unseen: bool = False, takes: Role = "contributor") -> Iterator[sa.Connection]:
        """One transaction, alone among all processes; it happens whole or not at all. Every change goes through here.

        While it is open others read what was before; if `unseen` they wait for its end. Raises NotAllowedError where
        whoever asks has not the role that it takes; StoreError when another process keeps the workspace to itself for
        minutes, and where the disk, the file or the server fails.
        """
        member = allowed(self._asked, takes)
        if not self._checked:
            self._bring_up_to_date()
        with self._database.alone(unseen=unseen) as connection:
            yield connection.execution_options(member=member)

    def wipe(self) -> None:
        """Write the tables anew, without the bytes of what was deleted from them."""
        self._database.wipe()

    def kept(self, name: str) -> bytes | None:
        """A small file that belongs to the workspace and to none of its tables; None where there is none."""
        return self._database.kept(name)

    def keep(self, name: str, content: bytes) -> None:
        """Write such a file in one step."""
        self._database.keep(name, content)

    def all_kept(self, folder: str) -> dict[str, bytes]:
        """The small files whose names begin with this folder's ('name/')."""
        return self._database.all_kept(folder)

    def let_go(self, name: str) -> None:
        """Remove a small file, if it is there."""
        self._database.let_go(name)

    def _up_to_date(self) -> bool:
        with self._database.reading() as connection:
            self._checked = _revision(connection) == REVISION
        return self._checked

    def _bring_up_to_date(self) -> None:
        with self._database.alone(unseen=False) as connection:
            known = _revision(connection)
            if known is None and (found := self._database.lost()):
                raise found
            if known != REVISION:
                migrate(connection)
            if connection.execute(sa.select(STATE.c.workspace)).first() is None:
                connection.execute(STATE.insert().values(workspace=secrets.token_hex(4), changes=0))
        self._checked = True


def count_change(connection: sa.Connection) -> None:
    """Give the workspace its next version."""
    connection.execute(STATE.update().values(changes=STATE.c.changes + 1))


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return found


def migrate(connection: sa.Connection) -> None:
    """Make the tables, or bring older ones up to date. Raises StoreError for those of a newer Leadloop."""
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
