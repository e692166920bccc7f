"""The Sync page: the scorecard, the answers to the six questions from the leads, and speed by channel."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice
from dashboard.metrics.reach import reach
from dashboard.metrics.response import response_times
from dashboard.metrics.segments import segment_rates
from dashboard.minutes.scorecard import scores
from dashboard.sample.practice import SAMPLE_PRACTICE
from tests.bench.numbers import BOOKED, STAGES, Numbers, framed, grouped, quantiles

LIMIT_S = SAMPLE_PRACTICE.response_limit_s
FIELDS = ("campaign", "channel", "doctor", "procedure", "location", "patient_type")
COLUMNS = (*FIELDS, "genuine", "furthest", "answered", "business_s", "tried")
SCORED = {"real_share": (0, 1), "reached_share": (1, 2), "qualified_share": (2, 3), "booked_share": (1, 4),
          "procedure_share": (5, 6)}  # fmt: skip
"""Of these measures, the stage counted from and the one counted; consults due come on top."""


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    scored = {score.measure.name: score.now for score in scores(leads, None)}
    found: Numbers = {("score", name): (scored[name].part, scored[name].whole) for name in (*SCORED, "within_limit")}
    found["funnel",] = tuple(funnel_steps(leads)["reached"])
    row = reach(leads).row(0, named=True)
    found["reach",] = (row["leads"], row["attempted"])
    for row in response_times(leads, "channel").iter_rows(named=True):
        names = ("leads", "answered", "median_business_s", "p90_business_s")
        found["speed", row["channel"]] = tuple(row[name] for name in names)
    for by in FIELDS:
        for row in segment_rates(leads, by).iter_rows(named=True):
            found["rate", by, row[by] or "(none)"] = (row["leads"], row["converted"])
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    only = f"{where} AND genuine"
    reached = ", ".join(f"count(*) FILTER (furthest >= {place})" for place in range(STAGES))
    in_time = f"count(*) FILTER (business_s <= {LIMIT_S})"
    counts = grouped(db, "", (), f"{reached}, {in_time}, count(*) FILTER (tried = 1)", only)["",]
    found: Numbers = {("score", name): (counts[to], counts[of]) for name, (of, to) in SCORED.items()}
    found["score", "within_limit"] = (counts[STAGES], counts[0])
    found["reach",] = (counts[0], counts[STAGES + 1])
    found |= grouped(db, "funnel", (), reached, where)
    times = f"count(*), count(*) FILTER (answered), {quantiles('business_s', 0.5, 0.9)}"
    found |= grouped(db, "speed", ("channel",), times, only)
    for by in FIELDS:
        rates = f"count(*), count(*) FILTER (furthest >= {BOOKED})"
        rows = grouped(db, "rate", (by,), rates, f"{where} AND furthest >= 1")
        found |= {("rate", by, key[1]): numbers for key, numbers in rows.items()}
    return found


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    genuine = leads[leads["genuine"]]
    at = genuine["furthest"].value_counts()
    counts = [int(at[at.index >= place].sum()) for place in range(STAGES)]
    found: Numbers = {("score", name): (counts[to], counts[of]) for name, (of, to) in SCORED.items()}
    found["score", "within_limit"] = (int((genuine["business_s"] <= LIMIT_S).sum()), counts[0])
    found["reach",] = (counts[0], int((genuine["tried"] == 1).sum()))
    at = leads["furthest"].value_counts()
    found["funnel",] = tuple(int(at[at.index >= place].sum()) for place in range(STAGES))
    for name, own in genuine.groupby("channel", observed=True):
        half, most = own["business_s"].quantile([0.5, 0.9])
        found["speed", name] = (len(own), int(own["answered"].sum()), half, most)
    real = leads[leads["furthest"] >= 1]
    real = real.assign(booked=real["furthest"] >= BOOKED)
    for by in FIELDS:
        rows = framed("rate", real.groupby(by, observed=True)["booked"].agg(["size", "sum"]))
        found |= {("rate", by, key[1]): numbers for key, numbers in rows.items()}
    return found
