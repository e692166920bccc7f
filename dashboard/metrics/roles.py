"""Response and booking by the role of whoever answered first."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard import stages
from dashboard.metrics.intervals import wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import NEVER
from dashboard.metrics.responders import FEWEST, MIX_APART, median_of, mix_apart

ROLES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "role": pl.String,
    "leads": pl.Int64,
    "median_business_s": pl.Float64,
    "within_limit_business": pl.Float64,
    "converted": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "comparable": pl.Boolean,
    "others_median_business_s": pl.Float64,
    "others_rate": pl.Float64,
}
"""Columns of `responder_roles`. leads: those a person of the role answered first, spam, duplicates and tests apart; the
waits are theirs, in opening hours, and converted those of them that reached the stage. comparable: the role and all
others have 30 such leads each, of nearly the same channels and hours of arrival; others_...: theirs, null where they
are not to be compared, and converted null where no file tells of the stage."""


def responder_roles(leads: Slice, touches: pl.DataFrame, stage: str = "consult_booked") -> pl.DataFrame:
    """Leads by the role of their first responder, most leads first; no rows where no file tells roles.

    A person's role is the one most touches name, else the one most of their own leads do. Where no file says who
    answered, it is that of the lead's owner. `touches` are the workspace's current ones.
    """
    table = leads.table
    role = _roles(table, touches)
    rows = leads.rows()
    rows = rows[(table.genuine.codes[rows] == 1) & (table.answered_us[rows] != NEVER)]
    rows = rows[role.is_not_null().to_numpy()[rows]]
    held = role.to_numpy()[rows]
    wait, tells = table.response_seconds(business=True), table.tells(stage)
    booked = table.progress.furthest >= stages.position(stage)
    found = []
    for value in sorted(set(held.tolist())):
        own, others = rows[held == value], rows[held != value]
        comparable = min(len(own), len(others)) >= FEWEST and mix_apart(table, own, others) <= MIX_APART
        low, high = wilson(int(booked[own].sum()), len(own))
        timed = wait[own][wait[own] >= 0]
        found.append(
            {
                "role": value,
                "leads": len(own),
                "median_business_s": median_of(wait[own]),
                "within_limit_business": float((timed <= table.practice.response_limit_s).sum() / len(own)),
                "converted": int(booked[own].sum()) if tells else None,
                "rate": float(booked[own].mean()) if tells else None,
                "low": float(low) if tells else None,
                "high": float(high) if tells else None,
                "comparable": comparable,
                "others_median_business_s": median_of(wait[others]) if comparable else None,
                "others_rate": float(booked[others].mean()) if comparable and tells else None,
            }
        )
    return pl.DataFrame(found, schema=ROLES, orient="row").sort("leads", descending=True, maintain_order=True)


def _roles(table: LeadTable, touches: pl.DataFrame) -> pl.Series:
    """Per lead the role of whoever answered it first; null where nobody can tell."""
    person = table.leads["first_response_by"]
    if person.null_count() == table.size:
        return table.leads["owner_role"]
    own = table.leads.select(person="owner", role="owner_role").with_columns(source=pl.lit(1))
    of_touches = touches.select(person="by", role="role").with_columns(source=pl.lit(0))
    known = (
        pl.concat([of_touches, own])
        .drop_nulls()
        .group_by("person", "role", "source")
        .len()
        .sort("source", -pl.col("len").cast(pl.Int64), "role")
        .unique("person", keep="first", maintain_order=True)
    )
    return pl.DataFrame({"person": person}).join(known, on="person", how="left", maintain_order="left")["role"]
