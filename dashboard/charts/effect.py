"""A share before and after an action, with its range, beside the leads the action was not about."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST, beside, house, rows
from dashboard.charts.room import width
from dashboard.metrics.before_after import Effect
from dashboard.metrics.intervals import wilson
from dashboard.metrics.measures import Part

_ROW_PX: Final = 34


@drawn_once
def before_after(found: Effect) -> go.Figure:
    """A dot with its 95 % range for before and after, and for all others where there are any; counts beside."""
    parts = _rows(found)
    figure = go.Figure()
    for place, (_, part, colour) in enumerate(parts):
        if part.share is None:
            continue
        low, high = (float(end) for end in wilson(part.part, part.whole))
        figure.add_scatter(
            x=[part.share],
            y=[place],
            mode="markers",
            marker={"color": colour, "size": 13},
            error_x={
                "array": [high - part.share],
                "arrayminus": [part.share - low],
                "color": colour,
                "thickness": 3,
                "width": 0,
            },
            hovertext=f"between {text.percent(low)} and {text.percent(high)}",
            hovertemplate="%{hovertext}<extra></extra>",
        )
    counts = [text.share(part.part, part.whole) for _, part, _ in parts]
    beside(figure, counts, 12)
    house(figure, 40 + _ROW_PX * len(parts), right=24 + width(counts), top=8)
    rows(figure, [label for label, _, _ in parts])
    figure.update_xaxes(rangemode="tozero", tickformat=".0%", nticks=5)
    return figure


def before_after_alt(found: Effect) -> str:
    """Every share with its counts."""
    return "; ".join(f"{label}: {text.share(part.part, part.whole)}" for label, part, _ in _rows(found)) + "."


def _rows(found: Effect) -> list[tuple[str, Part, str]]:
    own = [("before", found.before, ACCENT), ("after", found.after, ACCENT)]
    if found.rest_before.whole and found.rest_after.whole:
        own += [("others before", found.rest_before, REST), ("others after", found.rest_after, REST)]
    return own
