"""How long each step takes in and after hours, and what becomes of inquiries that arrive while nobody is there."""

from __future__ import annotations

from math import log10
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, ACCENT_TINT, QUIET, REST, ROW, WARNING, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.charts.shares import Part, share_bars
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.once import once

LABELS: Final = {
    "attempt": "Inquiry to first try",
    "reached": "First try to reached",
    "booked": "Reached to consult booked",
}
ARRIVED: Final = {"all": "all hours", "in": "in hours", "after": "after hours"}
_MARKS: Final = {"all": (REST, "circle", "●"), "in": (ACCENT, "circle", "●"), "after": (WARNING, "diamond", "◆")}
_TICKS_S: Final = (60, 900, 3600, 4 * 3600, 86400, 3 * 86400, 10 * 86400, 30 * 86400)
_FIRST_S: Final = 30.0
"""Shorter times are drawn here: the axis goes by tenfold steps, and has no place for none."""
_LIFT: Final = {"all": 0.0, "in": -0.17, "after": 0.17}
BECAME: Final = {
    "by_opening": Part(ACCENT, "by the opening"),
    "within_limit": Part(ACCENT_TINT, "within the limit of it"),
    "later": Part("#E69F00", "later"),
    "waiting": Part(WARNING, "not yet"),
    "not_due": Part(QUIET, "not yet, within the limit"),
    "backwards": Part("#B5B5B5", "dated before the inquiry"),
}


@drawn_once
def clock_dots(found: pl.DataFrame, by: str, *, business: bool) -> go.Figure:
    """A row a clock or group (the values of `by`): the middle wait as a dot, a line on to nine of ten.

    `found` as `clock_times` gives it, rows of one clock or of no group. Marks that rest on fewer than 30 are faint.
    """
    values = found[by].unique(maintain_order=True).to_list()
    shown = [hours for hours in ARRIVED if (found["hours"] == hours).any()]
    shown = shown if len(shown) == 1 else [hours for hours in shown if hours != "all"]
    figure = go.Figure()
    longest = _FIRST_S
    columns: dict[str, list[str]] = {}
    for hours in shown:
        own = {row[by]: row for row in found.filter(hours=hours).iter_rows(named=True)}
        columns[hours] = []
        for place, value in enumerate(values):
            median, slow, counted = _times(own.get(value), business)
            few = counted < FEWEST
            columns[hours].append("" if not counted else "too few" if few else wait_words(median))
            if median is None or slow is None:
                continue
            longest = max(longest, slow)
            figure.add_trace(_mark(hours, place, (median, slow), few, _said(own[value], by, business)))
    labels = [LABELS.get(value, value) if by == "clock" else value for value in values]
    shift = 12
    for hours, said in columns.items():
        beside(figure, said, shift, heading=ARRIVED[hours])
        shift += 24 + max(width(said), width([ARRIVED[hours]]))
    key(figure, [(_MARKS[hours][2], _MARKS[hours][0], f"half, {ARRIVED[hours]}") for hours in shown])
    house(figure, 84 + (ROW + 6) * max(1, len(values)), right=shift, top=40)
    rows(figure, [text.plain(label, 28) for label in labels])
    ticks = [tick for tick in _TICKS_S if tick <= longest * 1.5]
    figure.update_xaxes(
        type="log",
        range=[log10(_FIRST_S * 0.8), log10(max(120.0, longest) * 1.3)],
        tickvals=ticks,
        ticktext=[text.duration(tick).replace(" ", "<br>") for tick in ticks],
    )
    return figure


@once
def clock_dots_alt(found: pl.DataFrame, by: str, *, business: bool) -> str:
    """The middle wait of each row, in and after hours."""
    said = []
    for row in found.iter_rows(named=True):
        median, _, counted = _times(row, business)
        if counted >= FEWEST:
            name = LABELS.get(row[by], row[by]) if by == "clock" else text.short(row[by])
            said.append(f"{name}, {ARRIVED[row['hours']]}: half {within_words(median)}")
    return f"{'; '.join(said)}." if said else f"No time rests on {FEWEST} leads: too few to say."


@drawn_once
def after_hours_bars(found: pl.DataFrame, by: str | None) -> go.Figure:
    """Inquiries outside opening hours by what became of them, a bar a group; `found` rows of one step."""
    names = ["All inquiries", *(found[by].to_list()[1:])] if by else ["All inquiries"]
    return share_bars(found, names, BECAME, "after hours")


@once
def after_hours_alt(found: pl.DataFrame, by: str | None) -> str:
    """How many were looked after by the opening or soon after it, group by group."""
    said = [
        f"{text.short(row[by]) if by and nth else 'All inquiries'}: "
        f"{text.share(row['by_opening'] + row['within_limit'], row['leads'])} by the limit after the opening, "
        f"{text.count(row['waiting'])} not yet"
        for nth, row in enumerate(found.iter_rows(named=True))
    ]
    return f"{'; '.join(said)}." if said else "No inquiry arrived outside opening hours."


def wait_words(seconds: float | None) -> str:
    """A wait as people say it; none at all is 'at once'."""
    return "at once" if seconds == 0 else text.duration(seconds)


def within_words(seconds: float | None) -> str:
    """A wait as a bound: 'within 5 min', or 'at once'."""
    return "at once" if seconds == 0 else f"within {text.duration(seconds)}"


def _times(row: dict[str, Any] | None, business: bool) -> tuple[float | None, float | None, int]:
    """Median, 90th percentile, and how many leads they rest on."""
    if row is None:
        return None, None, 0
    suffix = "_business" if business else ""
    return row[f"median{suffix}_s"], row[f"p90{suffix}_s"], row["there"] - row["undated"] - row["backwards"]


def _mark(hours: str, place: int, times: tuple[float, float], few: bool, said: str) -> go.Scatter:
    colour, symbol, _ = _MARKS[hours]
    y = place + _LIFT[hours]
    return go.Scatter(
        x=[max(_FIRST_S, seconds) for seconds in times],
        y=[y, y],
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={
            "color": colour,
            "symbol": [symbol, "line-ns"],
            "size": [14, 12],
            "line": {"width": [0, 3], "color": colour},
            "opacity": 1,
        },
        opacity=0.4 if few else 1.0,
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(row: dict[str, Any], by: str, business: bool) -> str:
    median, slow, counted = _times(row, business)
    name = LABELS.get(row[by], "") if by == "clock" else text.plain(row[by])
    return hover(
        [
            f"{name}, {ARRIVED[row['hours']]}",
            f"half {within_words(median)}, nine of ten {within_words(slow)}",
            f"{text.share(row['there'], row['leads'])} there, {text.count(counted)} timed",
        ]
    )
