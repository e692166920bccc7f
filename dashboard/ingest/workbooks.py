"""Workbooks and parquet files as records of text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Final

import fastexcel
import polars as pl

from dashboard.ingest.unusable import UnusableFile

_LOCKED: Final = re.compile(
    rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00|" + "EncryptedPackage".encode("utf-16-le"), re.DOTALL
)
"""An xls whose first records ask for a password; an xlsx wrapped in an encrypted package."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet's cells as text, columns c0, c1 ... and `__row`, and the sheets that were not taken."""

    name: str
    cells: pl.DataFrame
    others: tuple[str, ...] = ()


def sheet_of(data: bytes) -> Sheet:
    """The sheet of a workbook (xlsx, xlsm, xls, xlsb, ods) that holds the table: the one with most cells filled.

    Raises UnusableFile for a workbook that is locked, damaged or empty.
    """
    try:
        book = fastexcel.read_excel(data)
        sheets = [(name, _cells(book, name)) for name in book.sheet_names]
    except Exception as error:  # calamine raises its own errors for every way a workbook can be broken
        locked = bool(_LOCKED.search(data)) or "password" in str(error).lower()
        said = "locked with a password; save it without one" if locked else "damaged or no workbook; save it again"
        raise UnusableFile(f"This workbook is {said} and upload it again.") from error
    sheets = [(name, cells) for name, cells in sheets if cells.height]
    if not sheets:
        raise UnusableFile("This workbook has no filled sheet. Export it again and check that the report has rows.")
    name, cells = max(sheets, key=lambda s: (_is_raw(s[0]), _area(s[1])))
    return Sheet(name, cells, tuple(other for other, _ in sheets if other != name))


def parquet_cells(data: bytes) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Headers and cells of a parquet file, every value as text, moments as ISO.

    Raises UnusableFile when it cannot be read.
    """
    try:
        table = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnusableFile("This parquet file is damaged. Write it again.") from error
    plain = [name for name, dtype in table.schema.items() if not dtype.is_nested() and dtype != pl.Binary]
    cells = table.select(_text(pl.col(name), table.schema[name]).alias(f"c{i}") for i, name in enumerate(plain))
    return tuple(plain), cells.with_columns(pl.int_range(1, cells.height + 1, dtype=pl.Int64).alias("__row"))


def _text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string("%Y-%m-%dT%H:%M:%S%.6f%:z" if dtype.time_zone else "%Y-%m-%dT%H:%M:%S%.6f")
    if isinstance(dtype, pl.Duration):
        return (column.dt.total_milliseconds() / 1000).cast(pl.String)
    return column.cast(pl.String)


def _cells(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    # calamine starts a sheet at its first filled row; rows keep the numbers the spreadsheet shows
    skipped = 0
    table = sheet.rename({old: f"c{i}" for i, old in enumerate(sheet.columns)})
    table = table.with_columns(pl.all().replace("", None))
    return table.with_columns(pl.int_range(1 + skipped, table.height + 1 + skipped, dtype=pl.Int64).alias("__row"))


def _is_raw(name: str) -> bool:
    """Meta's workbook shows the same rows twice; the sheet called raw data is the one to read."""
    return "raw data" in name.lower()


def _area(cells: pl.DataFrame) -> int:
    return int(sum(cells.drop("__row").select(pl.all().count()).row(0), 0)) if cells.width > 1 else 0
