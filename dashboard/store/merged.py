"""Leads that several records speak of: how they arrived, and what each record was as a touch."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.store.newest import newest_known
from dashboard.store.people import MADE_NUMBER, SAME_MOMENT

_ARRIVED: Final = (
    "channel", "source", "medium", "campaign", "campaign_id", "ad", "landing_page", "inbox",
)  # fmt: skip
"""What brought a lead: its first inquiry tells, a repeat only where that says nothing."""
BROUGHT_BY: Final = ("source", "medium", "campaign")
"""What a touch that was an inquiry of its own keeps of what brought it."""
_EARLIEST: Final = ("first_attempt_at", "reached_at")
_RESPONSE: Final = ("first_response_at", "first_response_by", "first_response_kind")
_CALL: Final = ("call_answered", "call_duration_s")
_TOUCH_KINDS: Final = {"call": "call", "text": "text", "email": "email", "walk_in": "visit"}


def records_of(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """The newest known of these fields for each dated record of leads that have several, first inquiry first."""
    several = rows.filter(pl.col("known_as") != pl.col("lead")).select("lead").unique()
    return (
        newest_known(rows.join(several, on="lead", how="semi"), "known_as", ("lead", "created_at", *names))
        .filter(pl.col("created_at").is_not_null())
        .sort("lead", "created_at", "known_as")
    )


def arrived(leads: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The leads as their first inquiry brought them.

    A lead arrived when the first of its records says so, and keeps the number of the first that has one of its
    own. Where one system has it twice or a record came more than a day later, the first inquiry tells what brought
    the lead, the earliest human answer is the first response, a form or an answered call among several makes a
    real lead, and a lead is not real only when every record says so.
    """
    names = (*_ARRIVED, *_EARLIEST, *_RESPONSE, *_CALL, "is_real")
    known = tuple(name for name in names if not rows[name].is_null().all())
    records = records_of(rows, ("lead_id", "system", *known))
    if records.is_empty():
        return leads
    records = records.with_columns(
        pl.lit(None, leads.schema[name]).alias(name) for name in names if name not in records.columns
    ).with_columns(first=pl.col("created_at").first().over("lead"))
    made = pl.col("lead_id").str.starts_with(MADE_NUMBER)
    begins = (
        records.sort("lead", made, "created_at", "known_as")
        .group_by("lead", maintain_order=True)
        .agg(pl.col("first", "lead_id", "system").first())
        .rename({"first": "created_at"})
    )
    repeats = (records["created_at"] > records["first"] + SAME_MOMENT).alias("repeat")
    twice = pl.len() > pl.col("system").n_unique()
    repeated = records.with_columns(repeats).filter((pl.col("repeat").any() | twice).over("lead"))
    opening = newest_known(
        rows.join(repeated.filter(~pl.col("repeat")).select("known_as"), on="known_as", how="semi"), "lead", _ARRIVED
    )
    auto = pl.col("first_response_kind").eq_missing("auto")
    answered = repeated.filter(pl.col("first_response_at").is_not_null()).sort("lead", auto, "first_response_at")
    responses = answered.group_by("lead", maintain_order=True).agg(pl.col(name).first() for name in _RESPONSE)
    written = (pl.col("channel") != "call").any()
    together = repeated.group_by("lead").agg(
        *(pl.col(name).min() for name in _EARLIEST),
        call_answered=pl.when(written & ~pl.col("call_answered").any())
        .then(None)
        .otherwise(pl.col("call_answered").max()),
        call_duration_s=pl.when(written)
        .then(None)
        .otherwise(
            pl.coalesce(
                pl.col("call_duration_s").filter(pl.col("call_answered")).max(), pl.col("call_duration_s").max()
            )
        ),
        is_real=pl.when(pl.col("is_real").any())
        .then(True)
        .when(pl.col("is_real").is_null().any())
        .then(None)
        .otherwise(pl.col("is_real").max()),
    )
    for told, keeps in ((begins, True), (opening, True), (responses, True), (together, False)):
        leads = _replaced(leads, told, keeps=keeps)
    return leads


def _replaced(leads: pl.DataFrame, told: pl.DataFrame, *, keeps: bool) -> pl.DataFrame:
    """The leads with what is told of some; where that is unknown, their own value stays if `keeps`."""
    names = [name for name in told.columns if name != "lead"]
    joined = leads.join(
        told.with_columns(told=pl.lit(value=True)), on="lead", how="left", suffix="_told", maintain_order="left"
    )
    known = pl.col("told").fill_null(value=False)
    return joined.with_columns(
        pl.when(known & (pl.col(f"{name}_told").is_not_null() if keeps else pl.lit(value=True)))
        .then(f"{name}_told")
        .otherwise(name)
        .alias(name)
        for name in names
    ).select(leads.columns)


def as_touches(rows: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """A touch for each record of leads that have several, under the lead's own number.

    It says when, how, from where, and what came of it.

    `rows` are all rows with their lead, `leads` the current ones. A form has no kind of its own.
    """
    names = ("channel", "call_answered", "call_duration_s", "inbox", "owner", "owner_role", *BROUGHT_BY)
    several = rows.filter(pl.col("known_as") != pl.col("lead")).select("lead").unique()
    of = rows.join(several, on="lead", how="semi")
    records = newest_known(of, "known_as", ("lead", "created_at", *names), ("import_id", "file", "row"))
    called = pl.col("channel") == "call"
    return (
        records.filter(pl.col("created_at").is_not_null())
        .join(leads.select("lead", "lead_id", "system"), on="lead")
        .sort("created_at", "known_as")
        .select(
            "lead_id",
            "system",
            "import_id",
            "file",
            "row",
            "inbox",
            *BROUGHT_BY,
            at="created_at",
            by=pl.when(pl.col("call_answered")).then("owner"),
            role=pl.when(pl.col("call_answered")).then("owner_role"),
            direction=pl.lit("in"),
            kind=pl.col("channel").replace_strict(_TOUCH_KINDS, default=None, return_dtype=pl.String),
            outcome=pl.when(called & pl.col("call_answered"))
            .then(pl.lit("reached"))
            .when(called & ~pl.col("call_answered"))
            .then(pl.lit("no_answer")),
            duration_s="call_duration_s",
        )
    )
