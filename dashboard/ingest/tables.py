"""A file's bytes as one table of text: headers, cells, row numbers, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.ingest.blocks import other_table_at
from dashboard.ingest.content import content_of, unpacked
from dashboard.ingest.decoding import decoded
from dashboard.ingest.dialects import Dialect, dialect_of
from dashboard.ingest.headers import HEAD, Header, header_of
from dashboard.ingest.html_tables import html_cells
from dashboard.ingest.leftovers import LeftOut, sorted_out
from dashboard.ingest.records import normalised, records_of
from dashboard.ingest.unusable import UnusableFile
from dashboard.ingest.workbooks import parquet_cells, sheet_of

ROW: Final = "__row"
MOST_COLUMNS: Final = 2000


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be put under the header: its number in the file, what is wrong, what to do."""

    row: int
    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table as text. `text` has a column for each of `headers` and `__row`, the record's number from 1."""

    text: pl.DataFrame
    headers: tuple[str, ...]
    header_row: int | None
    encoding: str
    delimiter: str
    preamble: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    warnings: tuple[str, ...]


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
    if len(names) > MOST_COLUMNS:
        raise UnusableFile(f"This table has {len(names):,} columns; export a report with fewer than {MOST_COLUMNS:,}.")
    head = source.cells.head(HEAD)
    widths = head["__width"].to_list() if "__width" in head.columns else [len(names)] * head.height
    rows = [row[:width] for row, width in zip(head.select(names).iter_rows(), widths, strict=True)]
    return _under(source, header_of(rows, known), known_widths="__width" in head.columns)


def _source(data: bytes, told: Callable[[int, int], None] | None) -> _Source:
    inside = unpacked(data)
    if inside is not None:
        return _source(inside[1], told)
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
    plain = normalised(text.data)
    dialect = dialect_of(plain)
    records = records_of(plain, dialect, told)
    warnings = list(text.warnings)
    if records.stray_quotes:
        lines = "1 line has" if records.stray_quotes == 1 else f"{records.stray_quotes:,} lines have"
        warnings.append(f"{lines} quotes that do not pair up; they were read as they stand.")
    return _Source(records.cells, text.encoding, _said(dialect), tuple(warnings))


def _said(dialect: Dialect) -> str:
    return "" if dialect.delimiter == "\x00" else dialect.delimiter


def _under(source: _Source, header: Header, known_widths: bool) -> Table:
    columns = [name for name in source.cells.columns if not name.startswith("__")]
    body = source.cells.slice(header.first)
    before = source.cells.head(header.first)
    written = list(header.names)
    while written and not written[-1]:
        written.pop()
    warnings = list(source.warnings)
    other = other_table_at(body, columns, header.names) if header.at is not None else None
    rest = body.slice(other) if other is not None else body.head(0)
    if other is not None:
        body = body.head(other)
        warnings.append(f"The file holds more than one table; the first was read, from row {rest[ROW][0]} on nothing.")
    broken: tuple[Broken, ...] = ()
    if known_widths:
        body, broken, misfits = _fitted(body, columns, max(len(written), 1))
        warnings += misfits
    used = [
        name
        for i, name in enumerate(columns)
        if (i < len(written) and written[i]) or (name in body.columns and body[name].null_count() < body.height)
    ]
    given = [written[i] if i < len(written) else "" for i in map(columns.index, used)]
    headers = _unique(given, used)
    body, left_out = sorted_out(body.select(*used, ROW), used, tuple(given))
    gone = {left.row for left in left_out}
    body = body.rename(dict(zip(used, headers, strict=True)))
    if header.at is None and not source.headers:
        warnings.append("The table has no header; its columns were numbered.")
    again = [left.row for left in left_out if left.why == "the header again"]
    if again:
        warnings.append(f"The header comes again in row {again[0]}; what follows it was read as the same table.")
    preamble, before_out = _preamble(before, columns, header)
    return Table(
        text=body,
        headers=headers,
        header_row=None if header.at is None or source.headers else int(source.cells[ROW][header.at]),
        encoding=source.encoding,
        delimiter=source.delimiter,
        preamble=preamble,
        left_out=(*before_out, *left_out, *(LeftOut(row, "another table") for row in rest[ROW])),
        broken=tuple(b for b in broken if b.row not in gone),
        warnings=tuple(warnings),
    )


def _preamble(before: pl.DataFrame, columns: list[str], header: Header) -> tuple[tuple[str, ...], list[LeftOut]]:
    """Text of the records before the header, and those records as left out; the header itself is neither."""
    lines, out = [], []
    for i, row in enumerate(before.select(*columns, ROW).iter_rows()):
        if header.at is not None and i >= header.at:
            continue
        text = " ".join(cell.strip() for cell in row[:-1] if cell and cell.strip())
        lines.append(text)
        out.append(LeftOut(row[-1], "before the header" if text else "blank line"))
    return tuple(line for line in lines if line), out


def _fitted(
    body: pl.DataFrame, columns: list[str], header_width: int
) -> tuple[pl.DataFrame, tuple[Broken, ...], list[str]]:
    """The rows that fit under the header; longer ones are broken, others that may be shifted are warned of."""
    wide = Counter(body["__width"].to_list())
    usual = max(wide.items(), key=lambda item: item[1])[0] if wide else header_width
    width = usual if usual > header_width and wide[usual] > 0.5 * body.height else header_width
    extra = columns[width:]
    filled = (pl.col(name).str.strip_chars().str.len_chars() > 0 for name in extra)
    too_long = pl.any_horizontal(filled).fill_null(False) if extra else pl.lit(False)
    labelled = pl.col(columns[0]).fill_null("").str.contains(r"(?i)^\W*(grand |sub)?total|^$")
    marked = body.with_columns((too_long & ~labelled).alias("__long"))
    broken = tuple(
        Broken(
            row,
            f"The row has {cells} cells, the header {width}.",
            "An unquoted delimiter splits a cell, or two rows ran together; correct it. The row did not go in.",
        )
        for row, cells in marked.filter("__long").select(ROW, "__width").iter_rows()
    )
    kept = marked.filter(~pl.col("__long") & pl.any_horizontal(pl.col(name).is_not_null() for name in columns))
    short = kept.filter((pl.col("__width") < min(header_width, usual)) & (pl.col("__width") > 1))
    long = kept.filter(pl.col("__width") > max(width, usual))
    said = [
        f"{_rows(rows)} {what}, the first is row {rows[ROW][0]}."
        for rows, what in (
            (short, "shorter than the header; the missing cells at the end were read as blank"),
            (long, "longer than the header; the blank cells at the end were left out"),
        )
        if rows.height
    ]
    if usual != header_width and body.height:
        kind = "more" if usual > header_width else "fewer"
        said.append(f"Most rows have {usual} cells, {kind} than the header's {header_width}; check the first columns.")
    return marked.filter(~pl.col("__long")).select(*columns[:width], ROW), broken, said


def _rows(rows: pl.DataFrame) -> str:
    return "1 row is" if rows.height == 1 else f"{rows.height:,} rows are"


def _unique(written: list[str], used: list[str]) -> tuple[str, ...]:
    """Headers made unique: blank ones are numbered by position, repeated ones counted."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for header, column in zip(written, used, strict=True):
        name = re.sub(r"\s+", " ", header).strip() or f"column {int(column[1:]) + 1}"
        name = name if not name.startswith("__") else name.lstrip("_")
        seen[name] += 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in written:
            seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
