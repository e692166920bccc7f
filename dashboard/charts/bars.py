"""A bar a row with columns of text beside it: the mark behind open leads and the nurture pool."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.house import ROW, above, beside, house, hover, rows
from dashboard.charts.room import width

Column = tuple[str, Sequence[str]]
"""A heading (a <br> in it makes two lines) and the text of each row."""


def bars(
    labels: Sequence[str], lengths: Sequence[float], colours: Sequence[str], columns: Sequence[Column], what: str
) -> go.Figure:
    """Rows in the order given; `what` says above the plot what the bars count. Labels and texts are Plotly text."""
    figure = go.Figure()
    figure.add_bar(
        x=list(lengths),
        y=list(range(len(labels))),
        orientation="h",
        marker={"color": list(colours)},
        hovertext=[
            hover([label, *(f"{heading.replace('<br>', ' ')}: {texts[place]}" for heading, texts in columns)])
            for place, label in enumerate(labels)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    shift = 12
    for heading, texts in columns:
        beside(figure, texts, shift, heading=heading)
        shift += 22 + max(width(texts), width([heading]))
    above(figure, what, 0, within="paper", shift=4)
    house(figure, 60 + ROW * max(1, len(labels)), right=shift, top=52)
    rows(figure, labels)
    figure.update_xaxes(rangemode="tozero", nticks=5)
    return figure
