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
    r".*salesforce\.com, inc|.*microsoft corporation)"
)
_EMPTY: Final = r"(?i)^no data(?: available)?\.?$"
NO_DATA: Final = "says that there is no data"
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
    if not names:
        return body, []
    # only rows whose first cell is blank or says something special are looked at closely
    first = pl.col(names[0])
    special = (
        first.is_null()
        | first.str.contains(r"^\s*$|^\s*#")
        | (first.str.strip_chars() == (header[0] if header else ""))
        | first.str.contains(_LEGAL)
        | first.str.contains(_EMPTY)
        | _labels_total(names)
    )
    again = pl.all_horizontal(
        pl.col(name).str.strip_chars().fill_null("") == written for name, written in zip(names, header, strict=False)
    )
    why = (
        pl.when(_filled(names) == 0)
        .then(pl.lit("blank line"))
        .when(again & (len(names) > 1))
        .then(pl.lit("the header again"))
        .when(_labels_total(names))
        .then(pl.lit("total"))
        .when((_filled(names) == 1) & first.str.contains(_LEGAL))
        .then(pl.lit("footer"))
        .when((_filled(names) == 1) & first.str.contains(_EMPTY))
        .then(pl.lit(NO_DATA))
        .when((_filled(names) == 1) & first.str.starts_with("#"))
        .then(pl.lit("comment"))
    )
    reasons = body.filter(special).select("__row", why.alias("__why")).drop_nulls("__why")
    reasons = pl.concat([reasons, _footers(body, names, set(reasons["__row"]))]).sort("__row")
    if reasons.is_empty():
        return body, []
    kept = body.filter(~pl.col("__row").is_in(reasons["__row"].implode()))
    return kept, [LeftOut(row, reason) for row, reason in reasons.iter_rows()]


def _labels_total(names: list[str]) -> pl.Expr:
    """A total names itself in one of the first cells and nothing else in the row looks like a name of something.

    Only the first filled cell of the first three is asked, so that a campaign called 'Total Wellness' stays.
    """
    return pl.coalesce(pl.col(name).replace("", None) for name in names[:3]).str.contains(TOTAL).fill_null(False)


def _footers(body: pl.DataFrame, names: list[str], out: set[int]) -> pl.DataFrame:
    """Lone first cells after the last real row are footers, in a table of three columns or more."""
    found: list[int] = []
    if len(names) >= 3:
        foot = body.tail(_FOOT).select("__row", names[0], _filled(names).alias("__n"))
        for row, text, count in foot.reverse().iter_rows():
            if row in out:
                continue
            if count != 1 or not text or re.fullmatch(r"\d+", text.strip()):
                break
            found.append(row)
    found = [] if len(found) + len(out) >= body.height else found
    return pl.DataFrame(
        {"__row": found, "__why": ["footer"] * len(found)}, schema={"__row": pl.Int64, "__why": pl.String}
    )
