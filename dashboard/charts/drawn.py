"""Charts drawn once: the same chart asked for again, by whomever, is not built and checked anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import plotly.graph_objects as go

from dashboard.metrics.once import once

Asked = ParamSpec("Asked")


def drawn_once(chart: Callable[Asked, go.Figure]) -> Callable[Asked, go.Figure]:
    """The same function, whose chart is kept while it is recently used, as `once` keeps answers.

    Every asker gets a figure of their own. It was checked when it was drawn, which takes longer than drawing it.
    """

    @once
    @wraps(chart)
    def said(*args: Asked.args, **named: Asked.kwargs) -> dict[str, Any]:
        figure = chart(*args, **named)
        return {
            "data": [trace.to_plotly_json() for trace in figure.data],
            "layout": figure.layout.to_plotly_json(),
        }

    @wraps(chart)
    def again(*args: Asked.args, **named: Asked.kwargs) -> go.Figure:
        return go.Figure(said(*args, **named), _validate=False)

    return again
