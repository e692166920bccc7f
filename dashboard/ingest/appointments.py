"""What a booking calendar says of the lead behind each appointment."""

from __future__ import annotations

from typing import Final

import polars as pl

CANCELED: Final = "Canceled"
"""The status of an appointment that was called off, as profiles of calendars spell it."""


def as_appointments(known: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """Attended and lost in a calendar that only marks who did not come.

    Whoever's time had passed when the newest booking of the file was made, and who is not marked, came; of later
    appointments nothing is known. Who called off and has no other appointment in the file is lost; who has
    one moved it.
    """
    frame = pl.DataFrame(
        {
            name: known[name]
            for name in (
                "created_at", "consult_for", "consult_attended", "consult_attended_at", "status", "lost",
                "match_email", "match_phone",
            )
        }
    )  # fmt: skip
    called_off = (pl.col("status") == CANCELED).fill_null(False)
    person = pl.coalesce("match_email", "match_phone")
    kept = pl.when(person.is_null()).then(False).otherwise((~called_off).any().over(person))
    passed = (pl.col("consult_for") <= pl.col("created_at").max()).fill_null(False)
    came = pl.when(pl.col("consult_attended").is_null() & passed).then(True).otherwise("consult_attended")
    found = frame.select(
        came.alias("consult_attended"),
        pl.when(came.fill_null(False))
        .then(pl.coalesce("consult_attended_at", "consult_for"))
        .otherwise("consult_attended_at")
        .alias("consult_attended_at"),
        pl.when(called_off).then(pl.when(kept).then(None).otherwise(True)).otherwise("lost").alias("lost"),
    )
    return {name: found[name] for name in found.columns}
