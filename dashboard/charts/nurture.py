"""Leads neither booked nor lost by the days since their inquiry, with what is still to be expected of them."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.bars import bars
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST
from dashboard.metrics.aging import NO_DATE
from dashboard.metrics.once import once


@drawn_once
def pool_bars(pool: pl.DataFrame) -> go.Figure:
    """A bar an age, as `nurture_pool` gives them: leads, chance of one, bookings to expect, next steps that are due."""
    columns = [
        ("leads", [text.count(leads) for leads in pool["leads"]]),
        ("chance<br>of one", ["" if chance is None else text.percent(chance) for chance in pool["mean_chance"]]),
        ("bookings<br>to expect", [f"{expected:.1f}" for expected in pool["expected"]]),
    ]
    if pool["due"].null_count() < len(pool):
        columns.append(("contact<br>due", [text.count(due) for due in pool["due"]]))
        columns.append(("no next<br>step", [text.count(none) for none in pool["unplanned"]]))
    colours = [REST if age == NO_DATE else ACCENT for age in pool["age"]]
    return bars(pool["age"].to_list(), pool["leads"].to_list(), colours, columns, "leads who inquired before")


@once
def pool_alt(pool: pl.DataFrame) -> str:
    """How many leads of each age there are, and what is to be expected of them."""
    said = [
        f"{age}: {text.count(leads)}, {expected:.1f} bookings to expect"
        for age, leads, expected in pool.filter(pl.col("leads") > 0).select("age", "leads", "expected").iter_rows()
    ]
    return f"Leads neither booked nor lost. {'; '.join(said)}." if said else "No lead is neither booked nor lost."
