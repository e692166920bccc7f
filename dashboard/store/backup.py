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
from dashboard.store.records import Records
from dashboard.store.rows import RowTable

FORM: Final = 1
"""Raised whenever an older Leadloop could not restore what this one backs up."""
ABOUT: Final = "about.json"
RECORDS: Final = "records.sqlite"
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
    records = Records(folder / RECORDS)
    if not records.exists:
        raise StoreError(f"{folder} holds no workspace yet, so there is nothing to back up; import a file first.")
    if file.is_dir():
        raise StoreError(f"{file} is a folder; name the file that the backup is written to.")
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with owners_only(unfinished) as out:
            # while we read nobody can commit a change: records and rows are of one moment
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, records.reading() as connection:
                backup = _written(archive, folder, connection)
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


def _written(archive: zipfile.ZipFile, folder: Path, connection: sa.Connection) -> Backup:
    digests: dict[str, str] = {}

    def put(name: str, data: bytes) -> None:
        archive.writestr(name, data)
        digests[name] = hashlib.sha256(data).hexdigest()

    live = sorted(live_imports(connection))
    put(RECORDS, _copied(connection))
    for name in KEPT:
        if (folder / name).exists():
            put(name, (folder / name).read_bytes())
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
        table = RowTable(folder / "rows", kind)
        for number in live:
            rows = table.of([number])
            if rows.height:
                yield kind, number, rows


def _copied(connection: sa.Connection) -> bytes:
    """The database as this transaction sees it."""
    source: Any = connection.connection.dbapi_connection
    with closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        return copy.serialize()
