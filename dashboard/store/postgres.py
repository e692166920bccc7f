"""The records of a workspace in a PostgreSQL database that several servers share: a schema for each workspace.

A change takes an advisory lock before it does anything else, so whoever changes a workspace does it
alone, from whichever machine. The lock ends with the transaction: a killed server holds nobody up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import sqlalchemy as sa

from dashboard.store.embedded import PATIENCE_S
from dashboard.store.imports import StoreError
from dashboard.store.trouble import BusyError

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SAYS: Final = {
    "28": "refuses this user or password; check LEADLOOP_RECORDS",
    "3D": "has no such database; make it (createdb), then try again",
    "42501": "does not let this user do that; make it the owner of the database",
    "53": "has no room or no connection left; nothing was stored. Make room, then try again",
    "25006": "is read-only; nothing was stored. Name the primary server in LEADLOOP_RECORDS",
    "57": "is being stopped; nothing was stored. Try again once it runs",
    "08": "cannot be reached; nothing was stored. See that it runs, then try again",
}
"""What PostgreSQL's codes, or the classes they begin with, mean for whoever runs the server."""

_SAID: Final = {
    "authentication failed": "28",
    "no password supplied": "28",
    "does not exist": "3D",
    "too many": "53",
    "starting up": "57",
    "shutting down": "57",
}
"""What is said where no connection comes about, which has no code."""


class Schema:
    """One workspace's tables in a shared database, and beside them, in a schema of their own, its small files."""

    def __init__(self, url: str, name: str, lost: Callable[[], StoreError | None]) -> None:
        if not _NAME.fullmatch(name):
            raise StoreError(
                f"The workspace {name!r} cannot be kept in PostgreSQL under this name; name its folder with small "
                "letters, digits, - and _, 40 at most."
            )
        self.lost = lost
        self._names = (f"leadloop_{name}", f"leadloop_{name}_keys")
        self._schema, self._keys = (f'"{one}"' for one in self._names)
        self._lock = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
        self._engine = _engine(url)
        self._there = self._kept_there = False

    def exists(self) -> bool:
        """Whether the tables are there."""
        if not self._there:
            with self._begun() as connection:
                found = connection.scalar(sa.text("select to_regclass(:table)"), {"table": f"{self._schema}.state"})
                self._there = found is not None
        return self._there

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look: nothing committed meanwhile shows."""
        with self._begun("REPEATABLE READ") as connection:
            # unlike a query, a lock leaves the look to be taken once an unseen change is over
            connection.exec_driver_sql("lock table state in access share mode")
            yield connection

    @contextmanager
    def alone(self, *, unseen: bool) -> Iterator[sa.Connection]:
        """One transaction at a time; if `unseen`, who reads waits for its end."""
        self._make()
        with self._begun() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(self._lock)))
            if unseen:
                connection.exec_driver_sql("lock table state in access exclusive mode")
            yield connection

    def wipe(self) -> None:
        """Write the tables anew, without the bytes of what was deleted from them."""
        with self._in_words(), self._engine.connect() as opened:
            connection = opened.execution_options(isolation_level="AUTOCOMMIT")
            tables = sa.text("select tablename from pg_tables where schemaname = :schema")
            for table in connection.scalars(tables, {"schema": self._names[0]}).all():
                connection.exec_driver_sql(f'vacuum full {self._schema}."{table}"')

    def kept(self, name: str) -> bytes | None:
        """A small file; None where there is none."""
        found = self._select("select content from {kept} where name = :name", name=name)
        return bytes(found[0].content) if found else None

    def keep(self, name: str, content: bytes) -> None:
        """Write a small file, at once and whatever becomes of the change around it."""
        self._make()
        said = sa.text(
            f"insert into {self._keys}.kept values (:name, :content) "
            "on conflict (name) do update set content = excluded.content"
        )
        with self._begun() as connection:
            connection.execute(said, {"name": name, "content": content})

    def all_kept(self, folder: str) -> dict[str, bytes]:
        """The small files whose names begin with this folder's."""
        found = self._select("select name, content from {kept} where starts_with(name, :folder)", folder=folder)
        return {row.name: bytes(row.content) for row in found}

    def let_go(self, name: str) -> None:
        """Remove a small file, if it is there."""
        if self._keeps():
            with self._begun() as connection:
                connection.execute(sa.text(f"delete from {self._keys}.kept where name = :name"), {"name": name})

    def _select(self, said: str, **values: str) -> Sequence[sa.Row[Any]]:
        if not self._keeps():
            return []
        with self._begun() as connection:
            return connection.execute(sa.text(said.format(kept=f"{self._keys}.kept")), values).all()

    def _keeps(self) -> bool:
        """Whether small files were kept yet, which may be before there are tables."""
        if not self._kept_there:
            with self._begun() as connection:
                found = connection.scalar(sa.text("select to_regclass(:table)"), {"table": f"{self._keys}.kept"})
                self._kept_there = found is not None
        return self._kept_there

    def _make(self) -> None:
        if self.exists():
            return
        with self._begun() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(self._lock)))
            # looked up in the table itself: what this connection remembers of schemas is from before the lock
            known = connection.scalars(sa.text("select nspname from pg_namespace")).all()
            if set(self._names) <= set(known):
                return
            for said in (
                f"create schema if not exists {self._schema}",
                f"create schema if not exists {self._keys}",
                f"create table if not exists {self._keys}.kept (name text primary key, content bytea not null)",
            ):
                connection.exec_driver_sql(said)

    @contextmanager
    def _begun(self, isolation: str = "READ COMMITTED") -> Iterator[sa.Connection]:
        with self._in_words(), self._engine.connect() as opened:
            connection = opened.execution_options(isolation_level=isolation)
            with connection.begin():
                # within the transaction, so that a pooler between us may hand the connection on after it
                connection.exec_driver_sql(
                    f"set local search_path to {self._schema}; set local lock_timeout to '{PATIENCE_S}s'"
                )
                yield connection

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Raise StoreError where the server fails or is not there; what else goes wrong passes."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            code = _code(error)
            if code == "55P03":
                raise BusyError("Another import into this workspace is still running; try again later.") from error
            said = next((words for known, words in _SAYS.items() if code.startswith(known)), None)
            if said is None:
                raise
            raise StoreError(f"The database of the records at {self._where} {said}.") from error

    @property
    def _where(self) -> str:
        url = self._engine.url
        return f"{url.host or 'this machine'}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def _code(error: sa.exc.DBAPIError) -> str:
    """PostgreSQL's code of what went wrong; where no connection came about there is only what was said."""
    code: str | None = getattr(error.orig, "sqlstate", None)
    if code or not isinstance(error, sa.exc.OperationalError):
        return code or ""
    said = str(error.orig).lower()
    return next((known for words, known in _SAID.items() if words in said), "08")


@cache
def _engine(url: str) -> sa.Engine:
    """Connections to a database, shared by all workspaces of this process. An error never tells a value."""
    try:
        known = sa.make_url(url).set(drivername="postgresql+psycopg")
        return sa.create_engine(
            known, pool_pre_ping=True, pool_size=5, max_overflow=20, hide_parameters=True,
            # no prepared statements: they would not survive a pooler
            connect_args={"connect_timeout": 10, "keepalives_idle": 30, "prepare_threshold": None},
        )  # fmt: skip
    except sa.exc.ArgumentError as error:
        raise StoreError(
            "LEADLOOP_RECORDS names no database; write it like postgresql://user:password@host/leadloop."
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            "Records in PostgreSQL need its driver; run 'pip install -r requirements-server.txt'."
        ) from error
