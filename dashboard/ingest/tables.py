"""A file's bytes as one table of text: headers, cells, row numbers, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.ingest.blocks import other_table_at
from dashboard.ingest.cells import EMAIL
from dashboard.ingest.content import content_of, unpacked
from dashboard.ingest.damage import mended
from dashboard.ingest.decoding import decoded
from dashboard.ingest.dialects import Dialect, dialect_of
from dashboard.ingest.headers import HEAD, Header, header_of
from dashboard.ingest.html_tables import html_cells
from dashboard.ingest.leftovers import LeftOut, footers, sorted_out
from dashboard.ingest.ragged import Broken, aligned, fitted, usual_width
from dashboard.ingest.records import normalised, not_too_long, not_too_wide, records_of
from dashboard.ingest.unusable import UnusableFile
from dashboard.ingest.workbooks import parquet_cells, sheet_of

ROW: Final = "__row"


@dataclass(frozen=True, slots=True)
class Table:
    """One table as text. `text` has a column for each of `headers` and `__row`, the record's number from 1.

    `layout` has the file's own columns: each header as it is written, and its name in `text` ("" for a column
    without a header and without a cell, which `text` has not). `totals` are the rows left out as totals.
    """

    text: pl.DataFrame
    headers: tuple[str, ...]
    header_row: int | None
    encoding: str
    delimiter: str
    preamble: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    warnings: tuple[str, ...]
    layout: tuple[tuple[str, str], ...]
    totals: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Source:
    cells: pl.DataFrame
    encoding: str
    delimiter: str
    warnings: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def table_of(data: bytes, known: Callable[[str], bool], told: Callable[[int, int], None] | None = None) -> Table:
    """The table in a file; `known` says whether a cell is a header some field goes by. `told`: see records_of.

    Raises UnusableFile, in one sentence, for whatever holds no table.
    """
    source = _source(data, told)
    if source.headers:
        return _under(source, Header(0, 0, source.headers), known_widths=False)
    names = [name for name in source.cells.columns if not name.startswith("__")]
    not_too_wide(len(names))
    not_too_long(source.cells.height)
    head = source.cells.head(HEAD)
    widths = head["__width"].to_list() if "__width" in head.columns else [len(names)] * head.height
    rows = [row[:width] for row, width in zip(head.select(names).iter_rows(), widths, strict=True)]
    return _under(source, header_of(rows, known, source.delimiter), known_widths="__width" in head.columns)


def _source(data: bytes, told: Callable[[int, int], None] | None) -> _Source:
    if (inside := unpacked(data)) is not None:
        data = inside[1]
        if unpacked(data) is not None:
            # one may hold itself
            raise UnusableFile("This archive holds another archive. Unpack it and upload the table inside.")
    content = content_of(data)
    if content == "parquet":
        headers, cells = parquet_cells(data)
        return _Source(cells, "parquet", "", headers=headers)
    if content == "workbook":
        sheet = sheet_of(data)
        others = ", ".join(f"“{name}”" for name in sheet.others)
        said = (f"Sheet “{sheet.name}” was read; not read: {others}.",) if sheet.others else ()
        return _Source(sheet.cells, "workbook", "", said)
    text = decoded(data)
    if content == "html":
        return _Source(html_cells(text.data.decode()), text.encoding, "", text.warnings)
    plain = mended(normalised(text.data))
    not_too_long(plain.data.count(b"\n"))
    dialect = dialect_of(plain.data) if not plain.delimiter else Dialect("\x1f")
    records = records_of(plain.data, dialect, told)
    warnings = [*text.warnings, *plain.warnings]
    if records.stray_quotes:
        lines = "1 line has" if records.stray_quotes == 1 else f"{records.stray_quotes:,} lines have"
        warnings.append(f"{lines} quotes that do not pair up; they were read as they stand.")
    return _Source(records.cells, text.encoding, plain.delimiter or _said(dialect), tuple(warnings))


def _said(dialect: Dialect) -> str:
    return "" if dialect.delimiter == "\x00" else dialect.delimiter


def _under(source: _Source, header: Header, known_widths: bool) -> Table:
    columns = [name for name in source.cells.columns if not name.startswith("__")]
    body = source.cells.slice(header.first)
    before = source.cells.head(header.first)
    warnings = list(source.warnings)
    other = other_table_at(body, columns, header.names) if header.at is not None else None
    rest = body.slice(other) if other is not None else body.head(0)
    if other is not None:
        body = body.head(other)
        warnings.append(f"The file holds more than one table; the first was read, from row {rest[ROW][0]} on nothing.")
    broken: tuple[Broken, ...] = ()
    raw, written = _cut(header.names)
    notes = [] if source.headers else footers(body, columns, len(written))
    body = body.filter(~pl.col(ROW).is_in(notes)) if notes else body
    if known_widths:
        raw, said = aligned(raw, body, columns)
        put = fitted(body, columns, _width(raw, len(_cut(raw)[1]), body), source.delimiter)
        body, broken = put.body, put.broken
        warnings += [*filter(None, (said,)), *put.warnings]
        raw, written = _cut(raw)
    used = [
        name
        for i, name in enumerate(columns)
        if (i < len(written) and written[i]) or (name in body.columns and body[name].null_count() < body.height)
    ]
    given = [written[i] if i < len(written) else "" for i in map(columns.index, used)]
    headers = _unique(given, used)
    named = dict(zip(used, headers, strict=True))
    whole = body.select(*used, ROW)
    body, left_out = sorted_out(whole, used, tuple(given))
    totals = whole.filter(pl.col(ROW).is_in([left.row for left in left_out if left.why == "total"])).rename(named)
    left_out = sorted((*left_out, *(LeftOut(row, "footer") for row in notes)), key=lambda left: left.row)
    body = body.rename(named)
    if header.at is None and not source.headers:
        warnings.append("The table has no header; its columns were numbered.")
    again = [left.row for left in left_out if left.why == "the header again"]
    if again:
        warnings.append(f"The header comes again in row {again[0]}; what follows it was read as the same table.")
    if header.at is not None and header.lines > 1:
        rows = f"rows {source.cells[ROW][header.at]} to {source.cells[ROW][header.first - 1]}"
        warnings.append(f"The header goes over {rows}; they were joined to one name a column.")
    preamble, before_out = _preamble(before, columns, header)
    return Table(
        text=body,
        headers=headers,
        header_row=None if header.at is None or source.headers else int(source.cells[ROW][header.at]),
        encoding=source.encoding,
        delimiter=source.delimiter,
        preamble=preamble,
        left_out=(*before_out, *left_out, *(LeftOut(row, "another table") for row in rest[ROW])),
        broken=broken,
        warnings=tuple(warnings),
        layout=_layout(raw if header.at is not None else (), columns, named),
        totals=totals,
    )


def _preamble(before: pl.DataFrame, columns: list[str], header: Header) -> tuple[tuple[str, ...], list[LeftOut]]:
    """Text of the records before the header, and those records as left out; the header itself is neither."""
    lines, out = [], []
    for i, row in enumerate(before.select(*columns, ROW).iter_rows()):
        if header.at is not None and header.at <= i < header.at + header.lines:
            continue
        if header.at is not None and i > header.at:
            out.append(LeftOut(row[-1], "more of the header"))
            continue
        text = " ".join(cell.strip() for cell in row[:-1] if cell and cell.strip())
        lines.append(text)
        out.append(LeftOut(row[-1], "before the header" if text else "blank line"))
    return tuple(line for line in lines if line), out


def _cut(names: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """The header as it is written, and its names without blanks around them and blank ones at its end."""
    written = [name.strip().lstrip("\ufeff") for name in names]
    while written and not written[-1]:
        written.pop()
    return names, written


def _width(names: tuple[str, ...], named: int, body: pl.DataFrame) -> int:
    """Cells of the header: blank ones at its end count as far as the rows have cells there."""
    return min(max(usual_width(body, named)[0], named, 1), max(len(names), 1))


def _layout(raw: tuple[str, ...], columns: list[str], named: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Every column of the file in its place: its header as written, and its name or "" where it is blank throughout.

    Without a header (`raw` empty) columns go by their names.
    """
    last = max(max((columns.index(name) + 1 for name in named), default=0), len(raw))
    padded = (*raw, *[""] * (last - len(raw))) if raw else tuple(named.get(name, "") for name in columns[:last])
    return tuple((header, named.get(name, "")) for header, name in zip(padded, columns, strict=False))


def _unique(written: list[str], used: list[str]) -> tuple[str, ...]:
    """Headers made unique: blank ones, and those that hold somebody's address, are numbered by position, repeated
    ones counted."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    # Polars' search takes no longer for a header of a million letters than it has letters
    telling = pl.Series(written, dtype=pl.String).str.contains(EMAIL).to_list()
    for header, column, tells in zip(written, used, telling, strict=True):
        name = "" if tells else re.sub(r"\s+", " ", header).strip()
        name = name or f"column {int(column[1:]) + 1}"
        name = name if not name.startswith("__") else name.lstrip("_")
        # Polars takes * for every column, and what stands between ^ and $ for a pattern of names
        name = f"column {name}" if name == "*" or (name[:1] == "^" and name[-1:] == "$") else name
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in written:
            seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
