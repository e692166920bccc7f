"""Tables for people's spreadsheets: plain CSV in which no cell is taken for a formula."""

from __future__ import annotations

from typing import Final

import polars as pl

STARTS: Final = r"^[=+\-@\t\r\n|%＝＋－＠]"
"""First signs that make a spreadsheet compute, call out or split a cell, their full-width twins included."""


def safe_csv(frame: pl.DataFrame) -> str:
    """The table as CSV with a header line; text that a spreadsheet would run is led by an apostrophe.

    Numbers, dates and booleans stand as they are: a negative amount is no formula.
    """
    text = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.String | pl.Categorical | pl.Enum)]
    written = [pl.col(name).cast(pl.String) for name in text]
    guarded = frame.with_columns(
        pl.when(cell.str.contains(STARTS)).then(pl.concat_str(pl.lit("'"), cell)).otherwise(cell).alias(name)
        for name, cell in zip(text, written, strict=True)
    )
    return guarded.rename({name: _guarded(name) for name in frame.columns}).write_csv()


def _guarded(header: str) -> str:
    return f"'{header}" if pl.Series([header]).str.contains(STARTS)[0] else header
