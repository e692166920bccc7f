"""How many went on beside how many were expected, with the range that chance leaves."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.house import QUIET, REST, ROW, WARNING, beside, house, rows
from dashboard.charts.room import width
from dashboard.metrics.leaks.report import Leak


def leak(found: Leak) -> go.Figure:
    """Two bars from zero: how many of the leak's leads went on, and how many were expected, with its 90 % range."""
    figure = go.Figure()
    low, high = found.observed + found.low, found.observed + found.high
    expected = max(float(found.observed), found.expected)
    figure.add_bar(
        x=[found.observed, expected],
        y=[0, 1],
        orientation="h",
        marker={"color": [WARNING, QUIET], "line": {"width": 0}},
        error_x={
            "array": [0, max(0.0, high - expected)],
            "arrayminus": [0, max(0.0, expected - low)],
            "color": REST,
            "thickness": 3,
            "width": 0,
        },
        hovertext=[
            f"{text.share(found.observed, found.leads)} went on",
            f"{text.share(round(expected), found.leads)} expected, between {_whole(low)} and {_whole(high)}",
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    said = [
        text.share(found.observed, found.leads),
        f"{_whole(expected)} ({_whole(low)} to {_whole(high)})",
    ]
    beside(figure, said, 12)
    house(figure, 24 + 2 * ROW, right=24 + width(said), top=8)
    rows(figure, ["Went on", "Expected"])
    figure.update_xaxes(range=[0, max(1.0, high) * 1.02], visible=False)
    return figure


def leak_alt(found: Leak) -> str:
    """What went on beside what was expected."""
    low, high = found.observed + found.low, found.observed + found.high
    return (
        f"{text.share(found.observed, found.leads)} went on; {_whole(found.expected)} were expected, "
        f"between {_whole(low)} and {_whole(high)}."
    )


def _whole(number: float) -> str:
    return text.count(max(0, round(number)))
