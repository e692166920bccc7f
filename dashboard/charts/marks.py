"""Dated marks drawn on a trend: thin lines with numbers, whose words stand in a list below the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.house import REST, TEXT, hover
from dashboard.metrics.marks import Flag, Mark


def draw_marks(figure: go.Figure, found: Sequence[tuple[Any, Flag]], *, shift: int = 4, below: bool = False) -> None:
    """A line a flag at its place on the x axis, its number above the plot or below it; the words on hover."""
    for place, flag in found:
        figure.add_shape(
            type="line",
            x0=place,
            x1=place,
            yref="paper",
            y0=0,
            y1=1,
            line={"color": REST, "width": 1.5, "dash": "dot"},
            layer="below",
        )
        figure.add_annotation(
            text=flag.label,
            x=place,
            yref="paper",
            y=0 if below else 1,
            yanchor="top" if below else "bottom",
            yshift=-shift if below else shift,
            showarrow=False,
            hovertext=hover([text.plain(mark_words(mark), 90) for mark in flag.marks]),
            hoverlabel={"font": {"size": TEXT}},
            name="mark",
        )


def mark_words(mark: Mark) -> str:
    """A mark with its day: '3 Nov 2026: Sync'. Not escaped."""
    return f"{mark.day.day} {mark.day:%b %Y}: {mark.words}"
