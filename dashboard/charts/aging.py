"""Open leads by how long nobody touched them, as bars with what is still to be expected of them."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import ACCENT, ROW, WARNING, above, beside, house, hover, rows, width

STALE: int = 2
"""Bands from this one on are over two weeks."""


def aging_bars(bands: pl.DataFrame, currency: str | None) -> go.Figure:
    """A bar a band, as `aging_bands` gives them; leads, patients to be expected and their money are printed beside."""
    found = list(bands.iter_rows(named=True))
    figure = go.Figure()
    figure.add_bar(
        x=[row["leads"] for row in found],
        y=list(range(len(found))),
        orientation="h",
        marker={"color": [WARNING if place > STALE else ACCENT for place in range(len(found))]},
        hovertext=[hover([row["silent"], *_said(row, currency)]) for row in found],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    counts = [text.count(row["leads"]) for row in found]
    expected = [f"{row['chance']:.1f}" for row in found]
    money = ["" if row["worth"] is None else text.money(row["worth"], currency) for row in found]
    beside(figure, counts, 12, heading="leads")
    shift = 30 + max(width(counts), width(["leads"]))
    beside(figure, expected, shift, heading="patients<br>to expect")
    shift += 24 + width(["to expect"])
    beside(figure, money, shift, heading="worth" if any(money) else "")
    above(figure, "leads nobody touched for", 0, within="paper", shift=4)
    house(figure, 60 + ROW * len(found), right=shift + 16 + width(money), top=52)
    rows(figure, [row["silent"] for row in found])
    figure.update_xaxes(rangemode="tozero", nticks=5)
    return figure


def aging_alt(bands: pl.DataFrame) -> str:
    """How many open leads there are in each band."""
    said = [f"{silent}: {text.count(leads)}" for silent, leads in bands.select("silent", "leads").iter_rows()]
    return f"{text.listed(said)}."


def _said(row: dict[str, object], currency: str | None) -> list[str]:
    worth = [] if row["worth"] is None else [f"worth {text.money(float(str(row['worth'])), currency)}"]
    return [
        f"{text.count(int(str(row['leads'])))} leads",
        f"{float(str(row['chance'])):.1f} patients to expect",
        *worth,
    ]
