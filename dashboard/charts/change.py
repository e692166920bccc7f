"""Which leads a change of a rate goes with: its parts by mix and by rate, for each value of a field."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST, ROW, SWATCH, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.once import once

MOST: Final = 7
"""Rows drawn; the smaller parts stand together as the last one."""
OTHERS: Final = "all others"


@drawn_once
def change_parts(change: pl.DataFrame) -> go.Figure:
    """A bar a value, to the left what went down and to the right what went up, in points of the whole rate.

    `change` as `change_by` gives it. The mix's part is grey, the rate's in the accent colour.
    """
    shown = _drawn(change)
    figure = go.Figure()
    for column, colour, words in (("mix", REST, "mix"), ("effect", ACCENT, "rate")):
        figure.add_bar(
            x=(shown[column] * 100).to_list(),
            y=list(range(len(shown))),
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            hovertext=[
                hover([text.plain(value), f"{words}: {signed(part)}"])
                for value, part in shown.select("value", column).iter_rows()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.add_vline(x=0, line={"color": REST, "width": 1})
    sums = [signed(mix + effect) for mix, effect in shown.select("mix", "effect").iter_rows()]
    beside(figure, sums, 18)
    house(figure, 60 + ROW * max(1, len(shown)), right=30 + width(sums), top=34)
    figure.update_layout(barmode="relative")
    rows(figure, [text.plain(value, 26) for value in shown["value"]])
    figure.update_xaxes(visible=False)
    key(
        figure,
        [(SWATCH, REST, "mix: other leads than before"), (SWATCH, ACCENT, "rate: the same, going on differently")],
    )
    return figure


@once
def change_parts_alt(change: pl.DataFrame) -> str:
    """The whole change and its largest part."""
    if not len(change):
        return "Nothing to compare in this view."
    whole = sum(change["mix"].to_list()) + sum(change["effect"].to_list())
    row = change.row(0, named=True)
    kind = "mix" if abs(row["mix"]) > abs(row["effect"]) else "effect"
    said = f"{signed(row[kind])}, is the {'mix' if kind == 'mix' else 'rate'} of {text.short(row['value'])}"
    return f"The rate changed by {signed(whole)}; the largest part, {said}."


def signed(part: float) -> str:
    """A part in points with its sign: '+2.1 points'."""
    points = round(part * 100, 1)
    sign = "−" if points < 0 else "+" if points > 0 else ""
    return f"{sign}{abs(points):.1f} {'point' if abs(points) == 1 else 'points'}"


def _drawn(change: pl.DataFrame) -> pl.DataFrame:
    own = change.select("value", "mix", "effect")
    named = own.with_columns(pl.col("value").fill_null(text.UNKNOWN))
    if len(named) <= MOST:
        return named
    rest = named.slice(MOST - 1).select(value=pl.lit(OTHERS), mix=pl.col("mix").sum(), effect=pl.col("effect").sum())
    return pl.concat([named.head(MOST - 1), rest.head(1)])
