"""The attribution section of the Campaigns page: real leads and outcomes by what first brought them."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard import schema
from dashboard.metrics.attribution import attribution
from dashboard.metrics.leads import Slice
from tests.bench.numbers import BOOKED, STAGES, Numbers, framed, grouped

COLUMNS = ("source", "furthest")
_NO_TOUCHES = pl.DataFrame(schema=schema.stored_columns("touches"))


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    rows = attribution(leads, _NO_TOUCHES, "source").iter_rows(named=True)
    names = ("leads", "consult_booked", "procedure_booked")
    return {("source", row["source"] or "(none)"): tuple(row[name] for name in names) for row in rows}


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    counts = ", ".join(f"count(*) FILTER (furthest >= {place})" for place in (1, BOOKED, STAGES - 1))
    return grouped(db, "source", ("source",), counts, f"{where} AND furthest >= 1")


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    real = leads[leads["furthest"] >= 1]
    reached = real.assign(booked=real["furthest"] >= BOOKED, treated=real["furthest"] >= STAGES - 1, leads=1)
    return framed("source", reached.groupby("source", observed=True)[["leads", "booked", "treated"]].sum())
