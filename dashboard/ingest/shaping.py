"""What a profile says of a table's cells before they are understood: dates in two columns, cells in code."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.ingest.folding import folded
from dashboard.ingest.leftovers import LeftOut
from dashboard.ingest.profiles import Profile
from dashboard.ingest.tables import ROW, Table
from dashboard.ingest.unusable import UnusableFile

_SENTENCE: Final = r"^(?:\S+\s+){5,}\S+$"
"""Six words or more: what a column is about, where the rows below have its values."""


def shaped(text: pl.DataFrame, profile: Profile | None) -> pl.DataFrame:
    """Cells with the time of a second column joined to their date, and the exporter's codes spelled out.

    Raises UnusableFile, in the profile's own sentence, for a report nothing of which can be used.
    """
    if profile is None:
        return text
    if profile.refusal:
        raise UnusableFile(profile.refusal)
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
    return text


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
