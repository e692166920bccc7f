"""The Campaigns page: what came of each campaign, and its part of the spend."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.leads import Slice
from tests.bench.numbers import STAGES, Numbers

COLUMNS = ("campaign", "furthest", "value")
LAST = STAGES - 1


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    names = ("leads", "procedure_booked", "revenue", "spend_share")
    rows = campaign_returns(leads, campaigns).iter_rows(named=True)
    return {("campaign", row["campaign"] or "(none)"): tuple(row[name] for name in names) for row in rows}


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    found: Numbers = {}
    for campaign, *numbers in db.execute(
        f"SELECT campaign::VARCHAR, count(*) FILTER ({where}) AS kept, "
        f"count(*) FILTER ({where} AND furthest = {LAST}), "
        f"coalesce(sum(value) FILTER ({where} AND furthest = {LAST}), 0), "
        f"kept / count(*) FROM leads GROUP BY ALL HAVING kept > 0"
    ).fetchall():
        found["campaign", campaign] = tuple(numbers)
    return found


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    won = leads[leads["furthest"] == LAST].groupby("campaign", observed=False)["value"].agg(["size", "sum"])
    kept, whole = leads["campaign"].value_counts(), everybody["campaign"].value_counts()
    return {
        ("campaign", name): (number, won["size"][name], won["sum"][name], number / whole[name])
        for name, number in kept.items()
        if number
    }
