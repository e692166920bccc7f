"""Which rows speak of the same lead.

A row's own identity is the system it came from and its lead id (reading makes one for a file
without). From there two things join: a fill-in file that names no system joins the one system that
knows its lead ids, and one person's inquiry recorded by two systems within a day is one lead.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

from dashboard.store.newest import IS_INQUIRY, newest_known

SAME_INQUIRY: Final = timedelta(days=1)
"""Two systems that record one person within this time record one inquiry; it outlasts a misread time zone."""


def with_lead(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `known_as` (the row's own identity) and `lead` (the lead it belongs to), both u64.

    Neither depends on the order of rows or imports, only on what the rows say.
    """
    rows = _with_own_system(rows).with_columns(known_as=pl.concat_str("system", "lead_id", separator="\x1f").hash())
    if rows["system"].n_unique() < 2:
        return rows.with_columns(lead=pl.col("known_as"))
    inquiries = newest_known(rows, "known_as", ("system", "created_at", "match_phone", "match_email"))
    return rows.join(_one_person(inquiries), on="known_as", how="left", maintain_order="left").with_columns(
        lead=pl.coalesce("lead", "known_as")
    )


def _with_own_system(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of an undated lead without a system take over the one system that has a dated lead of that id.

    The other way round as well: a system's undated rows join the dated lead of a file without a system.
    """
    rows = rows.with_columns(pl.col("system").fill_null(""))
    leads = rows.filter(pl.col("lead_id").is_not_null()).group_by("lead_id", "system").agg(dated=IS_INQUIRY.any())
    homes = (
        leads.filter("dated")
        .group_by("lead_id")
        .agg(pl.col("system").filter(pl.col("system") != ""), nameless=(pl.col("system") == "").any())
        .select(
            "lead_id", "nameless", only=pl.when(pl.col("system").list.len() == 1).then(pl.col("system").list.first())
        )
    )
    adopted = (
        leads.filter(~pl.col("dated"))
        .join(homes, on="lead_id")
        .select(
            "lead_id",
            "system",
            adopts=pl.when((pl.col("system") == "") & ~pl.col("nameless"))
            .then("only")
            .when((pl.col("system") != "") & pl.col("nameless") & pl.col("only").is_null())
            .then(pl.lit("")),
        )
        .drop_nulls("adopts")
    )
    if adopted.is_empty():
        return rows
    return (
        rows.join(adopted, on=["lead_id", "system"], how="left", maintain_order="left")
        .with_columns(system=pl.coalesce("adopts", "system"))
        .drop("adopts")
    )


def _one_person(inquiries: pl.DataFrame) -> pl.DataFrame:
    """For each inquiry that other systems have recorded too: `known_as` and the common `lead`."""
    dated = inquiries.filter(pl.col("created_at").is_not_null())
    pairs = pl.concat([_alike(dated, "match_phone"), _alike(dated, "match_email")])
    leads = pairs.select("known_as", lead="known_as").unique().sort("known_as")
    while True:
        smallest = (
            pairs.join(leads, on="known_as")
            .join(pairs.join(leads, on="known_as").group_by("alike").agg(least=pl.col("lead").min()), on="alike")
            .group_by("known_as")
            .agg(lead=pl.col("least").min())
            .sort("known_as")
        )
        if smallest.equals(leads):
            return leads
        leads = smallest


def _alike(dated: pl.DataFrame, match: str) -> pl.DataFrame:
    """Inquiries of different systems by one person within SAME_INQUIRY: `known_as`, and equal `alike`.

    The first of one system goes with the first of the other, the second with the second: what one
    system counts as two inquiries stays two.
    """
    people = dated.filter(pl.col(match).is_not_null()).with_columns(person=pl.col(match).hash())
    widely_known = people.group_by("person").agg(pl.col("system").min() != pl.col("system").max()).filter("system")
    visits = (
        people.join(widely_known, on="person", how="semi")
        .sort("person", "created_at", "known_as")
        .with_columns(
            visit=(pl.col("person").ne_missing(pl.col("person").shift()) | (pl.col("created_at").diff() > SAME_INQUIRY))
            .fill_null(value=False)
            .cum_sum()
        )
        .sort("visit", "system", "created_at", "known_as")
    )
    turn = pl.struct("visit", "system")
    here = pl.int_range(pl.len())
    placed = visits.with_columns(
        place=here - pl.when(turn.ne_missing(turn.shift())).then(here).forward_fill(),
    ).select("known_as", alike=pl.struct(pl.lit(match), "visit", "place").hash())
    return placed.filter(pl.col("alike").is_duplicated())
