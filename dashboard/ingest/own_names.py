"""A row's own person, named where names do not belong: such cells are blanked and never shown."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dashboard.ingest.cells import TWO_WORDS


def names_of(columns: Sequence[pl.Series]) -> pl.Series:
    """Each row's person by full name in small letters: the filled name columns one after the other."""
    if len(columns) <= 1:
        return columns[0].str.to_lowercase() if columns else pl.Series([], dtype=pl.String)
    parts = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
    return parts.select(name=pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).str.to_lowercase())["name"]


def named_in(cells: pl.Series, values: pl.Series, names: pl.Series) -> pl.Series | None:
    """True where a cell is its own row's full name; None where none of the column's different `values` is anybody's."""
    if anybodys(values, names).is_empty():
        return None
    said = cells.str.to_lowercase()
    return ((said == names) | (_even(said) == names)).fill_null(value=False)


def anybodys(values: pl.Series, names: pl.Series) -> pl.Series:
    """Those of the values that are one of the names."""
    likely = values.filter(values.str.contains(TWO_WORDS)) if len(names) else values.head(0)
    if likely.is_empty():
        return likely
    said = likely.str.to_lowercase()
    own = names.filter(names.is_in(pl.concat([said, _even(said)]).implode())).implode()
    return likely.filter(said.is_in(own) | _even(said).is_in(own))


def _even(names: pl.Series) -> pl.Series:
    """Names without what is no letter, "quell, ada" as "ada quell"."""
    turned = names.str.replace(r"^(\S+),\s+(\S+)$", "$2 $1")
    return turned.str.replace_all(r"[^\p{L}\s'’-]+", "").str.replace_all(r"\s+", " ").str.strip_chars()
