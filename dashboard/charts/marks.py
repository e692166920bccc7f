"""Dated marks drawn on a trend: thin lines with numbers, whose words stand in a list below the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.house import REST, hover
from dashboard.charts.room import TEXT
from dashboard.metrics.marks import Flag, Mark


def draw_marks(
    figure: go.Figure, flags: Sequence[Flag], place: Callable[[date], Any], *, shift: int = 4, below: bool = False
) -> None:
    """A line a mark where `place` puts its day on the x axis; numbers, with the words on hover, above or below."""
    for flag in flags:
        for day in sorted({mark.day for mark in flag.marks}):
            figure.add_shape(
                type="line",
                x0=place(day),
                x1=place(day),
                yref="paper",
                y0=0,
                y1=1,
                line={"color": REST, "width": 1.5, "dash": "dot"},
                layer="below",
            )
        figure.add_annotation(
            text=flag.label,
            x=place(flag.day),
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
