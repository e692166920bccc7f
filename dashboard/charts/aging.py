"""Open leads by how long nobody touched them, as bars with what is still to be expected of them."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.bars import bars
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST, WARNING
from dashboard.metrics.aging import NO_DATE
from dashboard.metrics.once import once

STALE: int = 2
"""Bands after this one are over two weeks."""


@drawn_once
def aging_bars(bands: pl.DataFrame, currency: str | None) -> go.Figure:
    """A bar a band, as `aging_bands` gives them; leads, patients to be expected and their money are printed beside."""
    money = ["" if worth is None else text.money(worth, currency) for worth in bands["worth"]]
    columns = [
        ("leads", [text.count(leads) for leads in bands["leads"]]),
        ("patients<br>to expect", [f"{chance:.1f}" for chance in bands["chance"]]),
        *([("worth", money)] if any(money) else []),
    ]
    colours = [
        REST if silent == NO_DATE else WARNING if place > STALE else ACCENT
        for place, silent in enumerate(bands["silent"])
    ]
    return bars(bands["silent"].to_list(), bands["leads"].to_list(), colours, columns, "leads nobody touched for")


@once
def aging_alt(bands: pl.DataFrame) -> str:
    """How many open leads there are in each band."""
    said = [f"{silent}: {text.count(leads)}" for silent, leads in bands.select("silent", "leads").iter_rows()]
    return f"{text.listed(said)}."
