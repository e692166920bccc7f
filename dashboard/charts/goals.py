"""Goals of both teams as one chain: so many qualified leads feed so many consults, each with its own goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, ACCENT_TINT, REST, SWATCH, WARNING, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.goals import Attainment
from dashboard.stages import BY_NAME

_ROW_PX: Final = 56


@drawn_once
def goal_chain(chain: Sequence[Attainment]) -> go.Figure:
    """A bar a stage, in the order of the funnel: so far, what to expect with its range, and the goal as a mark."""
    labels = [f"{BY_NAME[one.goal.measure].label}<br>{one.goal.team}" for one in chain]
    so_far = [one.pace.so_far if one.pace else 0 for one in chain]
    expected = [max(one.projected or 0, have) for one, have in zip(chain, so_far, strict=True)]
    places = list(range(len(chain)))
    figure = go.Figure()
    for values, base, colour, words in (
        (so_far, [0] * len(chain), ACCENT, "so far"),
        ([end - have for end, have in zip(expected, so_far, strict=True)], so_far, ACCENT_TINT, "more to expect"),
    ):
        figure.add_bar(
            x=values,
            y=places,
            base=base,
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            hovertext=[
                hover([label.replace("<br>", ", "), f"{text.count(value)} {words}"])
                for label, value in zip(labels, values, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    ranged = [(place, one) for place, one in enumerate(chain) if one.high is not None and one.high != one.low]
    figure.add_scatter(
        x=[expected[place] for place, _ in ranged],
        y=[place for place, _ in ranged],
        mode="markers",
        marker={"size": 1, "color": REST},
        error_x={
            "array": [max(0.0, (one.high or 0) - expected[place]) for place, one in ranged],
            "arrayminus": [max(0.0, expected[place] - (one.low or 0)) for place, one in ranged],
            "color": REST,
            "thickness": 3,
            "width": 6,
        },
        hoverinfo="skip",
    )
    goals = [one.goal.target for one in chain]
    figure.add_scatter(
        x=goals,
        y=places,
        mode="markers",
        marker={"symbol": "line-ns", "size": 34, "line": {"width": 4, "color": WARNING}},
        hovertext=[f"goal {text.count(goal)}" for goal in goals],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    aimed = [f"goal {text.count(goal)}" for goal in goals]
    expect = [_expected(one) for one in chain]
    beside(figure, aimed, 12)
    beside(figure, expect, 28 + width(aimed))
    key(
        figure,
        [(SWATCH, ACCENT, "so far"), (SWATCH, ACCENT_TINT, "to expect"), ("├┤", REST, "range"), ("▏", WARNING, "goal")],
        8,
        left=width(labels),
    )
    house(
        figure,
        52 + _ROW_PX * max(1, len(chain)),
        left=width(labels) + 8,
        right=44 + width(aimed) + width(expect),
        top=36,
    )
    rows(figure, labels)
    figure.update_yaxes(automargin=False)
    furthest = max([1.0, *goals, *expected, *(one.high for one in chain if one.high is not None)])
    figure.update_xaxes(showticklabels=False, showgrid=False, range=[0, furthest * 1.03])
    return figure


def goal_chain_alt(chain: Sequence[Attainment]) -> str:
    """Each stage's count so far, what to expect, and its goal."""
    said = [
        f"{BY_NAME[one.goal.measure].label} ({one.goal.team}): {text.count(one.pace.so_far if one.pace else None)} "
        f"so far, {_expected(one)}, goal {text.count(one.goal.target)}"
        for one in chain
    ]
    return ". ".join(said) + "."


def _expected(one: Attainment) -> str:
    if one.low == one.high:
        return f"ended at {text.count(one.projected)}"
    return f"{text.count(one.projected)} expected ({text.count(one.low)} to {text.count(one.high)})"
