"""Back from a backup to a workspace: made beside the folder, checked, and only then put in its place."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import polars as pl
import sqlalchemy as sa
from polars.exceptions import PolarsError

from dashboard.schema import KINDS, Kind
from dashboard.store.backup import ABOUT, FORM, KEPT, ROWS, Backup, owners_only
from dashboard.store.imports import StoreError
from dashboard.store.live import live_imports
from dashboard.store.moving import move
from dashboard.store.places import RECORDS, shared
from dashboard.store.records import STATE, Records
from dashboard.store.rows import RowTable, in_stored_form
from dashboard.store.sample_records import FILE, PUT_AWAY
from dashboard.store.signed_out import SIGNED_OUT
from dashboard.store.trouble import BusyError

_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError, NotImplementedError, RuntimeError,
    PolarsError, sa.exc.SQLAlchemyError,
)  # fmt: skip


def restore(file: Path, folder: Path, *, replace: bool = False) -> Backup:
    """Make the workspace that the backup holds, in an empty folder or, if `replace`, in place of the one there.

    Raises StoreError, with nothing changed, where the file is damaged, no backup or holds anything else, where the
    folder holds something and `replace` is not said, and where an import is running in it.
    """
    folder = folder.absolute()
    if not shared():
        _refuse_taken(folder, replace=replace)
    elif replace:
        raise StoreError(
            f"--replace is for a workspace in a folder. To put a backup in the place of {folder.name} on this server, "
            "restore it under another name with --workspace, look at it, and go on with that one."
        )
    beside = folder.with_name(f"{folder.name}.restoring-{os.getpid()}")
    try:
        beside.mkdir(parents=True)
        backup = _made(file, beside)
        if shared():
            move(beside, folder)
        else:
            _put_in_place(beside, folder)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise StoreError(
            f"{error.filename or folder} cannot be read or written ({why}); nothing was changed."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return backup


def _refuse_taken(folder: Path, *, replace: bool) -> None:
    # who has signed out may be known before there is anything to see, and what was tried with the sample may go
    if not folder.is_dir() or all(path.name in (SIGNED_OUT, FILE, PUT_AWAY) for path in folder.iterdir()):
        return
    if not replace:
        raise StoreError(f"{folder} is not empty; name an empty folder, or say --replace to give up what it holds.")
    if not (folder / RECORDS).exists() and not (folder / "rows").exists():
        raise StoreError(f"{folder} holds files but no workspace; name an empty folder.")


def _made(file: Path, beside: Path) -> Backup:
    try:
        with zipfile.ZipFile(file) as archive:
            backup = _about(archive, file)
            for name in backup.digests:
                _unpacked(name, _checked(archive, name, backup.digests[name]), beside)
        _renamed(beside, backup)
    except StoreError:
        raise
    except _DAMAGE as error:
        raise StoreError(
            f"{file} is damaged or no backup of Leadloop; nothing was changed. Use another copy."
        ) from error
    return backup


def _about(archive: zipfile.ZipFile, file: Path) -> Backup:
    entries = archive.infolist()
    for entry in entries:
        known = entry.filename in (ABOUT, RECORDS, *KEPT) or ROWS.fullmatch(entry.filename)
        # what is packed may unpack to more than any disk holds; we pack nothing
        if not known or entry.compress_type != zipfile.ZIP_STORED:
            raise StoreError(f"{file} holds {entry.filename!r}, as no backup of Leadloop does; nothing was changed.")
    said = json.loads(archive.read(ABOUT))
    if said["form"] > FORM:
        raise StoreError(f"{file} was made by a newer Leadloop; update Leadloop, then restore it.")
    backup = Backup.from_json(said)
    if sorted(entry.filename for entry in entries) != sorted([ABOUT, *backup.digests]) or RECORDS not in backup.digests:
        raise ValueError("something is missing, or there twice")
    return backup


def _checked(archive: zipfile.ZipFile, name: str, digest: str) -> bytes:
    data = archive.read(name)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"{name} is not what was backed up")
    return data


def _unpacked(name: str, data: bytes, beside: Path) -> None:
    rows = ROWS.fullmatch(name)
    if rows is None:
        with owners_only(beside / name) as out:
            out.write(data)
        return
    kind: Kind = next(kind for kind in KINDS if kind == rows[1])
    table = in_stored_form(kind, pl.read_parquet(io.BytesIO(data)))
    if table["import_id"].unique().to_list() != [int(rows[2])]:
        raise ValueError(f"{name} holds rows of another import")
    RowTable(beside / "rows", kind).append(table)


def _renamed(beside: Path, backup: Backup) -> None:
    """Check the records, bring them up to date, and give the workspace a version that none had before.

    Otherwise what a running app keeps of the replaced one could pass for what was restored.
    """
    with Records(beside / RECORDS).changing() as connection:
        sound = connection.exec_driver_sql("pragma integrity_check").scalar()
        if sound != "ok" or len(live_imports(connection)) != backup.imports:
            raise ValueError("the records are not whole")
        connection.execute(STATE.update().values(workspace=secrets.token_hex(4)))


def _put_in_place(beside: Path, folder: Path) -> None:
    if not folder.exists():
        beside.rename(folder)
        return
    old = folder.with_name(f"{folder.name}.replaced-{os.getpid()}")
    with ExitStack() as held:
        records = Records(folder / RECORDS)
        if records.exists:
            try:
                held.enter_context(records.changing())
            except BusyError:
                raise
            except StoreError:
                pass  # records that cannot be read are why somebody restores
        folder.rename(old)
        try:
            beside.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    shutil.rmtree(old, ignore_errors=True)
