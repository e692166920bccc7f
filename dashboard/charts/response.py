"""How long leads wait for an answer: over time, by hour of the week, and what waiting goes along with."""

from __future__ import annotations

from math import log10
from typing import Any, Final, Literal

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.cells import SHADES, Cell, cells
from dashboard.charts.dots import Dot, dots
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import WARNING, above, hover
from dashboard.charts.lines import Line, lines, split
from dashboard.metrics.once import once
from dashboard.metrics.segments import FEWEST
from dashboard.practice import WEEKDAYS

_TICKS_S: Final = (300, 900, 3600, 4 * 3600, 86400, 3 * 86400)
_FIRST_S: Final = 120
_LAST_S: Final = 7 * 86400
_WAITING_S: Final = (900, 3600, 4 * 3600, 86400)
"""Edges of the shades of the waiting map."""
Shown = Literal["arrivals", "waiting"]


@drawn_once
def answered_curve(curve: pl.DataFrame, limit_s: int, by: str | None = None) -> go.Figure:
    """Share of leads answered within so much time, a line a group, the agreed limit marked.

    `curve` as the metrics' `answered_curve` gives it, with at most 7 groups. Time is drawn so that minutes
    and days both have room.
    """
    found = [_line(text.plain(name, 16), own) for name, own in split(curve, by)]
    figure = lines(found, highest=1.0, shape="hv")
    edges = [_FIRST_S, _LAST_S]
    figure.update_xaxes(
        type="log",
        range=[log10(edge) for edge in edges],
        tickvals=list(_TICKS_S),
        # number above unit: half a screen has no room for '5 min' beside '15 min'
        ticktext=[text.duration(tick).replace(" ", "<br>") for tick in _TICKS_S],
        title={"text": "time since the inquiry"},
    )
    figure.add_vline(x=limit_s, line={"color": WARNING, "width": 2, "dash": "dash"})
    above(figure, f"limit {text.duration(limit_s)}", log10(limit_s), anchor="center")
    return figure


@once
def answered_curve_alt(curve: pl.DataFrame, limit_s: int, by: str | None = None) -> str:
    """Each group's share answered within the limit and by the end of the curve."""
    ends = []
    for name, own in split(curve, by):
        inside = own.filter(pl.col("seconds") <= limit_s)["share"]
        said = f"{text.percent(inside[-1] if len(inside) else 0.0)} within {text.duration(limit_s)}"
        until = f"{text.percent(own['share'][-1])} within {text.duration(own['seconds'][-1])}"
        ends.append(f"{text.short(name)}: {said}, {until}")
    return f"Share of leads answered. {'; '.join(ends)}." if ends else "No leads in this view."


@drawn_once
def response_hours(hours: pl.DataFrame, shown: Shown) -> go.Figure:
    """Weekday by hour of arrival with the leads in each cell, shaded by arrivals or by the median wait.

    The wait of an hour under 30 leads is muted; the count of arrivals is what it is.
    """
    width = -(-max([SHADES, *hours["leads"]]) // SHADES)
    found = [
        Cell(
            row=row["weekday"] - 1,
            column=row["hour"],
            text=text.compact(row["leads"]),
            hover=hover(
                [
                    f"{WEEKDAYS[row['weekday'] - 1]}, {row['hour']}:00 to {row['hour'] + 1}:00",
                    f"{text.count(row['leads'])} leads",
                    f"median wait {text.duration(row['median_s'])}" if row["median_s"] is not None else "none answered",
                    f"{text.percent(row['within_limit'])} within the limit",
                ]
            ),
            shade=(row["leads"] - 1) // width if shown == "arrivals" else _waiting(row["leads"], row["median_s"]),
        )
        for row in hours.iter_rows(named=True)
    ]
    if shown == "arrivals":
        steps = [f"{1 + step * width} to {(step + 1) * width}" for step in range(SHADES)]
        steps = [*steps[:-1], f"{steps[-1]} leads"]
    else:
        edges = [text.duration(edge) for edge in _WAITING_S]
        steps = [f"up to {edges[0]}", *(f"to {edge}" for edge in edges[1:]), f"over {edges[-1]}"]
    labels = [day[:3] for day in WEEKDAYS]
    columns = [str(hour) for hour in range(24)]
    return cells(found, labels, columns, steps, "accent" if shown == "arrivals" else "warning", 36)


@once
def response_hours_alt(hours: pl.DataFrame, shown: Shown) -> str:
    """The busiest hour of the week, or the one with the longest median wait."""
    if not len(hours):
        return "No leads in this view."
    if shown == "arrivals":
        top = hours.row(int(hours["leads"].arg_max() or 0), named=True)
        total = int(hours["leads"].sum())
        return f"Most leads arrive on {_hour(top)}: {text.share(top['leads'], total)}."
    enough = hours.filter((pl.col("leads") >= FEWEST) & pl.col("median_s").is_not_null())
    if not len(enough):
        return f"No hour of the week has {FEWEST} leads: too few to say."
    top = enough.row(int(enough["median_s"].arg_max() or 0), named=True)
    return (
        f"The longest median wait is for leads arriving on {_hour(top)}: {text.duration(top['median_s'])} "
        f"({text.count(top['leads'])} leads)."
    )


@drawn_once
def response_bands(bands: pl.DataFrame) -> go.Figure:
    """Conversion by how long leads waited, shortest first, with intervals; no line for the whole."""
    return dots(_dots(bands), None)


@once
def response_bands_alt(bands: pl.DataFrame) -> str:
    """The rate of each band with enough leads, as something associated, never as a cause."""
    said = [f"{text.short(d.name)}: {text.share(d.converted, d.leads)}" for d in _dots(bands) if not d.few]
    if not said:
        return f"No band of waiting time has {FEWEST} leads: too few to say."
    return f"Conversion associated with the wait for an answer. {'; '.join(said)}."


def _dots(bands: pl.DataFrame) -> list[Dot]:
    return [Dot(*row) for row in bands.select("band", "leads", "converted", "rate", "low", "high").iter_rows()]


def _line(name: str, own: pl.DataFrame) -> Line:
    return Line(
        name=name,
        x=own["seconds"].to_list(),
        share=own["share"].to_list(),
        said=[
            hover([name, f"{text.percent(share)} of {text.count(leads)} answered within {text.duration(seconds)}"])
            for seconds, leads, share in own.select("seconds", "leads", "share").iter_rows()
        ],
    )


def _waiting(leads: int, median_s: float | None) -> int | None:
    """Shade of a cell of the waiting map; where none was answered the wait is the longest there is."""
    if leads < FEWEST:
        return None
    return SHADES - 1 if median_s is None else sum(median_s > edge for edge in _WAITING_S)


def _hour(row: dict[str, Any]) -> str:
    return f"{WEEKDAYS[row['weekday'] - 1]} between {row['hour']}:00 and {row['hour'] + 1}:00"
