"""Where a workspace lives: in its folder, or, for a team, in a database and an object store that servers share.

LEADLOOP_RECORDS names a PostgreSQL database, LEADLOOP_ROWS a folder or the address of an object store; either both
are named or neither. Each workspace goes by the name of its folder there: a schema of the database, a part of the
store.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from deltalake import DeltaTable

from dashboard.schema import KINDS
from dashboard.store.guard import Asked, anybody
from dashboard.store.imports import StoreError
from dashboard.store.records import Records
from dashboard.store.rows import Root
from dashboard.store.trouble import rows_in_words

RECORDS: Final = "records.sqlite"


def records_of(folder: Path, asked: Asked = anybody) -> Records:
    """The records of the workspace of this folder, for whoever `asked` names.

    Raises StoreError where the server is named wrongly.
    """
    named = _named()
    if named is None:
        return Records(folder / RECORDS, asked)
    from dashboard.store.postgres import Schema  # only a server needs it

    return Records(Schema(named[0], folder.name, lambda: _lost(rows_of(folder))), asked)


def rows_of(folder: Path) -> Root:
    """Where the tables of rows of this workspace lie."""
    named = _named()
    if named is None:
        return folder / "rows"
    return f"{named[1].rstrip('/')}/{folder.name}" if "://" in named[1] else Path(named[1]) / folder.name


def published_of(folder: Path) -> Root:
    """Where tables for other engines are written, made from the rows and never a source of truth."""
    named = _named()
    if named is None:
        return folder / "current"
    root = rows_of(folder)
    return root / "current" if isinstance(root, Path) else f"{root}/current"


def shared() -> bool:
    """Whether this process keeps workspaces where other servers reach them too."""
    return _named() is not None


def _named() -> tuple[str, str] | None:
    """The database and the store of rows of this server; None where workspaces live in their folders."""
    records, rows = (os.environ.get(name, "").strip() for name in ("LEADLOOP_RECORDS", "LEADLOOP_ROWS"))
    if not records and not rows:
        return None
    if not records or not rows:
        raise StoreError(
            "Name both LEADLOOP_RECORDS (postgresql://...) and LEADLOOP_ROWS (s3://... or a folder all servers "
            "reach), or neither: records and rows belong together."
        )
    if not records.startswith(("postgresql://", "postgres://")):
        raise StoreError("LEADLOOP_RECORDS names no PostgreSQL database; write postgresql://user:password@host/name.")
    return records.replace("postgres://", "postgresql://", 1), rows


def _lost(root: Root) -> StoreError | None:
    for kind in KINDS:
        at = root / kind if isinstance(root, Path) else f"{root}/{kind}"
        with rows_in_words(at):
            there = DeltaTable.is_deltatable(str(at))
        if there:
            return StoreError(
                f"There are rows at {root}, and the database knows nothing of them; nothing was changed. Check "
                "LEADLOOP_RECORDS and LEADLOOP_ROWS, or name an empty place and restore the last backup into it."
            )
    return None
