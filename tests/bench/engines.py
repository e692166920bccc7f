"""One page's figures after a filter change, in Leadloop, DuckDB and pandas.

The page: funnel overall and by campaign with days between stages, response and response by hour of the week,
conversion by campaign and doctor, campaign returns; one doctor's leads left out. Each engine answers with plain
numbers, so that the three can be compared.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import lead_table
from dashboard.metrics.response import response_hours, response_times
from dashboard.metrics.segments import two_way
from dashboard.sample.practice import SAMPLE_PRACTICE

LIMIT_S = SAMPLE_PRACTICE.response_limit_s
STAGES = 7
STEPS = range(2, STAGES)
BOOKED = 4
Numbers = dict[tuple[Any, ...], tuple[float | None, ...]]


class Engine(Protocol):
    """A way to work out the page."""

    def page(self, without: str | None) -> Numbers:
        """The page's numbers by figure and group, one doctor's leads left out."""
        ...


class Leadloop:
    """The functions the pages call."""

    def __init__(self, folder: Path) -> None:
        self.table = lead_table(pl.read_parquet(folder / "leads.parquet"), SAMPLE_PRACTICE)
        self.campaigns = pl.read_parquet(folder / "campaigns.parquet")

    def page(self, without: str | None) -> Numbers:
        doctors = self.table.values("doctor")
        kept = {} if without is None else {"doctor": [name for name in doctors if name != without]}
        slice_ = self.table.slice(Filters.of(where=kept))
        found: Numbers = {}
        for by in (None, "campaign"):
            for row in funnel_steps(slice_, by).iter_rows(named=True):
                key = ("funnel", row[by] or "(none)" if by else None, row["stage"])
                found[key] = (row["reached"], row["won"], row["open"], row["lost"], row["median_days"])
        row = response_times(slice_).row(0, named=True)
        names = ("leads", "answered", "median_s", "p90_s", "within_limit")
        found["response",] = tuple(row[name] for name in names)
        names = ("answered", "median_business_s", "p90_business_s", "within_limit_business")
        found["business",] = tuple(row[name] for name in names)
        for row in response_hours(slice_).iter_rows(named=True):
            found["hour", row["weekday"], row["hour"]] = (row["leads"], row["median_s"], row["within_limit"])
        for row in two_way(slice_, "campaign", "doctor").iter_rows(named=True):
            key = ("pair", row["row"] or "(none)", row["column"] or "(none)")
            found[key] = (row["leads"], row["converted"], row["rate"])
        for row in campaign_returns(slice_, self.campaigns).iter_rows(named=True):
            names = ("leads", "procedure_booked", "revenue", "spend_share")
            found["campaign", row["campaign"] or "(none)"] = tuple(row[name] for name in names)
        return found


class DuckDB:
    """SQL over the plain columns, text as enumerations, on all cores."""

    def __init__(self, folder: Path) -> None:
        self.db = duckdb.connect()
        for name in ("campaign", "doctor"):
            self.db.execute(
                f"CREATE TYPE {name}s AS ENUM (SELECT DISTINCT {name} FROM '{folder}/plain.parquet' ORDER BY 1)"
            )
        self.db.execute(
            f"CREATE TABLE leads AS SELECT * REPLACE (campaign::campaigns AS campaign, doctor::doctors AS doctor) "
            f"FROM '{folder}/plain.parquet'"
        )

    def page(self, without: str | None) -> Numbers:
        where = "" if without is None else f"WHERE doctor <> '{without}'"
        only = f"{where} {'AND' if where else 'WHERE'} genuine"
        found: Numbers = {}
        reached = ", ".join(f"count(*) FILTER (furthest >= {place})" for place in range(STAGES))
        states = ", ".join(
            f"count(*) FILTER (furthest = {place} AND {'' if lost else 'NOT '}lost)"
            for lost in (False, True)
            for place in range(STAGES)
        )
        days = ", ".join(f"quantile_cont(step{place}, 0.5) / 86400" for place in STEPS)
        for by, group in (("NULL", ""), ("campaign::VARCHAR", "GROUP BY ALL")):
            rows = self.db.execute(f"SELECT {by}, {reached}, {states}, {days} FROM leads {where} {group}").fetchall()
            for name, *numbers in rows:
                found |= _funnel(name, numbers)
        for name, column in (("response", "response_s"), ("business", "business_s")):
            row = self.db.execute(
                f"SELECT count(*), count({column}), quantile_cont({column}, 0.5), quantile_cont({column}, 0.9), "
                f"count(*) FILTER ({column} <= {LIMIT_S}) / count(*) FROM leads {only}"
            ).fetchone()
            assert row
            found[name,] = tuple(row if name == "response" else row[1:])
        for weekday, hour, *numbers in self.db.execute(
            f"SELECT weekday, hour, count(*), quantile_cont(response_s, 0.5), "
            f"count(*) FILTER (response_s <= {LIMIT_S}) / count(*) FROM leads {only} GROUP BY ALL"
        ).fetchall():
            found["hour", weekday, hour] = tuple(numbers)
        real = f"{where} {'AND' if where else 'WHERE'} furthest >= 1"
        for campaign, doctor, *numbers in self.db.execute(
            f"SELECT campaign::VARCHAR, doctor::VARCHAR, count(*), count(*) FILTER (furthest >= {BOOKED}), "
            f"count(*) FILTER (furthest >= {BOOKED}) / count(*) FROM leads {real} GROUP BY ALL"
        ).fetchall():
            found["pair", campaign, doctor] = tuple(numbers)
        passing = "TRUE" if without is None else f"doctor <> '{without}'"
        for campaign, leads, booked, revenue, share in self.db.execute(
            f"SELECT campaign::VARCHAR, count(*) FILTER ({passing}) AS kept, "
            f"count(*) FILTER ({passing} AND furthest = {STAGES - 1}), "
            f"coalesce(sum(value) FILTER ({passing} AND furthest = {STAGES - 1}), 0), "
            f"kept / count(*) FROM leads GROUP BY ALL HAVING kept > 0"
        ).fetchall():
            found["campaign", campaign] = (leads, booked, revenue, share)
        return found


class Pandas:
    """pandas over the plain columns, text as categories."""

    def __init__(self, folder: Path) -> None:
        leads = pd.read_parquet(folder / "plain.parquet")
        self.leads = leads.astype({"campaign": "category", "doctor": "category"})

    def page(self, without: str | None) -> Numbers:
        leads = self.leads if without is None else self.leads[self.leads["doctor"] != without]
        found: Numbers = {}
        steps = [f"step{place}" for place in STEPS]
        for by in (None, "campaign"):
            groups = leads.groupby(by, observed=True) if by else leads.groupby(leads["lost"] | True)
            counted = (
                leads.groupby([by or groups.grouper.names[0], "furthest", "lost"], observed=True).size() if by else None
            )
            counts = (
                counted.unstack(["furthest", "lost"], fill_value=0)
                if counted is not None
                else leads.groupby(["furthest", "lost"]).size().to_frame().T
            )
            days = groups[steps].median() / 86400
            for (name, row), (_, medians) in zip(counts.iterrows(), days.iterrows(), strict=True):
                at = [[int(row.get((place, lost), 0)) for place in range(STAGES)] for lost in (False, True)]
                reached = [sum(at[0][place:]) + sum(at[1][place:]) for place in range(STAGES)]
                found |= _funnel(name if by else None, [*reached, *at[0], *at[1], *medians])
        genuine = leads[leads["genuine"]]
        for name, column in (("response", "response_s"), ("business", "business_s")):
            times = genuine[column]
            half, most = times.quantile([0.5, 0.9])
            row = (len(times), int(times.count()), half, most, float((times <= LIMIT_S).mean()))
            found[name,] = row if name == "response" else row[1:]
        inside = genuine.assign(inside=genuine["response_s"] <= LIMIT_S).groupby(["weekday", "hour"])
        hours = inside.agg(leads=("inside", "size"), median=("response_s", "median"), share=("inside", "mean"))
        for (weekday, hour), leads_, median, share in hours.itertuples():
            found["hour", weekday, hour] = (leads_, None if pd.isna(median) else median, share)
        real = leads[leads["furthest"] >= 1]
        pairs = real.assign(booked=real["furthest"] >= BOOKED).groupby(["campaign", "doctor"], observed=True)["booked"]
        for (campaign, doctor), size, booked, rate in pairs.agg(["size", "sum", "mean"]).itertuples():
            found["pair", campaign, doctor] = (size, booked, rate)
        won = leads[leads["furthest"] == STAGES - 1].groupby("campaign", observed=False)["value"].agg(["size", "sum"])
        kept, whole = leads["campaign"].value_counts(), self.leads["campaign"].value_counts()
        for campaign, number in kept.items():
            if number:
                found["campaign", campaign] = (
                    number, won["size"][campaign], won["sum"][campaign], number / whole[campaign]
                )  # fmt: skip
        return found


def _funnel(name: str | None, numbers: list[Any]) -> Numbers:
    """reached x 7, open x 7, lost x 7, days x 5 as the funnel's rows; won went on to the next stage."""
    stages = ("inquiry", "real", "reached", "qualified", "consult_booked", "consult_attended", "procedure_booked")
    reached, open_, lost, days = numbers[:7], numbers[7:14], numbers[14:21], [None, None, *numbers[21:]]
    found: Numbers = {}
    for place, stage in enumerate(stages):
        last = place == STAGES - 1
        middle = None if days[place] is None or days[place] != days[place] else days[place]
        found["funnel", name, stage] = (
            reached[place],
            reached[place] if last else reached[place + 1],
            0 if last else open_[place],
            0 if last else lost[place],
            middle,
        )
    return found


ENGINES: dict[str, type[Leadloop] | type[DuckDB] | type[Pandas]] = {
    "leadloop": Leadloop,
    "duckdb": DuckDB,
    "pandas": Pandas,
}
