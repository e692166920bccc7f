"""What runs when: every version of every brief over time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, ON_STRONG, QUIET, ROW, above, house, hover, rows
from dashboard.charts.room import width
from dashboard.metrics.once import once

_DAY_MS: Final = 86_400_000


@drawn_once
def brief_times(running: pl.DataFrame, first: date, last: date, today: date) -> go.Figure:
    """A row a brief, a bar a version from its first day to its last; what is in use today in the accent.

    `running` has brief, version, campaign, since, until (not included), as metrics.briefs.running gives it.
    """
    newest = running.group_by("brief", maintain_order=True).agg(pl.col("campaign").last())
    names = ["<br>".join(text.plain(line) for line in text.folded(name, 28)) for name in newest["campaign"]]
    places = {brief: place for place, brief in enumerate(newest["brief"])}
    span = (last - first).days + 1
    figure = go.Figure()
    for row in running.iter_rows(named=True):
        now = row["since"] <= today < row["until"]
        days = (row["until"] - row["since"]).days
        figure.add_bar(
            base=[row["since"].isoformat()],
            x=[days * _DAY_MS],
            y=[places[row["brief"]]],
            orientation="h",
            marker={"color": ACCENT if now else QUIET, "line": {"width": 2, "color": "rgba(255, 255, 255, 0.9)"}},
            text=[f"v{row['version']}" if days / span > 0.02 else ""],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"color": ON_STRONG} if now else {},
            constraintext="none",
            hovertext=[_said(row)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    if first <= today <= last:
        figure.add_vline(x=today.isoformat(), line={"width": 2, "dash": "dot", "color": ACCENT})
        above(figure, "today", today.isoformat(), anchor="center")
    house(figure, 80 + ROW * max(1, len(names)), left=width(names) + 8, top=40)
    rows(figure, names)
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(automargin=False)
    figure.update_xaxes(
        type="date", range=[first.isoformat(), (last + timedelta(days=1)).isoformat()], tickformat="%-d %b\n%Y"
    )
    return figure


@once
def brief_times_alt(running: pl.DataFrame, today: date) -> str:
    """What is in use today."""
    now = running.filter((pl.col("since") <= today) & (pl.col("until") > today))
    if now.is_empty():
        return "No brief is in use today."
    said = [
        f"{text.short(name, 40)} (version {number})" for name, number in now.select("campaign", "version").iter_rows()
    ]
    return f"In use today: {text.listed(said)}."


def _said(row: dict[str, object]) -> str:
    since, until = row["since"], row["until"]
    assert isinstance(since, date)
    assert isinstance(until, date)
    last = until - timedelta(days=1)
    return hover(
        [
            text.plain(row["campaign"], 80),
            f"version {row['version']}",
            f"{since.day} {since:%b} to {last.day} {last:%b %Y}",
        ]
    )
