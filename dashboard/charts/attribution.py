"""Outcomes by what brought the leads first and last, and what nobody can attribute, as bars with rings."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST, ROW, SWATCH, WARNING, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.once import once

NOBODY: Final = "nobody can say"
ROWS: Final = 10
"""Rows drawn, what nobody can say among them."""


@drawn_once
def attributed(found: pl.DataFrame, by: str, outcome: str) -> go.Figure:
    """A bar a value for those it brought first, a ring for those it brought last, `outcome` leads or a stage.

    `found` as `attribution` gives it. What nobody can attribute stays at the end, in the colour of a warning.
    """
    shown = drawn(found, by)
    firsts, lasts = shown[outcome].to_list(), shown[f"last_{outcome}"].to_list()
    nobody = [value is None for value in shown[by]]
    names = [NOBODY if none else text.plain(value, 28) for none, value in zip(nobody, shown[by], strict=True)]
    total = int(found[outcome].sum())
    said = [
        hover([name, f"{text.share(first, total)} by the first", f"{text.share(last, total)} by the last"])
        for name, first, last in zip(names, firsts, lasts, strict=True)
    ]
    figure = go.Figure()
    figure.add_bar(
        x=firsts,
        y=list(range(len(shown))),
        orientation="h",
        marker={"color": [WARNING if none else ACCENT for none in nobody], "line": {"width": 0}},
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )
    moved = [place for place in range(len(shown)) if firsts[place] != lasts[place]]
    figure.add_scatter(
        x=[lasts[place] for place in moved],
        y=moved,
        mode="markers",
        marker={"symbol": "circle-open", "size": 14, "color": REST, "line": {"width": 3}},
        hovertext=[said[place] for place in moved],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    shares = [text.share(first, total) for first in firsts]
    beside(figure, shares, 16)
    entries = [(SWATCH, ACCENT, "by the first")]
    entries += [("○", REST, "by the last, where it differs")] if moved else []
    entries += [(SWATCH, WARNING, NOBODY)] if any(nobody) else []
    key(figure, entries)
    house(figure, 50 + ROW * max(1, len(shown)), right=24 + width(shares), top=34)
    rows(figure, names)
    figure.update_xaxes(range=[0, max([1, *firsts, *lasts]) * 1.02], visible=False)
    return figure


@once
def attributed_alt(found: pl.DataFrame, by: str, outcome: str) -> str:
    """The value that brought most, and what nobody can attribute."""
    total = int(found[outcome].sum())
    if not total:
        return "Nothing to attribute in this view."
    named = found.drop_nulls(by).sort(outcome, descending=True, maintain_order=True)
    none = int(found.filter(pl.col(by).is_null())[outcome].sum())
    most = ""
    if len(named):
        most = f"Most by the first: {text.short(named[by][0])}, {text.share(named[outcome][0], total)}. "
    return f"{most}{text.share(none, total)}: {NOBODY}."


def drawn(found: pl.DataFrame, by: str) -> pl.DataFrame:
    """The rows drawn: the largest, and what nobody can attribute."""
    named = found.drop_nulls(by)
    return pl.concat([named.head(ROWS - (len(named) < len(found))), found.filter(pl.col(by).is_null())])
