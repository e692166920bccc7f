"""Whole columns of text made uniform: trimmed, blank markers gone, distinct values translated once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from dashboard.ingest.vocabulary import blanks

EMAIL: Final = r"[\w.+'-]+@[\w-]+\.[\w.-]+"
PHONE: Final = r"^\W*(?:p:|tel:)?\+?\(?\d(?:[\s().\-/]?\d){8,14}\W*$"
TWO_WORDS: Final = r"\p{L}{2,},?\s+\p{L}{2,}"
"""Two words, as names of people have and numbers do not."""
_SEPARATED: Final = r"^\W*(?:p:|tel:)?(?:\+\d[\d\s().\-/]{7,}|\(?\d{2,4}\)?[\s.\-/]\d{3,4}[\s.\-/]\d{3,5})\W*$"

_LOOKED_AT: Final = 10_000
_FEW: Final = 500
"""Different values among the first cells up to which a column is taken to repeat them."""


def trimmed(text: pl.DataFrame) -> pl.DataFrame:
    """Every column's cells without blanks and leading apostrophes around them; blank markers become null.

    Columns that repeat a few values are judged by those.
    """
    if text.height <= _LOOKED_AT:
        return _bare(text)
    few = [name for name in text.columns if text[name].head(_LOOKED_AT).n_unique() <= _FEW]
    told = {name: _of_values(text[name]) for name in few}
    many = _bare(text.drop(few)) if len(few) < text.width else text
    return pl.DataFrame([told[name] if name in told else many[name] for name in text.columns])


def _of_values(column: pl.Series) -> pl.Series:
    """A column's cells made bare, each different value once; the column itself where nothing changes."""
    values = distinct(column)
    bare = _bare(values.to_frame()).to_series()
    return column if bare.equals(values) else column.replace_strict(values, bare, default=None)


def _bare(text: pl.DataFrame) -> pl.DataFrame:
    marks = sorted({form for blank in blanks() for form in (blank, blank.upper(), blank.capitalize(), blank.title())})
    plain = text.lazy().select(pl.all().str.strip_chars(" \t\r\n\u00a0\u200b\ufeff")).collect()
    marked = plain.lazy().select(pl.all().str.starts_with("'").any()).collect().row(0)
    quoted = [name for name, is_marked in zip(plain.columns, marked, strict=True) if is_marked]
    bare = plain.lazy().with_columns(pl.col(quoted).str.strip_prefix("'"))
    return bare.select(pl.when(~pl.all().is_in(marks)).then(pl.all())).collect()


def distinct(column: pl.Series) -> pl.Series:
    """The different values, nulls aside."""
    return column.drop_nulls().unique(maintain_order=True)


def translated(
    column: pl.Series, meaning: Callable[[str], object], dtype: pl.DataType | type[pl.DataType]
) -> pl.Series:
    """Each cell's meaning, asked once for each distinct value; what has none is null."""
    values = distinct(column)
    meanings = {value: meaning(value) for value in values.to_list()}
    return replaced(column, meanings, dtype)


def replaced(column: pl.Series, meanings: Mapping[str, object], dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
    """Cells replaced by what a table says they mean; others become null."""
    if all(meaning is None for meaning in meanings.values()):
        return pl.Series(column.name, [None], dtype=dtype).new_from_index(0, len(column))
    old = pl.Series(list(meanings), dtype=pl.String)
    new = pl.Series(list(meanings.values()), dtype=dtype)
    return column.replace_strict(old, new, default=None, return_dtype=dtype)


def share(mask: pl.Series) -> float:
    """Share of the cells that are true, nulls not counted; 0 of none."""
    known = mask.drop_nulls()
    return int(known.sum()) / len(known) if len(known) else 0.0


def holds_contact(column: pl.Series) -> pl.Series:
    """True where a cell holds an e-mail address or is written as a phone number."""
    found = column.str.contains(EMAIL) | column.str.contains(_SEPARATED)
    return found.fill_null(False)


def without_contacts(column: pl.Series) -> tuple[pl.Series, int]:
    """The column with cells that hold an address or a phone number blanked, and how many did."""
    values = distinct(column)
    found = values.filter(holds_contact(values))
    if found.is_empty():
        return column, 0
    hit = column.is_in(found.to_list()).fill_null(False)
    cleared = column.to_frame("v").select(pl.when(~hit).then(pl.col("v")).alias("v"))["v"]
    return cleared, int(hit.sum())
