"""Workbooks and parquet files as records of text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from dashboard.ingest.unusable import UnusableFile

_LOCKED: Final = re.compile(
    rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00|" + "EncryptedPackage".encode("utf-16-le"), re.DOTALL
)
"""An xls whose first records ask for a password; an xlsx wrapped in an encrypted package."""

_ALONE: Final = "Save the table alone as CSV and upload that."
_READER: Final = Path(__file__).with_name("workbook_reader.py")
_MOST_MEMORY: Final = 6 * 1024**3
"""Bytes that reading a workbook may take. A cell far away from the others asks for all the room between."""
_SECONDS: Final = 300
MOST_CELLS: Final = 400_000_000
"""Of a parquet file: repeated values are packed so well that a small file may hold more than memory does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet's cells as text, columns c0, c1 ... and `__row`, and the sheets that were not taken."""

    name: str
    cells: pl.DataFrame
    others: tuple[str, ...] = ()


def sheet_of(data: bytes) -> Sheet:
    """The sheet of a workbook (xlsx, xlsm, xls, xlsb, ods) that holds the table: the one with most cells filled.

    Raises UnusableFile for a workbook that is locked, damaged or empty, or takes more memory or time than it may.
    """
    arguments = [sys.executable, "-P", str(_READER), str(_MOST_MEMORY)]
    try:
        ended = subprocess.run(arguments, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UnusableFile(f"Reading this workbook takes longer than {_SECONDS // 60} minutes. {_ALONE}") from None
    said, _, stream = ended.stdout.partition(b"\n")
    if ended.returncode or not said:
        raise UnusableFile(f"This workbook takes more memory than a table needs, or is damaged. {_ALONE}")
    about = json.loads(said)
    if "error" in about:
        locked = bool(_LOCKED.search(data)) or "password" in about["error"].lower()
        why = "locked with a password; save it without one" if locked else "damaged or no workbook; save it again"
        raise UnusableFile(f"This workbook is {why} and upload it again.")
    if about["name"] is None:
        raise UnusableFile("This workbook has no filled sheet. Export it again and check that the report has rows.")
    cells = pl.read_ipc_stream(io.BytesIO(stream)).with_columns(pl.all().cast(pl.String).replace("", None))
    # calamine starts a sheet at its first filled row; rows keep the numbers the spreadsheet shows
    return Sheet(about["name"], _numbered(cells), tuple(about["others"]))


def parquet_cells(data: bytes) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Headers and cells of a parquet file, every value as text, moments as ISO.

    Raises UnusableFile when it cannot be read or holds more than it may.
    """
    from pyarrow.lib import ArrowException  # only a parquet file needs it
    from pyarrow.parquet import read_metadata

    try:
        said = read_metadata(io.BytesIO(data))
        if said.num_rows * said.num_columns > MOST_CELLS:
            raise UnusableFile(f"This file holds more than {MOST_CELLS:,} cells. Write it again in shorter periods.")
        table = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ArrowException, OSError) as error:
        raise UnusableFile("This parquet file is damaged. Write it again.") from error
    plain = [name for name, dtype in table.schema.items() if not dtype.is_nested() and dtype != pl.Binary]
    cells = table.select(_text(pl.col(name), table.schema[name]).alias(f"c{i}") for i, name in enumerate(plain))
    return tuple(plain), _numbered(cells)


def _text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string("%Y-%m-%dT%H:%M:%S%.6f%:z" if dtype.time_zone else "%Y-%m-%dT%H:%M:%S%.6f")
    if isinstance(dtype, pl.Duration):
        return (column.dt.total_milliseconds() / 1000).cast(pl.String)
    return column.cast(pl.String)


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.with_columns(pl.int_range(1, cells.height + 1, dtype=pl.Int64).alias("__row"))
