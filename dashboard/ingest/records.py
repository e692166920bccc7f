"""The records of a text, as rows of cells: fast where the text is clean, patient where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from dashboard.ingest.dialects import Dialect, usual_width
from dashboard.ingest.lenient import tolerant
from dashboard.ingest.unusable import UnusableFile

MOST_ROWS: Final = 20_000_000
MOST_COLUMNS: Final = 2000

_AT_ONCE: Final = 16 << 20
"""Bytes read in one go, few enough for their memory to be used again; after each the rows so far are told."""
_SIZES: Final = (4 << 20, 1 << 17)
"""Bytes of the pieces in which a text is tried again that could not be read in one go."""
_EDGE: Final = 1 << 16
"""Bytes at each end of a large text read apart: titles, totals and notes stand there."""
_STEP: Final = 1 << 18
"""Bytes counted at a time, so that they stay near."""
_LONGEST_CELL: Final = 200
"""Lines within which a quoted cell closes."""


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a file. `cells` has columns c0, c1 ... and `__row`, the record's number from 1.

    The number counts records, so a cell of several lines does not shift it: it is the row a
    spreadsheet shows. Where not all records have the same width, `__width` says how many cells each
    really had.
    """

    cells: pl.DataFrame
    stray_quotes: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    cells: pl.DataFrame
    stray: int = 0


def normalised(data: bytes) -> bytes:
    """UTF-8 text with line ends that every parser knows; newlines inside cells are kept."""
    if b"\r" in data:
        data = data.replace(b"\r\r\n", b"\r\n") if b"\r\r\n" in data else data
        data = data.replace(b"\r", b"\n") if _ends_in_returns(data) else data
    return data.replace(b'\x00"', b'""').replace(b"\x00", b"") if b"\x00" in data else data


def _ends_in_returns(data: bytes) -> bool:
    """Whether lines end in a carriage return alone, as on old Macs; newlines may then stand in quoted cells only."""
    if b"\r\n" in data:
        return False
    outside = data.split(b'"')[::2] if b"\n" in data else ()
    return not any(b"\n" in part for part in outside) and (not outside or any(b"\r" in part for part in outside))


def records_of(data: bytes, dialect: Dialect, told: Callable[[int, int], None] | None = None) -> Records:
    """The records of a normalised UTF-8 text under a dialect; `told` hears how many of how many lines are read.

    Raises UnusableFile where a record has more cells than a table has columns.
    """
    hidden = _escapes(dialect)
    for written, sign in hidden.items():
        data = data.replace(written.encode(), sign.encode())
    dialect = replace(dialect, escape="")
    width = usual_width(data, dialect)
    not_too_wide(width)
    pieces: list[_Piece] = []
    lines, done = _count(data, b"\n") + 1 if told else 0, 0
    for part in _parts(data, dialect):
        for piece in _read(part, dialect, width, _SIZES):
            pieces.append(piece)
            done += piece.cells.height
        if told:
            told(min(done, lines), lines)
    ragged = any("__width" in piece.cells.columns for piece in pieces)
    cells = pl.concat([_with_width(p.cells) if ragged else p.cells for p in pieces], how="diagonal", rechunk=False)
    names = sorted((name for name in cells.columns if not name.startswith("__")), key=lambda name: int(name[1:]))
    if hidden:
        meant = {sign: written[1:] for written, sign in hidden.items()}
        cells = cells.with_columns(pl.col(names).str.replace_many(meant))
    numbered = cells.select(*names, *(["__width"] if ragged else [])).with_columns(
        pl.int_range(1, cells.height + 1, dtype=pl.Int64).alias("__row")
    )
    return Records(numbered, sum(piece.stray for piece in pieces))


def _escapes(dialect: Dialect) -> dict[str, str]:
    """What an escape makes of the sign after it, and the sign that stands for it while cells are told apart.

    Before anything but a quote or a delimiter a backslash is a backslash.
    """
    if not dialect.escape:
        return {}
    marks = [mark for mark in (dialect.quote, dialect.delimiter) if mark]
    return {f"{dialect.escape}{mark}": chr(0xE001 + at) for at, mark in enumerate(marks)}


def not_too_wide(columns: int) -> None:
    """Raises UnusableFile for a table of more columns than any report has."""
    if columns > MOST_COLUMNS:
        raise UnusableFile(f"This table has more than {MOST_COLUMNS:,} columns; export a report with fewer.")


def not_too_long(rows: int) -> None:
    """Raises UnusableFile for a table of more rows than are read at once."""
    if rows > MOST_ROWS:
        raise UnusableFile(f"This table has more than {MOST_ROWS:,} rows; export it in shorter periods.")


def _with_width(cells: pl.DataFrame) -> pl.DataFrame:
    return cells if "__width" in cells.columns else cells.with_columns(pl.lit(cells.width, pl.Int32).alias("__width"))


def _parts(data: bytes, dialect: Dialect) -> Iterator[bytes]:
    """The text in parts, of a large one the first and the last records by themselves; no blank lines at the end."""
    if len(data) <= 8 * _EDGE:
        yield data.rstrip(b"\r\n")
        return
    first = _end(data, _EDGE, 0, dialect)
    last = _end(data, len(data) - _EDGE, first, dialect)
    yield data[:first]
    while first < last:
        end = min(_end(data, first + _AT_ONCE, first, dialect), last)
        yield data[first:end]
        first = end
    yield data[last:].rstrip(b"\r\n")


def _read(data: bytes, dialect: Dialect, width: int, sizes: tuple[int, ...]) -> Iterator[_Piece]:
    """A text's records, as a whole where that accounts for every byte, else piece by piece."""
    if not data:
        return
    if (cells := _fast(data, dialect, width)) is not None:
        yield _Piece(cells)
    elif not sizes or len(data) <= sizes[-1]:
        yield _patient(data, dialect, width)
    else:
        at = 0
        while at < len(data):
            end = _end(data, at + sizes[0], at, dialect)
            yield from _read(data[at:end], dialect, width, sizes[1:])
            at = end


def _count(data: bytes, mark: bytes, start: int = 0, end: int | None = None) -> int:
    """How often a mark stands in a part of a text; one byte is counted several times as fast as by the bytes' own."""
    if len(mark) != 1:
        return data.count(mark, start, end)
    codes = np.frombuffer(data, np.uint8)[start:end]
    return sum(int(np.count_nonzero(codes[at : at + _STEP] == mark[0])) for at in range(0, len(codes), _STEP))


def _end(data: bytes, near: int, start: int, dialect: Dialect) -> int:
    """Where the record ends that holds the byte `near`, quotes counted from `start`, where none is open.

    Where no line within reach ends outside quotes some quote never closes, and the line counts.
    """
    line = data.find(b"\n", near) + 1
    quote = dialect.quote.encode()
    if not line or near >= len(data):
        return len(data)
    if not quote or _count(data, quote, start, line) % 2 == 0:
        return line
    end = line
    for _ in range(_LONGEST_CELL):
        after = data.find(b"\n", end) + 1
        if not after:
            break
        if data.count(quote, end, after) % 2:
            return after
        end = after
    return line


def _fast(data: bytes, dialect: Dialect, width: int) -> pl.DataFrame | None:
    """Polars' own reading, where every byte of the text is accounted for; else None."""
    returns = b"\r" in data
    if dialect.escape or dialect.padded or width < 2 or (returns and _count(data, b"\r") != data.count(b"\r\n")):
        return None
    if not dialect.quote.isascii() or not dialect.delimiter.isascii():
        return None
    try:
        cells = pl.read_csv(
            data,
            has_header=False,
            separator=dialect.delimiter,
            quote_char=dialect.quote or None,
            schema={f"c{i}": pl.String for i in range(width)},
            low_memory=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    return cells if _accounts(cells, dialect, data, returns) else None


def _accounts(cells: pl.DataFrame, dialect: Dialect, data: bytes, returns: bool) -> bool:
    """Whether the cells, written with as many delimiters as a whole table has, take all the text's bytes.

    Polars pads short records and drops nothing else silently, so the text is shorter than this by
    a delimiter for each missing cell. Quotes of the text that are part of a cell are counted only
    where the sum is not right without: short records and quotes in cells both make it too large.
    """
    lengths: int = sum(cells.select(pl.all().str.len_bytes().sum()).row(0))
    delimiters = cells.height * (cells.width - 1)
    newlines = (cells.height - (not data.endswith(b"\n"))) * (2 if returns else 1)
    mark = dialect.quote.encode()
    quotes = _count(data, mark) if mark else 0
    over = lengths + delimiters + newlines + quotes - len(data)
    if over <= 0 or not quotes:
        return over == 0
    inside: int = sum(cells.select(pl.all().str.count_matches(dialect.quote, literal=True).sum()).row(0))
    return over == inside


def _patient(data: bytes, dialect: Dialect, width: int) -> _Piece:
    """Record by record with Python's own parser; a quote that is never closed costs one line, not the rest."""
    rows, stray = tolerant(data.decode(), dialect, width)
    widest = max((len(row) for row in rows), default=0)
    not_too_wide(widest)
    columns = {
        f"c{i}": pl.Series([row[i] if i < len(row) and row[i] != "" else None for row in rows], dtype=pl.String)
        for i in range(widest)
    }
    widths = pl.Series([len(row) for row in rows], dtype=pl.Int32)
    return _Piece(pl.DataFrame(columns | {"__width": widths}), stray)
