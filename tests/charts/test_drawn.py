"""Charts drawn once and handed out many times."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.drawn import drawn_once
from dashboard.metrics.once import ANSWERS

DRAWN: list[int] = []


@drawn_once
def _bars(found: pl.DataFrame, width: int) -> go.Figure:
    DRAWN.append(width)
    figure = go.Figure(go.Bar(x=found["n"].to_list(), y=["a", "b"], width=width))
    figure.update_layout(annotations=[{"text": "said", "x": 1, "y": 1}], xaxis={"range": [0, 5]})
    return figure


def test_a_chart_is_drawn_once_and_what_one_reader_does_to_it_stays_theirs() -> None:
    ANSWERS.forget()
    found = pl.DataFrame({"n": [1, 2]})
    first = _bars(found, 3)
    assert first.to_dict() == _bars.__wrapped__(found, 3).to_dict()  # type: ignore[attr-defined]
    first.update_layout(height=17)
    first.data[0].x = (9, 9)
    again = _bars(found, 3)
    assert (again.layout.height, again.data[0].x, again.layout.annotations[0].text) == (None, (1, 2), "said")
    assert len(DRAWN) == 2
    assert _bars(pl.DataFrame({"n": [1, 3]}), 3).data[0].x == (1, 3)
