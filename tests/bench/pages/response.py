"""The Response page: first answers, by channel, by hour and by wait; the three clocks; after hours; tries."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.after_hours import STATES, after_hours
from dashboard.metrics.artefacts import clock_artefact, response_artefact
from dashboard.metrics.clocks import CLOCKS, clock_times
from dashboard.metrics.leads import Slice
from dashboard.metrics.reach import reach, reach_by_attempts
from dashboard.metrics.response import response_bands, response_hours, response_times
from dashboard.sample.practice import SAMPLE_PRACTICE
from tests.bench.numbers import BOOKED, REACHED, Numbers, framed, grouped, quantiles

LIMIT_S = SAMPLE_PRACTICE.response_limit_s
COLUMNS = ("channel", "genuine", "furthest", "answered", "response_s", "business_s", "weekday", "hour", "band",
           "arrived", "after", "tried", "attempts",
           *(f"{name}{kind}_s" for name in CLOCKS for kind in ("", "_business")))  # fmt: skip
HOURS = ("in", "after")
MOST = 6


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    response_artefact(leads)
    found: Numbers = {}
    names = ("leads", "answered", "median_s", "p90_s", "within_limit", "median_business_s", "p90_business_s")
    for by in (None, "channel"):
        for row in response_times(leads, by).iter_rows(named=True):
            found["response", row[by] if by else None] = tuple(row[name] for name in names)
    for row in response_hours(leads).iter_rows(named=True):
        found["hour", row["weekday"], row["hour"]] = (row["leads"], row["median_s"], row["within_limit"])
    for place, row in enumerate(response_bands(leads, "consult_booked", business=True).iter_rows(named=True)):
        if row["leads"]:
            found["band", place] = (row["leads"], row["converted"])
    for clock in CLOCKS:
        clock_artefact(leads, clock)
    for row in clock_times(leads).iter_rows(named=True):
        found["clock", row["clock"], row["hours"]] = (row["median_s"], row["p90_s"], row["median_business_s"])
    for row in after_hours(leads).filter(step="answer").iter_rows(named=True):
        found |= {("after", place): (row[name],) for place, name in enumerate(STATES) if row[name]}
    row = reach(leads).row(0, named=True)
    found["reach",] = (row["leads"], row["attempted"], row["reached"])
    for row in reach_by_attempts(leads, MOST).iter_rows(named=True):
        found["tries", row["attempts"]] = (row["tried"], row["reached"])
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    only = f"{where} AND genuine"
    inside = f"count(*) FILTER (response_s <= {LIMIT_S}) / count(*)"
    times = f"{quantiles('response_s', 0.5, 0.9)}, {inside}, {quantiles('business_s', 0.5, 0.9)}"
    found: Numbers = {("response", None): _answers(db, (), times, only)["response",]}
    found |= _answers(db, ("channel",), times, only)
    found |= grouped(db, "hour", ("weekday", "hour"), f"count(*), {quantiles('response_s', 0.5)}, {inside}", only)
    booked = f"count(*) FILTER (furthest >= {BOOKED})"
    found |= grouped(db, "band", ("band",), f"count(*), {booked}", f"{only} AND band < 7")
    parts = [part for clock in CLOCKS for part in (quantiles(f"{clock}_s", 0.5, 0.9),
                                                   quantiles(f"{clock}_business_s", 0.5))]  # fmt: skip
    whole = grouped(db, "", (), ", ".join(parts), only)
    split = grouped(db, "", ("arrived",), ", ".join(parts), f"{only} AND arrived < 2")
    for key, numbers in (whole | split).items():
        hours = "all" if len(key) == 1 else HOURS[key[1]]
        found |= {("clock", clock, hours): numbers[3 * n : 3 * n + 3] for n, clock in enumerate(CLOCKS)}
    found |= grouped(db, "after", ("after",), "count(*)", f"{only} AND arrived = 1")
    reached = f"count(*) FILTER (furthest >= {REACHED})"
    found |= grouped(db, "reach", (), f"count(*), count(*) FILTER (tried = 1), {reached}", only)
    return found | _tries(
        {
            key[1]: value
            for key, value in grouped(db, "", (f"least(attempts, {MOST})",), f"count(*), {reached}", only).items()
        }
    )


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    genuine = leads[leads["genuine"]]
    genuine = genuine.assign(inside=genuine["response_s"] <= LIMIT_S)
    found: Numbers = {}
    for by in (None, "channel"):
        groups = [(None, genuine)] if by is None else genuine.groupby(by, observed=True)
        for name, own in groups:
            half, most = own["response_s"].quantile([0.5, 0.9])
            business = own["business_s"].quantile([0.5, 0.9])
            found["response", name] = (
                len(own),
                int(own["answered"].sum()),
                half,
                most,
                own["inside"].mean(),
                *business,
            )
    hours = genuine.groupby(["weekday", "hour"])
    found |= framed(
        "hour", hours.agg(leads=("inside", "size"), median=("response_s", "median"), share=("inside", "mean"))
    )
    banded = genuine[genuine["band"] < 7].assign(booked=genuine["furthest"] >= BOOKED)
    found |= framed("band", banded.groupby("band")["booked"].agg(["size", "sum"]))
    for hours_, own in [("all", genuine), *((said, genuine[genuine["arrived"] == n]) for n, said in enumerate(HOURS))]:
        for clock in CLOCKS:
            half, most = own[f"{clock}_s"].quantile([0.5, 0.9])
            found["clock", clock, hours_] = (half, most, own[f"{clock}_business_s"].median())
    found |= framed("after", genuine[genuine["arrived"] == 1].groupby("after").size().to_frame())
    reached = genuine["furthest"] >= REACHED
    found["reach",] = (len(genuine), int((genuine["tried"] == 1).sum()), int(reached.sum()))
    tries = reached.groupby(genuine["attempts"].clip(upper=MOST)).agg(["size", "sum"])
    return found | _tries({int(key): row for key, row in zip(tries.index, tries.itertuples(index=False), strict=True)})


def _answers(db: duckdb.DuckDBPyConnection, by: tuple[str, ...], times: str, only: str) -> Numbers:
    return grouped(db, "response", by, f"count(*), count(*) FILTER (answered), {times}", only)


def _tries(counted: dict[int, tuple[float, ...]]) -> Numbers:
    """Leads with at least so many tries, and those reached with just that many."""
    return {
        ("tries", most): (sum(one[0] for key, one in counted.items() if key >= most), counted.get(most, (0, 0))[1])
        for most in range(1, MOST + 1)
    }
