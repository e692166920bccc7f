"""The Segments page: conversion by campaign, by campaign and doctor, and by days since the inquiry."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from dashboard.metrics.convert_time import DAYS, convert_time
from dashboard.metrics.leads import Slice
from dashboard.metrics.segments import segment_rates, two_way
from tests.bench.numbers import BOOKED, Numbers, framed, grouped

COLUMNS = ("campaign", "doctor", "furthest", "followed")


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them; the rate to expect and the bands of certainty come on top."""
    found: Numbers = {}
    for name, *numbers in segment_rates(leads, "campaign").select("campaign", "leads", "converted").rows():
        found["rate", name or "(none)"] = tuple(numbers)
    pairs = two_way(leads, "campaign", "doctor").select("row", "column", "leads", "converted", "rate")
    for row, column, *numbers in pairs.rows():
        found["pair", row or "(none)", column or "(none)"] = tuple(numbers)
    curves = convert_time(leads, "consult_booked", "campaign").select(
        "campaign", "day", "at_risk", "converted", "share"
    )
    for name, day, *numbers in curves.rows():
        found["day", name or "(none)", day] = tuple(numbers)
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL; the curve itself, a few hundred numbers, is drawn from its counts in numpy."""
    booked = f"count(*) FILTER (furthest >= {BOOKED})"
    found = grouped(db, "rate", ("campaign",), f"count(*), {booked}", f"{where} AND furthest >= 1")
    pair = f"count(*), {booked}, {booked} / count(*)"
    found |= grouped(db, "pair", ("campaign", "doctor"), pair, f"{where} AND furthest >= 1")
    followed = grouped(db, "", ("campaign", "followed"), "count(*)", f"{where} AND followed < {2 * DAYS}")
    return found | _curves({(key[1], key[2]): value[0] for key, value in followed.items()})


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    real = leads[leads["furthest"] >= 1]
    real = real.assign(booked=real["furthest"] >= BOOKED)
    found = framed("rate", real.groupby("campaign", observed=True)["booked"].agg(["size", "sum"]))
    pairs = real.groupby(["campaign", "doctor"], observed=True)["booked"]
    found |= framed("pair", pairs.agg(["size", "sum", "mean"]))
    followed = leads[leads["followed"] < 2 * DAYS].groupby(["campaign", "followed"], observed=True).size()
    return found | _curves(dict(followed))


def _curves(counted: dict[tuple[str, int], int]) -> Numbers:
    """At risk, converted and the share converted by each day (Kaplan and Meier) from leads by days followed."""
    found: Numbers = {}
    for name in {name for name, _ in counted}:
        own = np.zeros(2 * DAYS, np.int64)
        for (group, code), number in counted.items():
            if group == name:
                own[code] = number
        followed, converted = own.reshape(2, -1)
        at_risk = (followed + converted)[::-1].cumsum()[::-1]
        days = int(np.flatnonzero(at_risk)[-1]) + 1
        share = 1 - np.cumprod(1 - converted[:days] / at_risk[:days])
        found |= {("day", name, day): (at_risk[day], converted[day], share[day]) for day in range(days)}
    return found
