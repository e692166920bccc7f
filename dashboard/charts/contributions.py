"""The parts of a change that a rate went through, over all fields, one bar each and what is left as the last."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.change import signed
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, QUIET, REST, ROW, SWATCH, beside, house, hover, key, rows
from dashboard.charts.room import width

_FILLS = {"mix": REST, "rate": ACCENT, "waiting": ACCENT, "rest": QUIET}


@drawn_once
def contributions(words: Sequence[str], kinds: Sequence[str], points: Sequence[float]) -> go.Figure:
    """A bar a part, to the left what the rate lost and to the right what it gained, in points; they add up.

    `words` say the parts, plain; `kinds` and `points` as `contributions` of the metrics gives them.
    """
    names = [said[:1].upper() + said[1:] for said in words]
    figure = go.Figure()
    figure.add_bar(
        x=[part * 100 for part in points],
        y=list(range(len(points))),
        orientation="h",
        marker={"color": [_FILLS[kind] for kind in kinds], "line": {"width": 0}},
        hovertext=[hover([text.plain(said), signed(part)]) for said, part in zip(names, points, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_vline(x=0, line={"color": REST, "width": 1})
    said = [signed(part) for part in points]
    beside(figure, said, 18)
    house(figure, 60 + ROW * max(1, len(points)), right=30 + width(said), top=34)
    rows(figure, [text.plain(name, 52) for name in names])
    figure.update_xaxes(visible=False)
    key(figure, [(SWATCH, REST, "other leads than before"), (SWATCH, ACCENT, "the same, going on differently")])
    return figure


def contributions_alt(words: Sequence[str], points: Sequence[float]) -> str:
    """The whole change and each of its parts."""
    parts = text.listed([f"{signed(part)} with {said}" for said, part in zip(words, points, strict=True)])
    return f"The rate changed by {signed(sum(points))}: {parts}."
