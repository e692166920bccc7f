"""What a profile says of a table's cells before they are understood: dates in two columns, cells in code."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.ingest.folding import folded
from dashboard.ingest.leftovers import NO_DATA, LeftOut
from dashboard.ingest.profiles import Profile
from dashboard.ingest.tables import ROW, Table
from dashboard.ingest.unusable import UnusableFile

_SENTENCE: Final = r"^(?:\S+\s+){5,}\S+$"
"""Six words or more: what a column is about, where the rows below have its values."""
_UNFINISHED: Final = "The report says that its data is incomplete: figures may still change, so export it again later."


def shaped(table: Table, profile: Profile | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Cells with the time of a second column joined to their date, codes spelled out and counts of something else
    than the field blanked; and what the user should know of it.

    Raises UnusableFile, in the profile's own sentence, for a report nothing of which can be used.
    """
    text = table.text.drop(ROW)
    said = [_UNFINISHED] if any(re.match(r"(?i)potential incomplete data:?\s*true", x) for x in table.preamble) else []
    if profile is None:
        return text, tuple(said)
    if profile.refusal:
        raise UnusableFile(profile.refusal)
    said += [profile.advice] if profile.advice else []
    text = _filled_down(text, table.totals) if profile.grouped else text
    headers = {folded(header).name: header for header in reversed(text.columns)}
    for date, time in profile.joined.items():
        if date in headers and time in headers:
            both = pl.concat_str(
                pl.col(headers[date]).str.strip_chars(), pl.col(headers[time]).str.strip_chars(), separator=" "
            )
            text = text.with_columns(pl.coalesce(both, headers[date]).alias(headers[date]))
    for name, spelled in profile.cells.items():
        if name in headers:
            cell = pl.col(headers[name])
            text = text.with_columns(cell.str.strip_chars().replace(dict(spelled)).alias(headers[name]))
    for name, meant in profile.patterns.items():
        if name in headers:
            cell = pl.col(headers[name])
            found = pl.coalesce(pl.when(cell.str.contains(like)).then(pl.lit(word)) for like, word in meant.items())
            text = text.with_columns(pl.coalesce(found, cell).alias(headers[name]))
    for name, counted in profile.counted.items():
        by = next((headers[header] for header in counted.by if header in headers), None)
        if name not in headers or by is None:
            continue
        other = (~pl.col(by).str.contains(counted.like) & (pl.col(by).str.strip_chars() != "")).fill_null(False)
        kinds = text.filter(other)[by].unique(maintain_order=True).to_list()
        if kinds:
            said.append(f"“{headers[name]}” counts something else in some rows and was not read there: {kinds[0]}.")
            text = text.with_columns(pl.when(~other).then(pl.col(headers[name])).alias(headers[name]))
    return text, tuple(said)


def _filled_down(text: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """The groups of a report on every row, where it names each on its first row only and ends it with a subtotal.

    The columns up to the one in which subtotals say so are the groups'.
    """
    names = [name for name in text.columns[:3] if _says_subtotal(totals[name])]
    groups = text.columns[: text.columns.index(names[-1]) + 1] if names else []
    if not groups or text.is_empty() or text[groups[0]][0] is None:
        return text
    return text.with_columns(pl.col(name).str.strip_chars().replace("", None).forward_fill() for name in groups)


def _says_subtotal(cells: pl.Series) -> bool:
    return bool(cells.str.contains(r"(?i)^\W*sub-?total").any())


def without_descriptions(table: Table) -> Table:
    """The table without a second row that explains the columns in sentences, which is left out and counted."""
    if table.header_row is None or table.text.height < 2 or len(table.headers) < 3:
        return table
    names = list(table.headers)
    first, second = (table.text.select(names).slice(at, 1).transpose().to_series() for at in (0, 1))
    spoken = first.str.contains(_SENTENCE).fill_null(False)
    if spoken.sum() < max(3, len(names) // 2) or second.filter(spoken).str.contains(_SENTENCE).any():
        return table
    row = int(table.text[ROW][0])
    left_out = sorted((*table.left_out, LeftOut(row, "what the columns mean")), key=lambda left: left.row)
    return replace(table, text=table.text.slice(1), left_out=tuple(left_out))


def with_totals(table: Table) -> Table:
    """The table with the rows that call themselves totals: where it is not known what rows are, no sum counts twice."""
    rows = table.totals[ROW].to_list()
    if not rows:
        return table
    what = f"Row {rows[0]} calls itself a total" if len(rows) == 1 else f"{len(rows):,} rows call themselves totals"
    return replace(
        table,
        text=pl.concat([table.text, table.totals.select(table.text.columns)]).sort(ROW),
        left_out=tuple(left for left in table.left_out if left.row not in set(rows)),
        warnings=(*table.warnings, f"{what}; kept, because it is not known what the rows are."),
    )


def without_rows(table: Table) -> str:
    """Why a table without rows cannot be imported."""
    empty = any(left.why == NO_DATA for left in table.left_out)
    said = (*table.preamble, *table.headers, " ".join(table.headers))
    if empty or any(re.match(r"(?i)no data", text) for text in said):
        return "This report says that it has no data. Choose a period with data and export it again."
    return "This file has a header but no rows. Export it again and check the report's period and filters."
