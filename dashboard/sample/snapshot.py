"""The same leads as the CRM knew them at an earlier moment: nothing that came later, and the status of then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import polars as pl

from dashboard.sample.outcomes import BAD_TIMING

_HAPPENED: Final = (
    "first_response_at",
    "reached_at",
    "qualified_at",
    "consult_booked_at",
    "consult_attended_at",
    "procedure_booked_at",
    "lost_at",
)
IN_CRM: Final = (pl.col("channel") != "call") | pl.col("reached_at").is_not_null() | pl.col("is_real").is_not_null()
"""Who has a record in the CRM; those who only ever rang are known to the phone system alone."""
CALL_STATUSES: Final = ("Missed Call", "Answered Call")
"""The phone system's words."""
_QUIET_HOURS: Final = 12


def known_at(leads: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """The leads that had arrived by then, with what had happened by then.

    Money is known once the consult took place, the appointment once it is booked. Looking back
    from a later snapshot gives the same as looking back from the whole story.
    """
    now = pl.lit(moment.astimezone(UTC))
    arrived = leads.lazy().filter(pl.col("created_at") < now)
    return (
        arrived.with_columns(_so_far(now))
        .with_columns(
            first_response_by=pl.when(pl.col("first_response_at").is_not_null()).then("first_response_by"),
            first_response_kind=pl.when(pl.col("first_response_at").is_not_null()).then("first_response_kind"),
            consult_for=pl.when(pl.col("consult_booked_at").is_not_null()).then("consult_for"),
            value=pl.when(pl.col("consult_attended_at").is_not_null()).then("value"),
            currency=pl.when(pl.col("consult_attended_at").is_not_null()).then("currency"),
            lost_reason=pl.when(pl.col("lost_at").is_not_null()).then("lost_reason"),
            is_real=pl.when(pl.col("lost_at").is_not_null()).then("is_real"),
        )
        .with_columns(
            attempts=_attempts(now),
            handoffs=pl.when(pl.col("first_attempt_at").is_not_null()).then("handoffs").otherwise(0),
            lost_at=pl.when(IN_CRM).then("lost_at"),
            lost_reason=pl.when(IN_CRM).then("lost_reason"),
        )
        .with_columns(last_activity_at=_last_activity(), status=_status(now))
        .with_columns(next_step_at=_next_step(now))
        .select(leads.columns)
        .collect()
    )


def _so_far(now: pl.Expr) -> list[pl.Expr]:
    return [pl.when(pl.col(name) < now).then(name) for name in (*_HAPPENED, "first_attempt_at")]


def _attempts(now: pl.Expr) -> pl.Expr:
    """A lead not yet reached has been tried at most twice a day so far."""
    since = (now - pl.col("first_attempt_at")).dt.total_hours() // _QUIET_HOURS
    return (
        pl.when(pl.col("first_attempt_at").is_null())
        .then(0)
        .when(pl.col("reached_at").is_not_null())
        .then("attempts")
        .otherwise(pl.min_horizontal("attempts", 1 + since))
        .cast(pl.Int64)
    )


def _last_activity() -> pl.Expr:
    tries = pl.col("first_attempt_at") + pl.duration(hours=(pl.col("attempts") - 1).clip(0) * _QUIET_HOURS)
    in_vain = pl.when(pl.col("reached_at").is_null()).then(tries)
    return pl.max_horizontal("created_at", "first_attempt_at", *_HAPPENED, in_vain)


def _status(now: pl.Expr) -> pl.Expr:
    """The CRM's word for where the lead stands."""
    return (
        pl.when(~IN_CRM)
        .then(pl.when("call_answered").then(pl.lit("Answered Call")).otherwise(pl.lit("Missed Call")))
        .when(~pl.col("is_real"))
        .then("lost_reason")
        .when(pl.col("procedure_booked_at").is_not_null())
        .then(pl.lit("Surgery booked"))
        .when(pl.col("lost_at").is_not_null() & pl.col("lost_reason").is_in(BAD_TIMING))
        .then(pl.lit("Bad Timing"))
        .when(pl.col("lost_at").is_not_null() & pl.col("reached_at").is_not_null() & pl.col("qualified_at").is_null())
        .then(pl.lit("Unqualified"))
        .when(pl.col("lost_at").is_not_null())
        .then(pl.lit("Lost"))
        .when(pl.col("consult_attended_at").is_not_null())
        .then(pl.lit("Consulted"))
        .when(pl.col("consult_for") < now)
        .then(pl.lit("No Show"))
        .when(pl.col("consult_booked_at").is_not_null())
        .then(pl.lit("Consult scheduled"))
        .when(pl.col("qualified_at").is_not_null())
        .then(pl.lit("Qualified"))
        .when(pl.col("reached_at").is_not_null())
        .then(pl.lit("Connected"))
        .when(pl.col("first_attempt_at").is_not_null())
        .then(pl.lit("Attempted to Contact"))
        .otherwise(pl.lit("New"))
    )


def _next_step(now: pl.Expr) -> pl.Expr:
    """The appointment while it lies ahead; else for some six in ten open leads a follow-up, maybe overdue."""
    draw = pl.col("created_at").dt.epoch("s") * 7919 // 60 % 100
    open_lead = IN_CRM & pl.col("lost_at").is_null() & pl.col("procedure_booked_at").is_null()
    return (
        pl.when(open_lead & (pl.col("consult_for") >= now))
        .then("consult_for")
        .when(open_lead & (draw < 60) & pl.col("first_attempt_at").is_not_null())
        .then(pl.col("last_activity_at").dt.truncate("1h") + pl.duration(days=1 + draw % 13))
    )
