"""What became of consults, who misses them, and how long people wait for theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import (
    ACCENT,
    ACCENT_TINT,
    QUIET,
    REST,
    ROW,
    WARNING,
    above,
    beside,
    house,
    hover,
    key,
    rows,
)
from dashboard.charts.marks import draw_marks
from dashboard.charts.room import width
from dashboard.charts.shares import Part, share_bars
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.marks import Flag
from dashboard.metrics.once import once

BECAME: Final[dict[str, Part]] = {
    "attended": Part(ACCENT, "attended"),
    "no_show": Part(WARNING, "did not show up"),
    "cancelled": Part("#E69F00", "called off"),
    "rescheduled": Part("#B5B5B5", "moved"),
    "ahead": Part(ACCENT_TINT, "still ahead"),
    "unsaid": Part(QUIET, "nobody says"),
}
VERDICTS: Final = {
    "more": "more often missed",
    "fewer": "less often missed",
    "days_ahead": "could be the days ahead",
    "chance": "could be chance",
    "few": "too few to say",
}


@drawn_once
def consult_bars(found: pl.DataFrame, by: str | None) -> go.Figure:
    """A bar a group with the shares of its consults by what became of them; `found` as `consults` gives it."""
    return share_bars(found, found[by].to_list() if by else ["All consults"], BECAME, "consults")


@once
def consult_bars_alt(found: pl.DataFrame, by: str | None) -> str:
    """For each group who attended and who did not show up."""
    parts = [
        f"{text.short(row[by]) if by else 'All consults'}: {text.count(row['attended'])} attended, "
        f"{text.count(row['no_show'])} did not show up, {text.count(row['cancelled'])} were called off"
        for row in found.iter_rows(named=True)
    ]
    return f"{'; '.join(parts)}." if parts else "No consults in this view."


@drawn_once
def no_show_dots(compared: pl.DataFrame) -> go.Figure:
    """Each value's no-show rate with its range, and as a ring that of others who booked as far ahead.

    `compared` as `no_shows_compared` gives it. Only what stands at equal days ahead is coloured.
    """
    found = list(compared.iter_rows(named=True))
    figure = go.Figure()
    marks = {"more": (WARNING, "diamond", 1.0), "fewer": (ACCENT, "square", 1.0)}
    for verdict in VERDICTS:
        own = [(place, row) for place, row in enumerate(found) if row["verdict"] == verdict]
        colour, symbol, opacity = marks.get(verdict, (REST, "circle", 0.45 if verdict == "few" else 1.0))
        figure.add_scatter(
            x=[row["rate"] for _, row in own],
            y=[place for place, _ in own],
            mode="markers",
            marker={"color": colour, "size": 14, "symbol": symbol},
            error_x={
                "array": [row["high"] - row["rate"] for _, row in own],
                "arrayminus": [row["rate"] - row["low"] for _, row in own],
                "color": colour,
                "thickness": 3,
                "width": 0,
            },
            opacity=opacity,
            hovertext=[_said(row) for _, row in own],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    ringed = [(place, row) for place, row in enumerate(found) if row["expected_rate"] is not None]
    figure.add_scatter(
        x=[row["expected_rate"] for _, row in ringed],
        y=[place for place, _ in ringed],
        mode="markers",
        marker={"symbol": "circle-open", "size": 13, "color": REST, "line": {"width": 2}},
        hovertext=[_said(row) for _, row in ringed],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    counts = [f"{text.count(row['no_shows'])} of {text.count(row['leads'])}" for row in found]
    verdicts = [VERDICTS[row["verdict"]] for row in found]
    beside(figure, counts, 12)
    beside(figure, verdicts, 26 + width(counts))
    if ringed:
        key(figure, [("○", REST, "others who booked as far ahead")])
    house(figure, 84 + ROW * max(1, len(found)), right=36 + width(counts) + width(verdicts), top=34)
    rows(figure, [text.plain(row["value"], 28) for row in found])
    furthest = max([0.05, *(row["high"] for row in found)])
    figure.update_xaxes(range=[0, min(1.02, furthest * 1.06)], tickformat=".0%", nticks=6, rangemode="tozero")
    return figure


@once
def no_show_dots_alt(compared: pl.DataFrame) -> str:
    """Each value's no-shows and what they are associated with."""
    said = [
        f"{text.short(row['value'])}: {text.share(row['no_shows'], row['leads'])}, {VERDICTS[row['verdict']]}"
        for row in compared.iter_rows(named=True)
    ]
    return f"No-shows. {'; '.join(said)}." if said else "No consults are known as attended or missed."


@drawn_once
def wait_lines(months: pl.DataFrame, flags: Sequence[Flag] = ()) -> go.Figure:
    """Days from the inquiry and from the booking to the consult, month by month of booking; months of few faint.

    `flags` mark what happened on a day of these months.
    """
    figure = go.Figure()
    for column, colour, words in (
        ("median_wait_days", ACCENT, "from the inquiry"),
        ("median_ahead_days", REST, "from the booking"),
    ):
        figure.add_scatter(
            x=[month_words(month) for month in months["month"]],
            y=months[column].to_list(),
            mode="lines+markers",
            line={"color": colour, "width": 3},
            marker={"size": 8, "opacity": [1.0 if leads >= FEWEST else 0.4 for leads in months["leads"]]},
            hovertext=[
                hover([f"{month_words(month)}: {days:.0f} days {words}", f"{text.count(leads)} consults"])
                if days is not None
                else ""
                for month, days, leads in months.select("month", column, "leads").iter_rows()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    key(figure, [("●", ACCENT, "from the inquiry"), ("●", REST, "from the booking")])
    above(figure, "days, middle value", 1, within="paper", anchor="right")
    house(figure, 300 + (24 if flags else 0), top=34 + (24 if flags else 0))
    if flags:
        known: list[str] = months["month"].to_list()
        draw_marks(figure, flags, lambda day: _place(day, known), shift=26)
        figure.update_xaxes(range=[-0.5, len(known) - 0.5])
    figure.update_yaxes(rangemode="tozero", nticks=6)
    figure.update_xaxes(type="category", nticks=8, showgrid=False)
    return figure


@once
def wait_lines_alt(months: pl.DataFrame) -> str:
    """The first and the last month that rest on enough consults."""
    enough = months.filter(pl.col("leads") >= FEWEST).drop_nulls("median_wait_days")
    if enough.is_empty():
        return "No month has enough consults to say how long people wait."
    first, last = enough.row(0, named=True), enough.row(-1, named=True)
    said = f"Half waited {first['median_wait_days']:.0f} days or less in {month_words(first['month'])}"
    if len(enough) == 1:
        return f"{said}."
    return f"{said}, {last['median_wait_days']:.0f} in {month_words(last['month'])}."


def _place(day: date, months: list[str]) -> float:
    """Where a day lies among months side by side, each as wide as one and around its number."""
    month = f"{day:%Y-%m}"
    place = bisect_left(months, month)
    # a month in which nothing was booked is left out: its days lie between its neighbours
    return place - 0.5 + ((day.day - 1) / 31 if month in months else 0.0)


def month_words(month: str) -> str:
    """'2026-03' as people say it: 'Mar 2026'."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def _said(row: dict[str, Any]) -> str:
    equal = "" if row["expected_rate"] is None else f"others as far ahead: {text.percent(row['expected_rate'])}"
    return hover([text.plain(row["value"]), text.share(row["no_shows"], row["leads"]), equal, VERDICTS[row["verdict"]]])
