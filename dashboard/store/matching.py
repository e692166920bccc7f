"""The secret that turns an email or phone into a match key nobody can turn back, and how it is rotated.

A match key can be made from an address, never an address from a match key. So a new key is hung behind the old one:
stored match keys are hashed once more under it, and those of new files under one key after the other. Who is the same
person stays what it was, and whoever took a copy of the key before cannot test the rows of after.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.ingest.matching import LINK, lifted
from dashboard.store.places import rows_of
from dashboard.store.records import Records
from dashboard.store.rows import RowTable

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked

_NAME: Final = "match.key"
_KEYS: Final = ("match_email", "match_phone")
_UNFINISHED: Final = b"?"
"""Behind the chain while stored match keys may not all have been hashed under its last key."""


def match_key(records: Records, folder: Path) -> bytes:
    """The workspace's key, made at the first call; readable by its owner only and kept apart from the tables.

    A rotation that was broken off is carried through first. Nobody else may change the workspace meanwhile.
    """
    key = records.kept(_NAME) or b""
    if key.endswith(_UNFINISHED) and len(key) % LINK == 1:
        _finish(records, folder, key[:-1])
        return key[:-1]
    if not key or len(key) % LINK:
        key = secrets.token_bytes(LINK)
        records.keep(_NAME, key)
    return key


def under_newest_key(records: Records, checked: Sequence[Checked]) -> list[Checked]:
    """The files with their match keys under the whole chain: it may have been rotated since they were checked."""
    chain = (records.kept(_NAME) or b"").removesuffix(_UNFINISHED)
    if len(chain) <= LINK:
        return list(checked)
    return [replace(file, rows=_under(file.rows, chain)) if file.kind == "leads" else file for file in checked]


def lengthen(records: Records, folder: Path) -> bytes:
    """Hang a new key behind the chain and hash what is stored under it; the chain. Nobody may look on meanwhile."""
    chain = match_key(records, folder) + secrets.token_bytes(LINK)
    # written first: a rotation that is broken off here or later is finished by the next import
    records.keep(_NAME, chain + _UNFINISHED)
    _finish(records, folder, chain)
    return chain


def _finish(records: Records, folder: Path, chain: bytes) -> None:
    RowTable(rows_of(folder), "leads").rewrite(partial(_under, chain=chain))
    shutil.rmtree(folder / "current", ignore_errors=True)
    records.keep(_NAME, chain)


def _under(rows: pl.DataFrame, chain: bytes) -> pl.DataFrame:
    return rows.with_columns(lifted(rows[name], chain).alias(name) for name in _KEYS if name in rows.columns)
