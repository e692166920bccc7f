"""The Operations page: what became of consults, overall and by days ahead; days to the consult by month; no-shows."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.capacity import capacity
from dashboard.metrics.consults import DAYS_AHEAD, STATES, consults, days_to_consult
from dashboard.metrics.leads import Slice
from dashboard.metrics.no_shows import no_shows_compared
from tests.bench.numbers import BOOKED, Numbers, grouped, quantiles

COLUMNS = ("furthest", "consult", "ahead_band", "booked_month", "wait_days", "ahead_days")
PLACES = range(len(STATES))
BAND = {said: place for place, (said, _) in enumerate(DAYS_AHEAD)}


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them; no-shows at equal days ahead and the doctors' free slots come on top."""
    found: Numbers = {}
    for by in (None, "days_ahead"):
        for row in consults(leads, by).iter_rows(named=True):
            key = None if by is None else BAND.get(row[by], len(BAND))
            found["consults", key] = (row["leads"], *(row[state] for state in STATES), row["median_wait_days"],
                                      row["median_ahead_days"])  # fmt: skip
    for place, row in enumerate(days_to_consult(leads).iter_rows(named=True)):
        found["month", place] = (row["leads"], row["median_wait_days"], row["p90_wait_days"], row["median_ahead_days"])
    no_shows_compared(leads, "days_ahead")
    capacity(leads.table)
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    only = f"{where} AND furthest >= {BOOKED}"
    counts = ", ".join(f"count(*) FILTER (consult = {place})" for place in PLACES)
    every = f"count(*), {counts}, {quantiles('wait_days', 0.5)}, {quantiles('ahead_days', 0.5)}"
    found: Numbers = {("consults", None): grouped(db, "", (), every, only)["",]}
    found |= grouped(db, "consults", ("ahead_band",), every, only)
    waits = f"count(*), {quantiles('wait_days', 0.5, 0.9)}, {quantiles('ahead_days', 0.5)}"
    last = "(SELECT max(booked_month) FROM leads)"
    months = grouped(db, "", ("booked_month",), waits, f"{only} AND booked_month < {last}")
    return found | {("month", place): months[key] for place, key in enumerate(sorted(months))}


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    booked = leads[leads["furthest"] >= BOOKED]
    found: Numbers = {}
    for key, own in [(None, booked), *booked.groupby("ahead_band")]:
        state = own["consult"].value_counts()
        medians = own[["wait_days", "ahead_days"]].median()
        found["consults", key] = (len(own), *(int(state.get(place, 0)) for place in PLACES), *medians)
    months = booked[booked["booked_month"] < everybody["booked_month"].max()].groupby("booked_month")
    for place, (_, own) in enumerate(months):
        half, most = own["wait_days"].quantile([0.5, 0.9])
        found["month", place] = (len(own), half, most, own["ahead_days"].median())
    return found
