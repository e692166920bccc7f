"""Consults booked against the slots there are, doctor by doctor and week by week."""

from __future__ import annotations

from datetime import date
from typing import Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, INK, ON_STRONG, REST, SWATCH, WARNING, house, hover, key
from dashboard.metrics.once import once

PANEL_PX: Final = 120
_TOP_PX: Final = 40
_PLOT_PX: Final = 88
"""Pixels of a doctor's bars, of which a number takes so many."""
_DIGITS_PX: Final = 22
_PAST: Final = "#8FB8D4"
"""Weeks that are over: the accent, quieter, and solid so that the slots' line shows on it."""


@drawn_once
def capacity_bars(found: pl.DataFrame) -> go.Figure:
    """A row a doctor: a bar a week for consults booked, a line for the slots; `found` as `capacity` gives it.

    Bars of weeks over are quiet; one that reaches its slots or more is marked.
    """
    doctors = found["doctor"].unique(maintain_order=True).to_list()
    number = max(1, len(doctors))
    figure = make_subplots(rows=number, cols=1, shared_xaxes=True, vertical_spacing=0.28 / number)
    for place, doctor in enumerate(doctors, start=1):
        own = found.filter(doctor=doctor)
        weeks = [_week(week) for week in own["week"]]
        fills = [_fill(*row) for row in own.select("ahead", "taken").iter_rows()]
        figure.add_bar(
            x=weeks,
            y=own["booked"].to_list(),
            marker={"color": fills, "line": {"width": 0}},
            hovertext=[
                hover([text.plain(doctor), f"week of {week}", f"{text.share(booked, round(slots))} slots booked"])
                for week, booked, slots in zip(weeks, own["booked"], own["slots"], strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            row=place,
            col=1,
        )
        figure.add_scatter(
            x=weeks,
            y=own["slots"].to_list(),
            mode="lines",
            line={"color": REST, "width": 3, "shape": "hvh"},
            hoverinfo="skip",
            row=place,
            col=1,
        )
        most = max([1.0, *own["slots"], *own["booked"]]) * 1.35
        for trace in _counts(weeks, own["booked"].to_list(), fills, most):
            figure.add_trace(trace, row=place, col=1)
        figure.update_yaxes(range=[0, most], visible=False, row=place, col=1)
        figure.add_annotation(
            text=text.plain(doctor, 40),
            xref="paper",
            x=0,
            xanchor="left",
            yref=f"y{place if place > 1 else ''} domain",
            y=1,
            yanchor="bottom",
            showarrow=False,
        )
    key(
        figure,
        [(SWATCH, _PAST, "booked, weeks over"), (SWATCH, ACCENT, "booked, this week on"), (SWATCH, WARNING, "full"),
         ("━", REST, "slots")],
        26,
    )  # fmt: skip
    house(figure, _TOP_PX + 50 + PANEL_PX * number, top=_TOP_PX + 20)
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(type="category", showgrid=False)
    return figure


@once
def capacity_alt(found: pl.DataFrame) -> str:
    """Each doctor's booked share of the slots of the weeks ahead."""
    ahead = (
        found.filter("ahead")
        .group_by("doctor", maintain_order=True)
        .agg(pl.col("booked").sum(), pl.col("slots").sum())
        .filter(pl.col("slots") > 0)
    )
    said = [f"{text.short(row[0], 40)}: {text.share(row[1], round(row[2]))}" for row in ahead.iter_rows()]
    return f"Slots booked this week and the next three. {'; '.join(said)}." if said else "No slots in the weeks ahead."


def _counts(weeks: list[str], booked: list[int], fills: list[str], most: float) -> list[go.Scatter]:
    """Each bar's number at its foot, away from the slots' line; above a bar too low to hold it."""
    inks = [
        (INK if fill == _PAST else ON_STRONG) if number / most * _PLOT_PX > _DIGITS_PX else None
        for number, fill in zip(booked, fills, strict=True)
    ]
    return [
        go.Scatter(
            x=[weeks[place] for place in own],
            y=[0 if ink else booked[place] for place in own],
            mode="text",
            text=[text.count(booked[place]) for place in own],
            textposition="top center",
            textfont={"color": ink} if ink else {},
            hoverinfo="skip",
        )
        for ink in (INK, ON_STRONG, None)
        if (own := [place for place, found in enumerate(inks) if found == ink])
    ]


def _week(monday: date) -> str:
    return f"{monday.day} {monday:%b}"


def _fill(ahead: bool, taken: float | None) -> str:
    if taken is not None and taken >= 1:
        return WARNING
    return ACCENT if ahead else _PAST
