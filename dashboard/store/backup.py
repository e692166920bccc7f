"""A workspace as one file: its records, the rows of the imports that count, and the match key.

Whoever has the file can recognise persons whose e-mail or phone number they know. It is written for its owner only.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import sqlalchemy as sa

from dashboard.schema import KINDS, Kind
from dashboard.store.imports import StoreError
from dashboard.store.live import live_imports
from dashboard.store.places import RECORDS, records_of, rows_of, shared
from dashboard.store.records import METADATA, Records, migrate
from dashboard.store.rows import RowTable

FORM: Final = 1
"""Raised whenever an older Leadloop could not restore what this one backs up."""
ABOUT: Final = "about.json"
KEPT: Final = ("match.key", "forgotten.json")
"""Small files that go along as they are, where there are any."""
ROWS: Final = re.compile(rf"rows/({'|'.join(KINDS)})/(\d{{1,9}})\.parquet")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds. `digests` are the SHA-256 of every other file in it."""

    at: str
    imports: int
    rows: int
    digests: dict[str, str]
    form: int = FORM

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Backup:
        """What `back_up` wrote down. Raises TypeError for anything else."""
        return cls(**said)


def back_up(folder: Path, file: Path) -> Backup:
    """Write the workspace, as it is at one moment, to a file; an older file stays until the new one is whole.

    Imports may run meanwhile: the backup holds them or it does not. Raises StoreError where there is no workspace
    or the file cannot be written.
    """
    records = records_of(folder)
    if not records.exists:
        raise StoreError(f"{folder} holds no workspace yet, so there is nothing to back up; import a file first.")
    if file.is_dir():
        raise StoreError(f"{file} is a folder; name the file that the backup is written to.")
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with owners_only(unfinished) as out:
            # while we read nobody can commit a change: records and rows are of one moment
            looking = records.changing if shared() else records.reading
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, looking() as connection:
                backup = _written(archive, folder, records, connection)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise StoreError(f"{file} cannot be written ({why}); name a place with room for it.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return backup


@contextmanager
def owners_only(path: Path) -> Iterator[io.BufferedWriter]:
    """A new file that only its owner may read, open for writing."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file


def _written(archive: zipfile.ZipFile, folder: Path, records: Records, connection: sa.Connection) -> Backup:
    digests: dict[str, str] = {}

    def put(name: str, data: bytes) -> None:
        archive.writestr(name, data)
        digests[name] = hashlib.sha256(data).hexdigest()

    live = sorted(live_imports(connection))
    put(RECORDS, _copied(connection))
    for name in KEPT:
        if (content := records.kept(name)) is not None:
            put(name, content)
    total = 0
    for kind, number, rows in _rows(folder, live):
        body = io.BytesIO()
        rows.write_parquet(body)
        put(f"rows/{kind}/{number}.parquet", body.getvalue())
        total += rows.height
    backup = Backup(datetime.now(UTC).isoformat(timespec="seconds"), len(live), total, digests)
    archive.writestr(ABOUT, json.dumps(asdict(backup)))
    return backup


def _rows(folder: Path, live: list[int]) -> Iterator[tuple[Kind, int, pl.DataFrame]]:
    """The rows of each import that counts, one import at a time: all together may not fit in memory."""
    for kind in KINDS:
        table = RowTable(rows_of(folder), kind)
        for number in live:
            rows = table.of([number])
            if rows.height:
                yield kind, number, rows


def _copied(connection: sa.Connection) -> bytes:
    """The database as this transaction sees it, as SQLite's file."""
    if connection.dialect.name == "sqlite":
        source: Any = connection.connection.dbapi_connection
        with closing(sqlite3.connect(":memory:")) as copy:
            source.backup(copy)
            return copy.serialize()
    with sa.create_engine("sqlite://").connect() as made:
        migrate(made)
        copied(connection, made)
        made.commit()
        raw: Any = made.connection.dbapi_connection
        data: bytes = raw.serialize()
        return data


def copied(source: sa.Connection, target: sa.Connection) -> None:
    """Put every record of one database into the empty tables of another."""
    for table in METADATA.sorted_tables:
        own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        rows = [dict(row._mapping) for row in source.execute(sa.select(table).order_by(*table.primary_key))]
        for row in rows:
            # a row may name a later one of its own table, which is not there yet
            target.execute(table.insert().values(row | dict.fromkeys(own)))
        for row in rows if own else ():
            here = [column == row[column.name] for column in table.primary_key]
            target.execute(table.update().where(*here).values({name: row[name] for name in own}))
