"""What a call log says of the lead behind each call."""

from __future__ import annotations

import polars as pl

from dashboard.practice import Practice


def as_calls(known: dict[str, pl.Series], practice: Practice) -> dict[str, pl.Series]:
    """An answered call longer than the agreed length is a two-way contact and its own first response, by a person."""
    frame = pl.DataFrame(
        {
            name: known[name]
            for name in ("created_at", "call_answered", "call_duration_s", "reached", "reached_at", "owner")
        }
    )
    spoke = (pl.col("call_answered") & (pl.col("call_duration_s") > practice.real_call_s)).fill_null(False)
    found = frame.select(
        pl.when(spoke).then(True).otherwise("reached").alias("reached"),
        pl.when(spoke).then("created_at").otherwise("reached_at").alias("reached_at"),
        pl.when(spoke).then("created_at").alias("first_response_at"),
        pl.when(spoke).then(pl.lit("human")).alias("first_response_kind"),
        pl.when(spoke).then("owner").alias("first_response_by"),
    )
    return {name: found[name] for name in found.columns}
