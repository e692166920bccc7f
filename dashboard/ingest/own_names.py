"""A row's own person, named where names do not belong: such cells are blanked and never shown."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dashboard.ingest.cells import TWO_WORDS, distinct


def names_of(columns: Sequence[pl.Series]) -> pl.Series:
    """Each row's person by full name, as `_even` writes it: the filled name columns one after the other."""
    if not columns:
        return pl.Series([], dtype=pl.String)
    parts = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
    joined = parts.select(name=pl.concat_str(pl.all(), separator=" ", ignore_nulls=True))["name"]
    return _even(joined.to_frame().select(pl.when(pl.col("name").str.contains(TWO_WORDS)).then("name"))["name"])


def named_in(cells: pl.Series, names: pl.Series) -> pl.Series | None:
    """True where a cell is its own row's full name; None where none of the column's values is anybody's."""
    return _even(cells).eq(names).fill_null(value=False) if len(anybodys(distinct(cells), names)) else None


def anybodys(values: pl.Series, names: pl.Series) -> pl.Series:
    """Those of the values that are one of the names."""
    likely = values.filter(values.str.contains(TWO_WORDS)) if len(names) else values.head(0)
    if likely.is_empty():
        return likely
    own = names.filter(names.is_in(_even(likely).implode()))
    return likely.filter(_even(likely).is_in(own.implode()))


def _even(names: pl.Series) -> pl.Series:
    """Names in small letters, without what is no letter, "Quell, Ada" as "ada quell"."""
    turned = names.str.to_lowercase().str.replace(r"^(\S+),\s+(\S+)$", "$2 $1")
    return turned.str.replace_all(r"[^\p{L}\s'’-]+", "").str.replace_all(r"\s+", " ").str.strip_chars()
