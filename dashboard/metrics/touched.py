"""What single calls and messages tell about the leads they belong to.

A lead's own columns stay what its system says; touches fill in what these leave open, and an earlier
moment or a higher number in them counts. Automatic messages are neither a try nor an answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import polars as pl

_EARLIER: Final = ("first_attempt_at", "reached_at")
_MORE: Final = ("attempts", "handoffs")
_ANSWER: Final = ("first_response_at", "first_response_by", "first_response_kind")

AUTOMATIC: Final = ((pl.col("kind") == "system") | (pl.col("outcome") == "auto")).fill_null(value=False)
"""A message no person sent."""
_OUT: Final = (pl.col("direction") == "out").fill_null(value=False)
_IN: Final = (pl.col("direction") == "in").fill_null(value=False)
_CALL: Final = (pl.col("kind") == "call").fill_null(value=False)
_SPOKE: Final = (pl.col("outcome") == "reached").fill_null(value=False)
_BOUNCED: Final = (pl.col("outcome") == "bounced").fill_null(value=False)

TRIED: Final = _OUT & ~AUTOMATIC
"""A try to get hold of the lead, whatever came of it."""
ANSWERED: Final = ~AUTOMATIC & pl.when(_CALL).then(_SPOKE).otherwise(_OUT & ~_BOUNCED)
"""An answer by a person: a message sent, or a call in which the two spoke. A call nobody took is a try only."""


def with_touches(
    leads: pl.DataFrame, touches: pl.DataFrame, upto: datetime | None = None, *, handed: bool | None = None
) -> pl.DataFrame:
    """The leads (stored columns) with what touches (stored columns) up to a moment add to them.

    first_attempt_at and reached_at: the earlier of what the lead and its touches say; a first attempt of the lead's
    own at the moment of its automatic reply is that reply. attempts and handoffs: the greater. Tries count up to the
    one that reached the lead, and are unknown without any; hand-offs are touches that name whom the lead went to,
    known only where any touch does. first_response_*: the earlier human answer; an automatic one only where no person
    answered. last_activity_at: the later. A lead is reached once the two spoke, or once it wrote or called back after
    a person's message to it. inbox: the lead's own, else the first its touches name. Rows and columns stay.

    Of a part of the touches, `handed` says whether any of all names whom a lead went to.
    """
    if handed is None:
        handed = touches["handed_to"].null_count() < touches.height
    told = _told(_of_leads(leads, touches, upto), handed=handed)
    if told.is_empty():
        return leads
    joined = leads.with_row_index("place").join(told, on="place", how="left", suffix="_told", maintain_order="left")
    known = {name: pl.col(f"{name}_told") for name in (*_EARLIER, *_MORE, *_ANSWER, "last_activity_at")}
    own_auto = (pl.col("first_response_kind") == "auto").fill_null(value=False)
    told_auto = (known["first_response_kind"] == "auto").fill_null(value=False)
    own, other = pl.col("first_response_at"), known["first_response_at"]
    # what a system calls its first try may be its own reply
    machine = (own_auto & (pl.col("first_attempt_at") == own)).fill_null(value=False)
    takes = (
        other.is_not_null() & (own.is_null() | (own_auto & ~told_auto) | ((own_auto == told_auto) & (other < own)))
    ).fill_null(value=False)
    reached = pl.col("reached") | known["reached_at"].is_not_null()
    return joined.with_columns(
        *(pl.max_horizontal(name, known[name]).alias(name) for name in (*_MORE, "last_activity_at")),
        *(pl.when(takes).then(known[name]).otherwise(name).alias(name) for name in _ANSWER),
        first_attempt_at=pl.min_horizontal(pl.when(~machine).then("first_attempt_at"), known["first_attempt_at"]),
        reached_at=pl.min_horizontal("reached_at", known["reached_at"]),
        reached=pl.when(known["reached_at"].is_not_null()).then(True).otherwise(reached),
        inbox=pl.coalesce("inbox", "inbox_told"),
    ).select(leads.columns)


def _of_leads(leads: pl.DataFrame, touches: pl.DataFrame, upto: datetime | None) -> pl.DataFrame:
    """Touches with the place of their lead, by number and system; by number alone where one lead has it."""
    past = touches.lazy().filter(pl.lit(value=True) if upto is None else pl.col("at") <= upto)
    numbered = leads.lazy().with_row_index("place").select("place", "lead_id", pl.col("system").fill_null(""))
    past = past.with_columns(pl.col("system").fill_null(""))
    exact = past.join(numbered, on=["lead_id", "system"], how="left")
    alone = numbered.filter(pl.len().over("lead_id") == 1).select("lead_id", only="place")
    return (
        exact.join(alone, on="lead_id", how="left")
        .with_columns(place=pl.coalesce("place", "only"))
        .drop_nulls("place")
        .collect()
    )


def _told(touches: pl.DataFrame, *, handed: bool) -> pl.DataFrame:
    """One row a lead with touches: `place` and what they tell."""
    at = pl.col("at")
    wrote = at.filter(ANSWERED & _OUT).min().over("place")
    back = _IN & ~AUTOMATIC & (~_CALL | pl.col("outcome").is_null()) & (at > wrote)
    reached = touches.with_columns(
        reached_at=pl.when(~AUTOMATIC & (_SPOKE | back.fill_null(value=False))).then(at).min().over("place")
    )
    upto = pl.col("reached_at").is_null() | (at <= pl.col("reached_at"))
    by = pl.col("by").sort_by("at")
    return reached.group_by("place").agg(
        pl.col("reached_at").first(),
        first_attempt_at=at.filter(TRIED).min(),
        attempts=pl.when(TRIED.any()).then((TRIED & upto).sum().cast(pl.Int64)),
        handoffs=pl.col("handed_to").is_not_null().sum().cast(pl.Int64) if handed else pl.lit(None, pl.Int64),
        first_response_at=pl.coalesce(at.filter(ANSWERED).min(), at.filter(_OUT & AUTOMATIC).min()),
        first_response_by=by.filter(ANSWERED.sort_by("at")).first(),
        first_response_kind=pl.when(ANSWERED.any())
        .then(pl.lit("human"))
        .when((_OUT & AUTOMATIC).any())
        .then(pl.lit("auto")),
        last_activity_at=at.max(),
        inbox=pl.col("inbox").sort_by("at").drop_nulls().first(),
    )
