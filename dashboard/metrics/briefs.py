"""What came of the leads that arrived under each version of a campaign's brief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.spend import folded

IN_USE: Final = {
    "brief": pl.Int64,
    "version": pl.Int64,
    "campaign": pl.String,
    "since": pl.Date,
    "until": pl.Date,
}
"""Columns of `in_use`: a version and the days counselors worked by it, `until` not included, null: open."""
BRIEFS: Final = IN_USE | {
    "leads": pl.Int64,
    "real": pl.Int64,
    "reached": pl.Int64,
    "qualified": pl.Int64,
    "consult_booked": pl.Int64,
    "booked_share": pl.Float64,
}
"""Columns of `brief_leads`. real to consult_booked are null where the data cannot tell; booked_share: consults
booked of the real leads."""


def in_use(versions: pl.DataFrame) -> pl.DataFrame:
    """The days of each version: from the day it is used until the next version's, within the campaign's own dates.

    `versions` has brief, version, campaign, used_from, starts, ends (the last day, included); of two versions
    for one day the later counts. A version that never came to be used has no row.
    """
    after = pl.col("ends").dt.offset_by("1d")
    replaced = pl.col("used_from").shift(-1).over("brief", order_by="version")
    # a version that is to be used before the one it replaces takes that one's days from its own start on
    replaced = replaced.reverse().cum_min().reverse().over("brief", order_by="version")
    return (
        versions.with_columns(
            since=pl.max_horizontal("used_from", "starts"),
            until=pl.min_horizontal(replaced, after),
        )
        .filter(pl.col("until").is_null() | (pl.col("since") < pl.col("until")))
        .select(pl.col(name).cast(kind) for name, kind in IN_USE.items())
        .sort("brief", "version")
    )


def brief_leads(table: LeadTable, versions: pl.DataFrame) -> pl.DataFrame:
    """The leads of each version's campaign that inquired while it was in use; `versions` as for `in_use`."""
    return pl.DataFrame([*_counted(table, in_use(versions))], schema=BRIEFS, orient="row")


def _counted(table: LeadTable, used: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    held = pl.DataFrame({"name": table.values("campaign")}, schema={"name": pl.String}).drop_nulls()
    spelt = dict(held.group_by(key=folded(pl.col("name"))).agg("name").iter_rows())
    for (brief, version, campaign, since, until), key in zip(
        used.iter_rows(), used.select(folded(pl.col("campaign"))).to_series(), strict=True
    ):
        own = spelt.get(key)
        if not own:
            counts = [0] * len(stages.NAMES)
        else:
            leads = table.slice(Filters.of(since, until, {"campaign": own}))
            counts = leads.counts(table.furthest)[::-1].cumsum()[::-1].tolist()
        told = [count if name in table.stages else None for name, count in zip(stages.NAMES, counts, strict=True)]
        _, real, reached, qualified, booked, *_ = told
        rate = booked / real if real and booked is not None else None
        yield brief, version, campaign, since, until, counts[0], real, reached, qualified, booked, rate


def running(versions: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """What runs when between two days, both included: the days in use, open ends cut to the last day."""
    return (
        in_use(versions)
        .with_columns(
            until=pl.min_horizontal(pl.col("until").fill_null(last + timedelta(days=1)), last + timedelta(days=1)),
            since=pl.max_horizontal("since", pl.lit(first)),
        )
        .filter(pl.col("since") < pl.col("until"))
    )


def span(versions: pl.DataFrame, today: date, ahead: timedelta) -> tuple[date, date]:
    """First and last day that a picture of what runs when needs: from the first version on, some days past today."""
    days = pl.concat([versions["used_from"], versions["ends"].drop_nulls()])
    first = versions.select(pl.max_horizontal("used_from", "starts").min()).item() or today
    return min(first, today), max([today + ahead, *days])
