"""The Funnel page: won, open and lost by stage with days between stages, overall and by campaign; by week; reasons."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.funnel import funnel_steps, lost_reasons
from dashboard.metrics.leads import Slice
from dashboard.metrics.trend import weekly
from tests.bench.numbers import BOOKED, NAMES, STAGES, Numbers, framed, grouped

STEPS = range(2, STAGES)
COLUMNS = ("campaign", "furthest", "lost", "week", "lost_reason", *(f"step{place}" for place in STEPS))
STOPPED = "inquiry"


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    found: Numbers = {}
    for by in (None, "campaign"):
        for row in funnel_steps(leads, by).iter_rows(named=True):
            key = ("funnel", row[by] or "(none)" if by else None, row["stage"])
            found[key] = (row["reached"], row["won"], row["open"], row["lost"], row["median_days"])
    weeks = weekly(leads, "consult_booked").filter(pl.col("leads") > 0)
    for place, row in enumerate(weeks.iter_rows(named=True)):
        found["week", place] = (row["leads"], row["converted"], row["open"])
    for reason, number in lost_reasons(leads, STOPPED).iter_rows():
        found["reason", reason or "(none)"] = (number,)
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    found: Numbers = {}
    reached = ", ".join(f"count(*) FILTER (furthest >= {place})" for place in range(STAGES))
    states = ", ".join(
        f"count(*) FILTER (furthest = {place} AND {'' if lost else 'NOT '}lost)"
        for lost in (False, True)
        for place in range(STAGES)
    )
    days = ", ".join(f"quantile_cont(step{place}, 0.5) / 86400" for place in STEPS)
    for by in ((), ("campaign",)):
        for (_, *key), numbers in grouped(db, "", by, f"{reached}, {states}, {days}", where).items():
            found |= _funnel(key[0] if key else None, list(numbers))
    counts = f"count(*), count(*) FILTER (furthest >= {BOOKED}), count(*) FILTER (furthest < {BOOKED} AND NOT lost)"
    weeks = grouped(db, "week", ("week",), counts, f"{where} AND furthest >= 1")
    found |= {("week", place): weeks[key] for place, key in enumerate(sorted(weeks))}
    return found | grouped(db, "reason", ("lost_reason",), "count(*)", f"{where} AND furthest = 0 AND lost")


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    found: Numbers = {}
    steps = [f"step{place}" for place in STEPS]
    whole = leads.groupby(["furthest", "lost"]).size()
    found |= _funnel(None, [*_states(dict(whole)), *(leads[steps].median() / 86400)])
    counted = leads.groupby(["campaign", "furthest", "lost"], observed=True).size().unstack([1, 2], fill_value=0)
    days = leads.groupby("campaign", observed=True)[steps].median() / 86400
    for (name, row), (_, medians) in zip(counted.iterrows(), days.iterrows(), strict=True):
        found |= _funnel(name, [*_states(dict(row)), *medians])
    real = leads[leads["furthest"] >= 1]
    booked = real["furthest"] >= BOOKED
    weeks = real.assign(booked=booked, open=~booked & ~real["lost"]).groupby("week")["booked"].agg(["size", "sum"])
    weeks["open"] = (~booked & ~real["lost"]).groupby(real["week"]).sum()
    found |= {("week", place): row for place, row in enumerate(weeks.itertuples(index=False, name=None))}
    lost = leads[(leads["furthest"] == 0) & leads["lost"]]
    return found | framed("reason", lost.groupby("lost_reason", observed=True).size().to_frame())


def _states(counted: dict[Any, Any]) -> list[int]:
    """reached x 7, open x 7, lost x 7 from counts by stage and whether lost."""
    at = [[int(counted.get((place, lost), 0)) for place in range(STAGES)] for lost in (False, True)]
    return [*(sum(at[0][place:]) + sum(at[1][place:]) for place in range(STAGES)), *at[0], *at[1]]


def _funnel(name: str | None, numbers: list[Any]) -> Numbers:
    """reached x 7, open x 7, lost x 7, days x 5 as the funnel's rows; won went on to the next stage."""
    reached, open_, lost, days = numbers[:7], numbers[7:14], numbers[14:21], [None, None, *numbers[21:]]
    found: Numbers = {}
    for place, stage in enumerate(NAMES):
        last = place == STAGES - 1
        won = reached[place] if last else reached[place + 1]
        state = (0, 0) if last else (open_[place], lost[place])
        found["funnel", name, stage] = (reached[place], won, *state, days[place])
    return found
