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
_NOTE: Final = (
    r"(?i)^\W*(?:(?:data )?sources?|notes?|n\.?b\.?|footnotes?|contacts?|last updated|published|released|legend|key|"
    r"remarks?|disclaimer|methodology|quellen?|anmerkung(?:en)?|stand|fuente|notas?|fonte|bron|legenda|remarque|"
    r"prepared by|produced by|for (?:more|further) information)\s?\d{0,2}\s?[:=]"
    r"|^\s*(?:\*|†|‡|©|\(\w{1,2}\)|\[\w{1,2}\]|\d{1,2}[.)]\s)"
)
_FOOT: Final = 80
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
    reasons = body.filter(special).select("__row", why.alias("__why")).drop_nulls("__why").sort("__row")
    if reasons.is_empty():
        return body, []
    kept = body.filter(~pl.col("__row").is_in(reasons["__row"].implode()))
    return kept, [LeftOut(row, reason) for row, reason in reasons.iter_rows()]


def _labels_total(names: list[str]) -> pl.Expr:
    """A total names itself in one of the first cells and nothing else in the row looks like a name of something.

    Only the first filled cell of the first three is asked, so that a campaign called 'Total Wellness' stays.
    """
    return pl.coalesce(pl.col(name).replace("", None) for name in names[:3]).str.contains(TOTAL).fill_null(False)


def footers(body: pl.DataFrame, names: list[str], width: int) -> list[int]:
    """Numbers of the records after the last row that are notes: lone cells, and short records that begin as notes do.

    In a table of one or two columns a lone cell may be a row, so only what begins as a note and stands at the end
    counts. Blank lines, totals and other records that are sorted out anyway may stand among the notes.
    """
    text = pl.coalesce(pl.col(name).str.strip_chars().replace("", None) for name in names[:3])
    foot = body.tail(_FOOT).select(
        "__row",
        text.fill_null("").alias("__text"),
        _filled(names).alias("__n"),
        (_filled(names[:1]) == 1).alias("__first"),
        (_labels_total(names) | text.fill_null("").str.contains(_LEGAL + "|" + _EMPTY + "|^#")).alias("__out"),
    )
    found: list[int] = []
    for row, said, count, first, out in foot.reverse().iter_rows():
        if not count or (out and count == 1) or re.match(TOTAL, said):
            continue
        lone = count == 1 and first and width > 2 and not re.fullmatch(r"\d+", said)
        note = bool(re.match(_NOTE, said)) and count <= max(1, 0.6 * width)
        if not lone and not note:
            break
        found.append(row)
    return found if len(found) < body.height else []
