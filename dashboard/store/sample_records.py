"""What the sample practice's teams wrote down, in a file apart from the practice's own records.

It is in view while the sample's leads are, until the practice writes records of its own or puts the sample's away. What
is written meanwhile goes into that file, and is gone with it at the first import.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.pool import NullPool, StaticPool

from dashboard.filters import Filters
from dashboard.rights import Role
from dashboard.store.embedded import SqliteFile
from dashboard.store.guard import Asked
from dashboard.store.places import shared
from dashboard.store.records import IMPORTS, METADATA, REVISION, STATE, Records
from dashboard.store.teams import TABLES
from dashboard.store.trouble import in_words

FILE: Final = "sample.sqlite"
PUT_AWAY: Final = "sample.away"
"""The small file that stands where the practice wants none of the sample's records."""
FIGURES: Final = Path(__file__).parents[2] / "data" / "sample" / "sync.json"


class SampleFile(SqliteFile):
    """The sample's records: as they come with Leadloop, until the first change makes a file of them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._fresh = sa.create_engine("sqlite://", creator=_opened, poolclass=NullPool)

    def exists(self) -> bool:
        """They always are."""
        return True

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look."""
        if super().exists():
            with super().reading() as connection:
                if _filled(connection):
                    yield connection
                    return
        with self._fresh.begin() as connection:
            yield connection

    @contextmanager
    def alone(self, *, unseen: bool) -> Iterator[sa.Connection]:
        """One transaction at a time, in the file."""
        with super().alone(unseen=unseen) as connection:
            if not _filled(connection):
                _fill(connection)
            yield connection


class InView(Records):
    """The records that go with the leads in view: the sample's, or the practice's own."""

    def __init__(self, own: Records, folder: Path, asked: Asked) -> None:
        super().__init__(SampleFile(folder / FILE), asked)
        self._own, self._folder = own, folder
        self._settled = shared()

    @property
    def of_sample(self) -> bool:
        """Whether the sample's are in view."""
        if not self._settled:
            self._settled = self._own.kept(PUT_AWAY) is not None or (self._own.exists and self._is_begun())
        return not self._settled

    @property
    def exists(self) -> bool:
        return self.of_sample or self._own.exists

    @property
    def version(self) -> str:
        """A word that changes with every agreement that takes force in the sample; '' where it is not in view."""
        if not self.of_sample:
            return ""
        with self.reading() as connection:
            return str(connection.execute(sa.select(STATE.c.changes)).scalar_one())

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """As `Records.reading`, of those in view."""
        shown = super().reading if self.of_sample else self._own.reading
        with shown() as connection:
            yield connection

    @contextmanager
    def changing(self, *, unseen: bool = False, takes: Role = "contributor") -> Iterator[sa.Connection]:
        """As `Records.changing`, of those in view."""
        shown = super().changing if self.of_sample else self._own.changing
        with shown(unseen=unseen, takes=takes) as connection:
            yield connection

    def put_away(self) -> None:
        """Show none of the sample's records from now on; what was written into them is gone."""
        with self._own.changing(takes="admin"):
            self._own.keep(PUT_AWAY, b"")
        let_go(self._folder)

    def _is_begun(self) -> bool:
        """Whether the practice has imported something, or written something down."""
        own = [sa.select(sa.literal(1)).select_from(table).exists() for table in TABLES]
        live = sa.select(IMPORTS.c.id).where(IMPORTS.c.undone_at.is_(None)).exists()
        with self._own.reading() as connection:
            return bool(connection.execute(sa.select(sa.or_(live, *own))).scalar_one())


def let_go(folder: Path) -> None:
    """Remove what was written into the sample's records of this workspace."""
    with in_words(folder / FILE):
        (folder / FILE).unlink(missing_ok=True)


def _opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(_packaged())
    return connection


@cache
def _packaged() -> bytes:
    """The sample's records as they come, as the bytes of a database."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        _fill(connection)
    with engine.connect() as connection:
        raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
        return raw.serialize()


def _filled(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table(STATE.name)


def _fill(connection: sa.Connection) -> None:
    from dashboard.sample.records import records  # a workspace in use never needs it

    METADATA.create_all(connection)
    connection.exec_driver_sql("create table alembic_version (version_num varchar(32) not null primary key)")
    connection.exec_driver_sql("insert into alembic_version values (?)", (REVISION,))
    connection.execute(STATE.insert().values(workspace="sample", changes=0))
    figures = json.loads(FIGURES.read_bytes()) if FIGURES.exists() else {}
    for name, rows in records(figures).items():
        cut = [row | {"slice": Filters.of(**row["slice"])} if "slice" in row else row for row in rows]
        connection.execute(METADATA.tables[name].insert(), cut)
