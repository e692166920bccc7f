"""How many tries it takes to get hold of a lead."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, QUIET, ROW, SWATCH, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.once import once


@drawn_once
def attempts(tries: pl.DataFrame) -> go.Figure:
    """A bar for the first, second, ... try: leads tried so often, and those reached with just that try.

    `tries` as `reach_by_attempts` gives them; its last row stands for that many tries or more.
    """
    last = tries["attempts"].to_list()[-1:]
    # nobody was tried so often: no row
    tries = tries.filter((pl.col("tried") > 0) | (pl.col("attempts") == 1))
    figure = go.Figure()
    labels = [f"Try {n} or later" if [n] == last else f"Try {n}" for n in tries["attempts"]]
    said = [
        hover([label, f"{text.share(reached, tried)} reached"])
        for label, (tried, reached) in zip(labels, tries.select("tried", "reached").iter_rows(), strict=True)
    ]
    for lengths, fill in ((tries["reached"], ACCENT), (tries["tried"] - tries["reached"], QUIET)):
        figure.add_bar(
            x=lengths.to_list(),
            y=list(range(len(tries))),
            orientation="h",
            marker={"color": fill, "line": {"width": 0}},
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    shares = [text.share(reached, tried) for tried, reached in tries.select("tried", "reached").iter_rows()]
    beside(figure, shares, 8)
    house(figure, 50 + ROW * max(1, len(tries)), right=16 + width(shares), top=34)
    rows(figure, labels)
    figure.update_xaxes(range=[0, max([1, *tries["tried"]])], visible=False)
    key(figure, [(SWATCH, ACCENT, "reached with this try"), (SWATCH, QUIET, "not reached by it")])
    return figure


@once
def attempts_alt(tries: pl.DataFrame) -> str:
    """How many were reached with the first try, and how many tries were worth it."""
    if not len(tries) or not tries["tried"][0]:
        return "No lead's number of tries is known in this view."
    first, total = tries["reached"][0], int(tries["reached"].sum())
    return (
        f"Of {text.count(tries['tried'][0])} leads tried, {text.count(total)} were reached: "
        f"{text.count(first)} with the first try, {text.count(total - first)} with a later one."
    )
