"""Leads and conversions week by week, the youngest weeks visibly unfinished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, above, house, hover
from dashboard.charts.marks import draw_marks
from dashboard.metrics.marks import Flag
from dashboard.metrics.once import once

MOSTLY_OPEN: Final = 0.5
"""A week is still open from this share of its leads on."""
_PLOT_PX: Final = 240


@drawn_once
def weekly_rate(weeks: pl.DataFrame, converted: str, flags: Sequence[Flag] = ()) -> go.Figure:
    """Share of each week's leads that converted; dotted and faint while the week is still mostly open.

    `flags` mark what happened on a day of these weeks.
    """
    figure = go.Figure()
    open_weeks = _open(weeks)
    first_open = open_weeks.index(True) if True in open_weeks else len(open_weeks)
    for part, dash, opacity in (
        (slice(0, first_open), "solid", 1.0),
        (slice(max(0, first_open - 1), None), "dot", 0.5),
    ):
        figure.add_scatter(
            x=weeks["week"].to_list()[part],
            y=weeks["rate"].to_list()[part],
            mode="lines+markers",
            line={"color": ACCENT, "width": 3, "dash": dash},
            marker={"size": 7},
            opacity=opacity,
            hovertext=_said(weeks, converted)[part],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _still_open(figure, weeks)
    _frame(figure, weeks)
    if flags and len(weeks):
        draw_marks(figure, flags, lambda day: day, shift=26)
        # the days of the last week lie behind its point, and lines do not widen an axis
        ends = (weeks["week"][0] - timedelta(days=2), weeks["week"][-1] + timedelta(days=8))
        figure.update_layout(margin_t=58)
        figure.update_xaxes(range=[day.isoformat() for day in ends])
    figure.update_yaxes(
        range=[0, min(1.0, max([0.05, *weeks["rate"].drop_nulls()]) * 1.15)], tickformat=".0%", nticks=5
    )
    return figure


@once
def trend_alt(weeks: pl.DataFrame, converted: str) -> str:
    """The last finished week against the weeks before it, and how many are still open."""
    marks = _open(weeks)
    done = weeks.filter(pl.Series(marks, dtype=pl.Boolean).not_())
    young = f" {sum(marks)} weeks are still mostly open." if sum(marks) > 1 else ""
    young = " One week is still mostly open." if sum(marks) == 1 else young
    if not len(done):
        return f"No finished week in this view.{young}"
    last = done.row(-1, named=True)
    said = f"Week of {_day(last['week'])}: {text.share(last['converted'], last['leads'])} {converted}."
    if len(done) > 1:
        before = f"The {len(done) - 1} weeks before" if len(done) > 2 else "The week before"
        came, leads = (int(done[column][:-1].sum()) for column in ("converted", "leads"))
        said += f" {before}: {text.share(came, leads)}."
    return said + young


def _open(weeks: pl.DataFrame) -> list[bool]:
    return [part is not None and part >= MOSTLY_OPEN for part in weeks["open_share"]]


def _said(weeks: pl.DataFrame, converted: str) -> list[str]:
    return [
        hover(
            [
                f"week of {_day(row['week'])}",
                f"{text.share(row['converted'], row['leads'])} {text.plain(converted)}",
                f"{text.percent(row['open_share'])} still open" if row["open_share"] else "",
            ]
        )
        for row in weeks.iter_rows(named=True)
    ]


def _still_open(figure: go.Figure, weeks: pl.DataFrame) -> None:
    marks = _open(weeks)
    if any(marks):
        young = [week for week, mark in zip(weeks["week"], marks, strict=True) if mark]
        above(figure, "still open", young[-1], anchor="right", shift=8)


def _frame(figure: go.Figure, weeks: pl.DataFrame) -> None:
    house(figure, _PLOT_PX + 80, top=40)
    figure.update_xaxes(showgrid=False, nticks=8, tickformat="%-d %b\n%Y")


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
