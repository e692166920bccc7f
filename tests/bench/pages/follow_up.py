"""The Follow-up page: open leads by silence, owners by inbox, who answers, roles, the nurture pool, late bookings."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from dashboard import schema
from dashboard.metrics.aging import BANDS, aging, aging_bands
from dashboard.metrics.leads import Slice
from dashboard.metrics.nurture import AGES, late_conversions, nurture_pool
from dashboard.metrics.ownership import ownership
from dashboard.metrics.responders import inbox_responders
from dashboard.metrics.roles import responder_roles
from tests.bench.numbers import BOOKED, Numbers, grouped, quantiles

COLUMNS = ("inbox", "owner", "first_response_by", "genuine", "furthest", "answered", "business_s", "lying", "next_step",
           "handoffs", "role", "pool", "late", "given_up", "silent_days", "chance", "worth")  # fmt: skip
EDGES = [upto for _, upto in BANDS[:-1]]
NO_TOUCHES = pl.DataFrame(schema=schema.stored_columns("touches"))
_NAMED = "first_response_by <> '(none)'"


def leadloop(leads: Slice, campaigns: pl.DataFrame) -> Numbers:
    """As the page asks for them; sums of chances over the pool, and which days somebody was away, come on top."""
    found: Numbers = {}
    for place, row in enumerate(aging_bands(aging(leads)).iter_rows(named=True)):
        if row["leads"]:
            found["aging", place] = (row["leads"], row["chance"], row["worth"])
    names = ("leads", "unowned", "no_followup", "handoffs_median", "open", "no_next_step", "overdue")
    for by in (None, "inbox"):
        for row in ownership(leads, by).iter_rows(named=True):
            found["owned", row[by] or "(none)" if by else None] = tuple(row[name] for name in names)
    for row in inbox_responders(leads, "inbox").iter_rows(named=True):
        found["inbox", row["inbox"] or "(none)"] = (row["leads"], row["answered"], row["responders"], row["top_share"])
    for row in responder_roles(leads, NO_TOUCHES).iter_rows(named=True):
        found["role", row["leads"]] = (row["median_business_s"], row["converted"])
    found["pool",] = tuple(nurture_pool(leads)["leads"])
    row = late_conversions(leads).row(0, named=True)
    found["late",] = (row["leads"], row["converted"], row["late"], row["given_up"], row["came_back"])
    return found


def in_duckdb(db: duckdb.DuckDBPyConnection, where: str) -> Numbers:
    """The same in SQL."""
    only = f"{where} AND genuine"
    found: Numbers = {}
    band = (
        "CASE "
        + " ".join(f"WHEN silent_days <= {upto} THEN {n}" for n, upto in enumerate(EDGES))
        + f" ELSE {len(EDGES)} END"
    )
    found |= grouped(db, "aging", (band,), "count(*), sum(chance), sum(worth)", f"{where} AND silent_days IS NOT NULL")
    counts = ("count(*), count(*) FILTER (owner = '(none)'), count(*) FILTER (lying = 1), "
              f"{quantiles('handoffs', 0.5)}, count(*) FILTER (next_step > 0), count(*) FILTER (next_step = 2), "
              "count(*) FILTER (next_step = 3)")  # fmt: skip
    found["owned", None] = grouped(db, "", (), counts, only)["",]
    found |= grouped(db, "owned", ("inbox",), counts, only)
    people = db.execute(
        f"SELECT inbox::VARCHAR, sum(n), sum(n) FILTER (gave), count(*) FILTER (gave), max(n) FILTER (gave) / "
        f"sum(n) FILTER (gave) FROM (SELECT inbox, first_response_by, answered AND {_NAMED} AS gave, count(*) AS n "
        f"FROM leads WHERE {only} GROUP BY ALL) GROUP BY ALL HAVING sum(n) FILTER (gave) > 0"
    ).fetchall()
    found |= {("inbox", row[0]): tuple(row[1:]) for row in people}
    roles = f"count(*), {quantiles('business_s', 0.5)}, count(*) FILTER (furthest >= {BOOKED})"
    known = f"{only} AND answered AND role <> (SELECT max(role) FROM leads)"
    found |= {("role", row[0]): tuple(row[1:]) for row in grouped(db, "", ("role",), roles, known).values()}
    pool = grouped(db, "", ("pool",), "count(*)", where)
    found |= _pool({key[1]: int(value[0] or 0) for key, value in pool.items()})
    late = ("count(*), count(*) FILTER (late > 0), count(*) FILTER (late = 2), count(*) FILTER (given_up > 0), "
            "count(*) FILTER (given_up = 2)")  # fmt: skip
    return found | grouped(db, "late", (), late, f"{where} AND furthest >= 1")


def in_pandas(leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers:
    """The same in pandas."""
    found: Numbers = {}
    waiting = leads[leads["silent_days"].notna()]
    bands = waiting.groupby(np.searchsorted(EDGES, waiting["silent_days"]))
    for place, own in bands[["chance", "worth"]]:
        found["aging", int(place)] = (len(own), own["chance"].sum(), own["worth"].sum())
    genuine = leads[leads["genuine"]]
    for name, own in [(None, genuine), *genuine.groupby("inbox", observed=True)]:
        step = own["next_step"].value_counts()
        found["owned", name] = (
            len(own), int((own["owner"] == "(none)").sum()), int((own["lying"] == 1).sum()), own["handoffs"].median(),
            int(step[step.index > 0].sum()), int(step.get(2, 0)), int(step.get(3, 0)),
        )  # fmt: skip
        gave = own[own["answered"] & (own["first_response_by"] != "(none)")]["first_response_by"].value_counts()
        if name is not None and gave.sum():
            found["inbox", name] = (len(own), gave.sum(), int((gave > 0).sum()), gave.max() / gave.sum())
    known = genuine[genuine["answered"] & (genuine["role"] != everybody["role"].max())]
    for _, own in known.groupby("role"):
        found["role", len(own)] = (own["business_s"].median(), int((own["furthest"] >= BOOKED).sum()))
    found |= _pool({int(key): int(value) for key, value in leads["pool"].value_counts().items()})
    real = leads[leads["furthest"] >= 1]
    late, back = real["late"].value_counts(), real["given_up"].value_counts()
    came = (int(late[late.index > 0].sum()), int(late.get(2, 0)), int(back[back.index > 0].sum()), int(back.get(2, 0)))
    return found | {("late",): (len(real), *came)}


def _pool(counted: dict[int, int]) -> Numbers:
    """Leads of the pool by band of age, from counts by band and next step."""
    return {("pool",): tuple(sum(counted.get(3 * band + step, 0) for step in range(3)) for band in range(len(AGES)))}
