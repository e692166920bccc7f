"""Response and booking by the role of whoever answered first."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.dimensions import Dimension, coded
from dashboard.metrics.intervals import wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.ownership import answered
from dashboard.metrics.responders import FEWEST, MIX, MIX_APART, mixes_apart
from dashboard.metrics.response import within_limit
from dashboard.metrics.tally import Choice

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


@once
def responder_roles(leads: Slice, touches: pl.DataFrame, stage: str = "consult_booked") -> pl.DataFrame:
    """Leads by the role of their first responder, most leads first; no rows where no file tells roles.

    A person's role is the one most touches name, else the one most of their own leads do. Where no file says who
    answered, it is that of the lead's owner. `touches` are the workspace's current ones.
    """
    table = leads.table
    role = table.kept("roles", lambda: _roles(table, touches), of=touches)
    only = (*leads.genuine, Choice(answered(table), np.array([False, True])))
    tells, wait = table.tells(stage), table.business_response
    reached = leads.counts(role.axis, table.furthest, only=only)
    own_leads, booked = reached.sum(axis=1), reached[:, stages.position(stage) :].sum(axis=1)
    inside = leads.counts(role.axis, within_limit(table, business=True), only=only)[:, 1]
    mix = leads.counts(role.axis, *(table.dimension(name).axis for name in MIX), only=only)
    mix = mix.reshape(len(role.values), -1)
    median = leads.quantiles(wait, (0.5,), role.axis, only=only)[:, 0]
    known = np.array([value is not None for value in role.values])
    found = []
    for code, value in enumerate(role.values):
        if value is None or not own_leads[code]:
            continue
        others = known & (np.arange(len(known)) != code)
        rest, rest_booked = int(own_leads[others].sum()), int(booked[others].sum())
        enough = min(int(own_leads[code]), rest) >= FEWEST
        comparable = enough and mixes_apart(mix[code], mix[others].sum(axis=0)) <= MIX_APART
        low, high = wilson(int(booked[code]), int(own_leads[code]))
        found.append(
            {
                "role": value,
                "leads": int(own_leads[code]),
                "median_business_s": median[code],
                "within_limit_business": float(inside[code] / own_leads[code]),
                "converted": int(booked[code]) if tells else None,
                "rate": float(booked[code] / own_leads[code]) if tells else None,
                "low": float(low) if tells else None,
                "high": float(high) if tells else None,
                "comparable": comparable,
                "others_median_business_s": leads.quantiles(wait, (0.5,), only=(*only, Choice(role.axis, others)))[0, 0]
                if comparable
                else None,
                "others_rate": rest_booked / rest if comparable and tells else None,
            }
        )
    answer = pl.DataFrame(found, schema=ROLES, orient="row").fill_nan(None)
    return answer.sort("leads", descending=True, maintain_order=True)


def _roles(table: LeadTable, touches: pl.DataFrame) -> Dimension:
    """The role of whoever answered a lead first, in the order of the alphabet; None where nobody can tell."""
    person, owner, said = (table.dimension(name) for name in ("first_response_by", "owner", "owner_role"))
    if person.values == (None,):
        told: list[str | None] = list(said.values)
        codes = said.axis.codes
    else:
        places = np.nonzero(table.slice(Filters()).counts(owner.axis, said.axis))
        counted = table.slice(Filters()).counts(owner.axis, said.axis)[places]
        own = pl.DataFrame(
            {
                "person": [owner.values[place] for place in places[0]],
                "role": [said.values[place] for place in places[1]],
                "len": counted,
            },
            schema={"person": pl.String, "role": pl.String, "len": pl.Int64},
        )
        of_touches = touches.group_by(person="by", role="role").agg(len=pl.len().cast(pl.Int64))
        known = (
            pl.concat([of_touches.with_columns(source=0), own.with_columns(source=1)])
            .drop_nulls()
            .sort("source", -pl.col("len"), "role")
            .unique("person", keep="first", maintain_order=True)
        )
        of_person: dict[str, str] = dict(known.select("person", "role").iter_rows())
        told = [of_person.get(name) if name is not None else None for name in person.values]
        codes = person.axis.codes
    values = sorted({value for value in told if value is not None})
    place_of = np.array([values.index(value) if value is not None else len(values) for value in told])
    return coded("first responder's role", (*values, None), place_of[codes])
