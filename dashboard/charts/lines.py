"""Lines over time with their names at their ends: the mark behind answered and convert curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import GROUPS, house
from dashboard.charts.room import width

PLOT_PX: Final = 340
_TOP_PX: Final = 34
_FOOT_PX: Final = 64
_LABEL_PX: Final = 21


@dataclass(frozen=True, slots=True)
class Line:
    """A share over time. From `young` on (an index) it rests on few leads and is drawn faint."""

    name: str
    """Plotly text."""
    x: list[float]
    share: list[float]
    said: list[str]
    """Hover of each point, Plotly text."""
    band: tuple[list[float], list[float]] | None = None
    young: int | None = None


def lines(found: Sequence[Line], *, highest: float, shape: str) -> go.Figure:
    """Step or straight lines of shares from 0 to `highest`, named with their last share at the right edge.

    Ranges are drawn for up to three lines; more would hide each other.
    """
    figure = go.Figure()
    for place, line in enumerate(found):
        colour = GROUPS[place % len(GROUPS)]
        if line.band and len(found) <= 3:
            _band(figure, line, colour, shape)
        old = len(line.x) if line.young is None else line.young
        for part, opacity in ((slice(0, old + 1), 1.0), (slice(old, None), 0.35)):
            if line.x[part]:
                figure.add_scatter(
                    x=line.x[part],
                    y=line.share[part],
                    mode="lines",
                    line={"color": colour, "width": 3, "shape": shape},
                    opacity=opacity,
                    hovertext=line.said[part],
                    hovertemplate="%{hovertext}<extra></extra>",
                )
    last = max([0.0, *(line.x[-1] for line in found if line.x)])
    drawn = [(place, line) for place, line in enumerate(found) if line.share]
    heights = spread([line.share[-1] / highest * PLOT_PX for _, line in drawn], _LABEL_PX, PLOT_PX)
    labels = [f"{line.name} {text.percent(line.share[-1])}" for _, line in drawn]
    for (place, line), height, label in zip(drawn, heights, labels, strict=True):
        colour = GROUPS[place % len(GROUPS)]
        if line.x[-1] < last:
            figure.add_scatter(
                x=[line.x[-1], last],
                y=[line.share[-1]] * 2,
                mode="lines",
                line={"color": colour, "width": 1, "dash": "dot"},
                opacity=0.6,
                hoverinfo="skip",
            )
        figure.add_annotation(
            text=label,
            xref="paper",
            x=1,
            yref="y",
            y=line.share[-1],
            ax=26,
            ay=line.share[-1] / highest * PLOT_PX - height,
            xanchor="left",
            showarrow=True,
            arrowhead=0,
            arrowwidth=2,
            arrowcolor=colour,
        )
    house(figure, _TOP_PX + PLOT_PX + _FOOT_PX, right=36 + width(labels), top=_TOP_PX)
    figure.update_layout(margin_b=_FOOT_PX, hoverdistance=40)
    figure.update_xaxes(automargin=False, range=[0, last])
    figure.update_yaxes(range=[0, highest], tickformat=".0%", nticks=6)
    return figure


def split(curve: pl.DataFrame, by: str | None) -> list[tuple[str | None, pl.DataFrame]]:
    """Each group's value and rows in the table's order; without `by` one group, 'all leads'."""
    if by is None:
        return [("all leads", curve)] if len(curve) else []
    return [(cast("str | None", name), own) for (name,), own in curve.group_by(by, maintain_order=True)]


def spread(wanted: Sequence[float], apart: float, room: float) -> list[float]:
    """Places at least `apart` from each other and as near to the wanted ones as that allows, order kept.

    They stay within 0 to `room` where they all fit.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    floor = 0.0
    for i in order:
        floor = placed[i] = max(floor, wanted[i])
        floor += apart
    ceiling = room
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - apart
    return placed


def _band(figure: go.Figure, line: Line, colour: str, shape: str) -> None:
    assert line.band is not None
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    low, high = line.band
    style = {"mode": "lines", "line": {"width": 0, "shape": shape}, "hoverinfo": "skip"}
    figure.add_scatter(x=line.x, y=low, **style)
    figure.add_scatter(x=line.x, y=high, fill="tonexty", fillcolor=f"rgba({red}, {green}, {blue}, 0.16)", **style)
