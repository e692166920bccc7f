"""Several tables in one file: where the first ends and another begins."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.ingest.folding import folded
from dashboard.ingest.headers import is_value

_LOOKED_AT: Final = 200
"""Rows that could begin another table, looked at from the top."""


def other_table_at(body: pl.DataFrame, names: list[str], header: tuple[str, ...]) -> int | None:
    """Index in the body of the first row that begins another table; None where there is only one.

    Another table's header names columns of this one at other places or with others, or stands
    after a blank line, has words only, and is of another width. The same header again is the
    same table going on.
    """
    if len(names) < 2 or body.is_empty():
        return None
    known = {folded(name).name for name in header if name}
    blank = pl.all_horizontal(pl.col(name).is_null() for name in names)
    after_blank = blank.shift(1, fill_value=False) & ~blank
    # the first columns tell: a header that repeats no name there is another table's only after a blank line
    repeats = pl.any_horizontal(pl.col(name).is_in([h for h in header if h]) for name in names[:3])
    rows = (
        body.with_row_index("__at")
        .with_columns(after_blank.alias("__after"))
        .filter(pl.col("__after") | repeats)
        .head(_LOOKED_AT)
        .select("__at", "__after", *names)
    )
    for at, after, *cells in rows.iter_rows():
        written = [(cell or "").strip() for cell in cells]
        filled = [cell for cell in written if cell]
        if len(filled) < 2 or any(is_value(cell) for cell in filled) or written == [h.strip() for h in header]:
            continue
        shared = sum(folded(cell).name in known for cell in filled)
        if shared >= 2 and shared >= 0.6 * len(filled):
            return int(at)
        if (
            after
            and len(filled) >= 2
            and (len(filled) != sum(bool(h.strip()) for h in header) or _over_values(body, int(at), names, written))
            and (len(filled) > 2 or _narrow(body, int(at), names))
            and _data_below(body, int(at), names, len(filled))
        ):
            return int(at)
    return None


def _narrow(body: pl.DataFrame, at: int, names: list[str]) -> bool:
    """Whether no row from here on has more than two cells: a heading within a table is followed by whole rows again."""
    there = (pl.col(name).str.strip_chars().fill_null("") != "" for name in names)
    return bool((body.slice(at).select(pl.sum_horizontal(there).alias("n"))["n"] <= 2).all())


def _data_below(body: pl.DataFrame, at: int, names: list[str], width: int) -> bool:
    """Whether the next row fills as many cells and has values among them."""
    below = body.select(names).slice(at + 1, 1).rows()
    cells = [cell for cell in below[0] if cell and cell.strip()] if below else []
    return max(2, width - 1) <= len(cells) <= width + 1 and any(is_value(cell) for cell in cells)


def _over_values(body: pl.DataFrame, at: int, names: list[str], written: list[str]) -> bool:
    """Whether a row has words in two columns or more where the rows above it have nothing but values."""
    above = body.select(names).slice(max(at - 40, 0), min(at, 40))
    kept = [above[name].drop_nulls().to_list() for name, cell in zip(names, written, strict=True) if cell]
    return sum(bool(cells) and all(map(is_value, cells)) for cells in kept) >= 2
