"""Records of a table that are no data: blank lines, the header again, totals, footers, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

TOTAL: Final = (
    r"(?i)^\s*(?:(?:grand|sub|report|overall)[\s-]?)?totals?\s*(?:$|[:(–-]|of \d|for )|^\s*(?:summe|gesamt|gesamtsumme|"
    r"total general|total général|totaal|totale|suma|итого|jumlah)\s*:?\s*$"
)
_LEGAL: Final = (
    r"(?i)^\W*(?:confidential information - do not distribute|copyright \(c\)|copyright ©|©\s?\d{4}|@\d{4} microsoft|"
    r".*salesforce\.com, inc|.*microsoft corporation)|^no data available\.?$|^no data$"
)
_FOOT: Final = 12
"""Records at a table's end looked at for footers."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is no row of the table, by its number in the file, and why."""

    row: int
    why: str


def _filled(names: list[str]) -> pl.Expr:
    return pl.sum_horizontal((pl.col(name).str.strip_chars().str.len_chars() > 0).fill_null(False) for name in names)


def sorted_out(body: pl.DataFrame, names: list[str], header: tuple[str, ...]) -> tuple[pl.DataFrame, list[LeftOut]]:
    """The records that are rows, and those that are not with the reason.

    `names` are the body's text columns in order, `header` the table's header as written.
    """
    again = pl.all_horizontal(
        pl.col(name).str.strip_chars().fill_null("") == written for name, written in zip(names, header, strict=False)
    )
    first = next((name for name in names), "")
    why = (
        pl.when(_filled(names) == 0)
        .then(pl.lit("blank line"))
        .when(again & (len(names) > 1))
        .then(pl.lit("the header again"))
        .when(_labels_total(names))
        .then(pl.lit("total"))
        .when((_filled(names) == 1) & pl.col(first).str.contains(_LEGAL))
        .then(pl.lit("footer"))
        .when((_filled(names) == 1) & pl.col(first).str.starts_with("#"))
        .then(pl.lit("comment"))
        .otherwise(None)
    )
    marked = body.with_columns(why.alias("__why")) if names else body.with_columns(pl.lit(None).alias("__why"))
    marked = _footers(marked, names)
    out = marked.filter(pl.col("__why").is_not_null()).select("__row", "__why")
    return (
        marked.filter(pl.col("__why").is_null()).drop("__why"),
        [LeftOut(row, why) for row, why in out.iter_rows()],
    )


def _labels_total(names: list[str]) -> pl.Expr:
    """A total names itself in one of the first cells and nothing else in the row looks like a name of something.

    Only the first filled cell of the first three is asked, so that a campaign called 'Total Wellness' stays.
    """
    return pl.coalesce(pl.col(name).replace("", None) for name in names[:3]).str.contains(TOTAL).fill_null(False)


def _footers(marked: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Lone first cells after the last real row are footers, in a table of three columns or more."""
    if len(names) < 3 or marked.is_empty():
        return marked
    foot = marked.tail(_FOOT).with_columns(_filled(names).alias("__n"))
    lone = 0
    for count, text, why in foot.select("__n", names[0], "__why").reverse().iter_rows():
        if why is None and not (count == 1 and text and not re.fullmatch(r"\d+", text.strip())):
            break
        lone += 1
    if lone == 0 or lone >= marked.height:
        return marked
    return marked.with_columns(
        pl.when(pl.col("__why").is_null() & (pl.int_range(pl.len()) >= marked.height - lone))
        .then(pl.lit("footer"))
        .otherwise("__why")
        .alias("__why")
    )
