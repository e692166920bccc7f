"""A lead's own number: the file's, or one made from what does not change between two exports."""

from __future__ import annotations

import hashlib
from typing import Final

import polars as pl

from dashboard.ingest.cells import EMAIL, TWO_WORDS
from dashboard.ingest.conversion import Sheet, later
from dashboard.ingest.matching import keyed

_DAMAGED: Final = r"^\d(?:[.,]\d+)?[eE]\+?\d+$"
_PHONE: Final = r"^(?:\+\d[\d\s().-]{7,}|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})$"
_LASTING: Final = (
    "created_at", "period_start", "source", "campaign", "channel", "call_duration_s", "match_email", "match_phone",
)  # fmt: skip
"""What makes up a made number: what a lead arrives with and later exports repeat."""


def identified(sheet: Sheet, known: dict[str, pl.Series], match_key: bytes) -> pl.Series:
    """Each row's lead id; rows whose id is blank or damaged are rejected."""
    column = sheet.column("lead_id")
    if column is None:
        return _made(known)
    cells = sheet.cells(column)
    damaged = cells.str.contains(_DAMAGED).fill_null(False)
    sheet.problems.add(
        sheet.rows, damaged, column.header, cells, "A spreadsheet damaged this number.",
        "Export the file again and do not open it in a spreadsheet before uploading.", rejects=True,
    )  # fmt: skip
    sheet.problems.add(
        sheet.rows,
        cells.is_null(),
        column.header,
        None,
        "The row has no lead number.",
        "Fill in the number.",
        rejects=True,
    )
    if sheet.profile and sheet.profile.system == "salesforce":
        # reports write 15 letters, which tell capitals apart; the other three only check them
        cells = cells.str.replace(r"^([A-Za-z0-9]{15})[A-Z0-5]{3}$", "$1")
    return _cleaned(cells, match_key)


def _cleaned(cells: pl.Series, match_key: bytes) -> pl.Series:
    """Ids without type prefix and a float's tail, the first of a list.

    Where an address, a phone number or a name serves as id, its keyed hash takes its place.
    """
    if not cells.str.contains(r"[^\w-]").any():
        return cells
    plain = cells.str.replace(r"^l:(\d)", "$1").str.replace(r"^(\d+)\.0+$", "$1").str.replace(r"^(\d+);.*$", "$1")
    personal = plain.str.contains(EMAIL) | plain.str.contains(_PHONE) | plain.str.contains(TWO_WORDS)
    if not personal.any():
        return plain
    table = pl.DataFrame({"id": plain, "personal": personal})
    named = table.select(pl.when("personal").then(pl.col("id").str.to_lowercase()))["id"]
    return later("id-" + keyed(named, match_key, ""), plain)


def _made(known: dict[str, pl.Series]) -> pl.Series:
    """Ids from the lasting fields and, where several rows share them, the how-manieth such row it is."""
    parts = pl.DataFrame({name: known[name].cast(pl.String) for name in _LASTING})
    joined = parts.select(pl.concat_str(pl.all().fill_null(""), separator="\x1f").alias("x"))
    counted = joined.select(pl.col("x") + "\x1f" + pl.int_range(pl.len()).over("x").cast(pl.String))["x"]
    made = ["row-" + hashlib.blake2b(row.encode(), digest_size=10).hexdigest() for row in counted.to_list()]
    return pl.Series(made, dtype=pl.String)
