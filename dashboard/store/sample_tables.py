"""The sample practice's tables, read from its packaged files as any upload is; shown until the first import."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.practice import Practice
from dashboard.schema import Kind
from dashboard.store.current import current
from dashboard.store.receipts import stored_rows
from dashboard.store.rows import in_stored_form

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked

_FOLDER: Final = Path(__file__).parents[2] / "data" / "sample"
_NO_SECRET: Final = b"the sample practice's patients are made up"


def practice() -> Practice:
    """The made-up practice's agreements."""
    from dashboard.sample.practice import SAMPLE_PRACTICE  # a workspace in use never needs it

    return SAMPLE_PRACTICE


@cache
def table(kind: Kind) -> pl.DataFrame:
    """The sample's current table of this kind; without rows where the sample has none."""
    files = [file for file in _checked() if file.kind == kind]
    if not files:
        return current(kind, in_stored_form(kind, pl.DataFrame()), 0)
    rows = pl.concat([stored_rows(file, 0, number) for number, file in enumerate(files)], how="diagonal")
    return current(kind, rows, practice().same_person_days)


def segments() -> dict[str, str]:
    """The sample's columns kept under their own header: stored column to header."""
    return {column: header for file in _checked() for column, header in file.segments.items()}


@cache
def _checked() -> tuple[Checked, ...]:
    from dashboard.ingest.checking import check  # a workspace in use never needs it
    from dashboard.ingest.reading import read

    files = sorted(path for path in _FOLDER.glob("*") if path.suffix in {".csv", ".parquet"})
    return tuple(check(read(path.name, path.read_bytes()), practice(), _NO_SECRET) for path in files)
