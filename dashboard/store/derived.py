"""The current tables kept ready to open: never a source of truth, made again when missing or broken."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.schema import Kind

RULES: Final = 9
"""Raised whenever the way from rows to current tables changes, so that old ones are not read."""


def ready(
    folder: Path, kind: Kind, imports: Collection[int], days: int, forgotten: str, make: Callable[[], pl.DataFrame]
) -> pl.DataFrame:
    """The current table of these imports, from its file when that is there and whole, else made and kept.

    `days`: for how long one person's repeats are one inquiry. `forgotten`: which leads were forgotten.
    """
    name = hashlib.sha256(f"{RULES} {days} {forgotten} {sorted(imports)}".encode()).hexdigest()[:16]
    path = folder / f"{kind}-{name}.parquet"
    found = _read(path)
    if found is not None:
        return found
    table = make()
    _keep(folder, kind, path, table)
    return table


def _read(path: Path) -> pl.DataFrame | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    told, _, body = data.partition(b"\n")
    if hashlib.blake2b(body, digest_size=16).hexdigest().encode() != told:
        return None
    return pl.read_parquet(body)


def _keep(folder: Path, kind: Kind, path: Path, table: pl.DataFrame) -> None:
    """Keep the table beside its checksum, in one step, and let go of what it replaces.

    A disk that is full or read-only costs time at the next opening and nothing else.
    """
    body = io.BytesIO()
    table.write_parquet(body, compression="lz4")
    told = hashlib.blake2b(body.getbuffer(), digest_size=16).hexdigest().encode()
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(told + b"\n")
            file.write(body.getbuffer())
        unfinished.replace(path)
        for old in folder.glob(f"{kind}-*.parquet"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
