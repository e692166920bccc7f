"""The page "Why not booked": what became of the leads by campaign, and what those that did not book showed or said."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.hypotheses import KINDS, beside_usual, hypotheses, hypothesis_details
from dashboard.metrics.leads import Slice
from tests.bench.numbers import Numbers, framed, grouped

COLUMNS = ("campaign", "kind", "detail")
PLACES = range(len(KINDS))


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them."""
    found: Numbers = {}
    for row in hypotheses(leads, "campaign").iter_rows(named=True):
        found["kind", row["campaign"] or "(none)"] = tuple(row[kind] for kind in KINDS)
    everybody = leads.table.slice(Filters())
    usual = hypotheses(everybody).row(0, named=True)
    found |= {("usual", kind): (usual[kind],) for kind in KINDS}
    beside_usual(leads, everybody, "campaign")
    details = hypothesis_details(leads).group_by("kind").agg(pl.col("leads").sort()).iter_rows()
    return found | {("detail", kind): tuple(numbers) for kind, numbers in details}


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    counts = ", ".join(f"count(*) FILTER (kind = {place})" for place in PLACES)
    found = grouped(db, "kind", ("campaign",), counts, where)
    usual = grouped(db, "", (), counts, "TRUE")[("",)]
    found |= {("usual", kind): (number,) for kind, number in zip(KINDS, usual, strict=True)}
    details = grouped(db, "", ("kind", "detail"), "count(*)", f"{where} AND kind > 0")
    return found | _details({(key[1], key[2]): int(value[0] or 0) for key, value in details.items()})


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    kinds = leads.groupby(["campaign", "kind"], observed=True).size().unstack(fill_value=0)
    found = framed("kind", kinds.reindex(columns=PLACES, fill_value=0))
    usual = everybody["kind"].value_counts()
    found |= {("usual", kind): (int(usual.get(place, 0)),) for place, kind in enumerate(KINDS)}
    details = leads[leads["kind"] > 0].groupby(["kind", "detail"]).size()
    return found | _details({key: int(number) for key, number in details.items()})


def _details(counted: dict[tuple[int, int], int]) -> Numbers:
    """Leads by detail, fewest first; the other engines know details as codes only."""
    return {
        ("detail", KINDS[kind]): tuple(sorted(number for (of, _), number in counted.items() if of == kind))
        for kind in {kind for kind, _ in counted}
    }
