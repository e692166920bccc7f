"""The records of a text, as rows of cells: fast where the text is clean, patient where it is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.ingest.dialects import HEAD_LINES, Dialect, usual_width
from dashboard.ingest.lenient import lenient

_LONGEST_HEADER: Final = 1_000_000
"""Characters within which the first record ends."""
_SWALLOWED: Final = 40
"""Lines; a quoted cell longer than this is a quote that was never closed."""


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a file. `cells` has columns c0, c1 ... and `__row`, the record's number from 1.

    The number counts records, so a cell of several lines does not shift it: it is the row a
    spreadsheet shows. Where the text is `ragged`, `__width` says how many cells each record really had.
    """

    cells: pl.DataFrame
    ragged: bool = False
    stray_quotes: int = 0


def normalised(text: str) -> str:
    """The text with line ends that every parser knows; newlines inside cells are kept."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\r\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    return text.replace('\x00"', '""').replace("\x00", "") if "\x00" in text else text


def records_of(text: str, dialect: Dialect) -> Records:
    """The records of a normalised text under a dialect."""
    escaped = f"{dialect.escape}{dialect.quote}"
    if dialect.escape and dialect.quote and escaped in text and f"{dialect.escape}{dialect.delimiter}" not in text:
        # a backslash before anything but a quote is a backslash
        text, dialect = text.replace(escaped, dialect.quote * 2), replace(dialect, escape="")
    return _fast(text, dialect) or _patient(text, dialect)


def _fast(text: str, dialect: Dialect) -> Records | None:
    """Polars' own reading, where every byte of the text is accounted for; else None."""
    if dialect.escape or dialect.padded or ("\r" in text and text.count("\r") != text.count("\r\n")):
        return None
    body = text.rstrip("\r\n")
    first = next(dialect.reader(io.StringIO(body[:_LONGEST_HEADER], newline="")), [])
    if len(first) < 2 or not dialect.quote.isascii() or not dialect.delimiter.isascii():
        return None
    data = body.encode()
    try:
        cells = pl.read_csv(
            data,
            has_header=False,
            separator=dialect.delimiter,
            quote_char=dialect.quote or None,
            schema={f"c{i}": pl.String for i in range(len(first))},
            low_memory=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    if _written(cells, dialect, data) != len(data):
        return None
    return Records(cells.with_columns(pl.int_range(1, cells.height + 1, dtype=pl.Int64).alias("__row")))


def _written(cells: pl.DataFrame, dialect: Dialect, data: bytes) -> int:
    """Bytes the cells take when written with as many delimiters as a whole table has.

    Polars pads short records and drops nothing else silently, so the text is shorter than this by
    a delimiter for each missing cell.
    """
    lengths = sum(int(cells[name].str.len_bytes().sum()) for name in cells.columns)
    delimiters = cells.height * (cells.width - 1)
    newlines = (cells.height - 1) * (2 if b"\r\n" in data else 1)
    return lengths + delimiters + newlines + _quotes(cells, dialect, data)


def _quotes(cells: pl.DataFrame, dialect: Dialect, data: bytes) -> int:
    """Quotes of the text that are not part of a cell."""
    mark = dialect.quote.encode()
    if not mark or mark not in data:
        return 0
    holding = [name for name in cells.columns if cells[name].str.contains(dialect.quote, literal=True).any()]
    inside = sum(int(cells[name].str.count_matches(dialect.quote, literal=True).sum()) for name in holding)
    return data.count(mark) - inside


def _patient(text: str, dialect: Dialect) -> Records:
    """Record by record with Python's own parser; a quote that is never closed costs one line, not the rest."""
    lines = list(io.StringIO(text, newline=""))
    rows, stray = _tolerant(lines, dialect, usual_width(lines[:HEAD_LINES], dialect))
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    ragged = any(len(row) != width for row in rows)
    columns = {
        f"c{i}": pl.Series([row[i] if i < len(row) and row[i] != "" else None for row in rows], dtype=pl.String)
        for i in range(width)
    }
    widths = pl.Series([len(row) for row in rows], dtype=pl.Int32)
    numbers = pl.Series(range(1, len(rows) + 1), dtype=pl.Int64)
    return Records(pl.DataFrame(columns | {"__row": numbers, "__width": widths}), ragged, stray)


def _tolerant(lines: list[str], dialect: Dialect, width: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    stray = at = 0
    while at < len(lines):
        source = _Counting(lines, at)
        reader = dialect.reader(source, strict=True)
        done = at
        try:
            for row in reader:
                if source.at - done > _SWALLOWED:
                    raise csv.Error("a quote that never closes")
                rows.append(row)
                done = source.at
            return rows, stray
        except csv.Error:
            rows.append(lenient(lines[done], dialect, width))
            stray += 1
            at = done + 1
    return rows, stray


class _Counting:
    """The lines from a place on, remembering how far a reader has gone."""

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines, self.at = lines, at

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]
