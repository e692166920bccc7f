"""The funnel as bars: who went on, who can still, and who was lost at every stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, ACCENT_TINT, QUIET, REST, ROW, SWATCH, column, house, rows, signs
from dashboard.charts.room import width
from dashboard.charts.stage_bars import bar_traces, stage_bars
from dashboard.metrics.once import once
from dashboard.stages import BY_NAME

_NARROWEST_PX: Final = 300
"""Room for bars in half a screen, in the funnel; counts are printed where they fit even then."""
_PANEL: Final = 1.56
"""Width of a panel, its longest bar being 1."""
_PANEL_PX: Final = 190
_NAME: Final = {"xanchor": "left", "yanchor": "bottom", "showarrow": False}


@drawn_once
def funnel(steps: pl.DataFrame) -> go.Figure:
    """Stages from the first down, one bar each, with counts and shares of the stage before and of the first.

    `steps` as `funnel_steps` gives them; a column `before_reached` adds the comparison period's count as a
    thin line. A selected bar carries (stage, state) as customdata, state being won, open or lost.
    """
    longest = max([1, *steps["reached"], *_before(steps)])
    figure = go.Figure(bar_traces(stage_bars(steps, x=0, top=0, lead=1, lead_px=_NARROWEST_PX / longest)))
    _before_marks(figure, steps)
    counts = [text.count(reached) for reached in steps["reached"]]
    edge = 14 + max(46, width(counts))
    of_previous = ["" if place == 0 else text.percent(part) for place, part in enumerate(steps["of_previous"])]
    of_first = ["" if place == 0 else text.percent(part) for place, part in enumerate(steps["of_first"])]
    figure.layout.annotations = [
        *column(counts, edge, heading="leads", align="right"),
        *column(of_previous, edge + 80, heading="of stage<br>before", align="right"),
        *column(of_first, edge + 154, heading="of first<br>stage", align="right"),
        _key(steps),
    ]
    house(figure, 70 + ROW * max(1, len(steps)), right=edge + 164, top=54)
    rows(figure, [BY_NAME[stage].label for stage in steps["stage"]])
    figure.update_xaxes(range=[0, longest], visible=False)
    return figure


@drawn_once
def funnel_panels(steps: pl.DataFrame, by: str) -> go.Figure:
    """One small funnel a group, two beside each other, all on the scale of 0 to 100 % of the group's first stage.

    Shares, so that a small campaign can be read beside a large one; the counts are printed. customdata is
    (stage, state, group).
    """
    own = [funnel for _, funnel in steps.group_by(by, maintain_order=True)]
    # a panel's rows, and room for its name above them
    deep = max([1, *(len(funnel) for funnel in own)]) + 1.6
    bars, ticks = [], []
    names: list[dict[str, Any]] = []
    figure = go.Figure()
    for place, funnel in enumerate(own):
        x, top = place % 2 * _PANEL, place // 2 * deep
        first = max(1, funnel["reached"][0])
        name = funnel[by][0]
        bars += stage_bars(funnel, x=x, top=top, lead=1 / first, lead_px=_PANEL_PX / first, group=(name,))
        ticks += [(top + row, BY_NAME[stage].label) for row, stage in enumerate(funnel["stage"]) if place % 2 == 0]
        words = f"<b>{text.plain(name, 26)}</b>"
        names.append(_NAME | {"text": words, "x": x, "y": top - 0.45})
    figure.layout.annotations = [*names, _key(steps, 8)]
    figure.add_traces(bar_traces(bars))
    figure.add_scatter(
        x=[bar.x + 1.02 for bar in bars],
        y=[bar.y for bar in bars],
        mode="text",
        text=[f"{text.count(bar.reached)} · {text.percent(bar.reached * bar.lead)}" for bar in bars],
        textposition="middle right",
        hoverinfo="skip",
    )
    lowest = max(1, -(-len(own) // 2)) * deep - 1.6
    house(figure, int(26 * (lowest + 1)) + 44, top=36)
    figure.update_xaxes(range=[0, 2 * _PANEL], visible=False)
    figure.update_yaxes(
        range=[lowest - 0.4, -1.5],
        tickvals=[y for y, _ in ticks],
        ticktext=[said for _, said in ticks],
        showgrid=False,
        ticks="",
    )
    return figure


@once
def funnel_alt(steps: pl.DataFrame) -> str:
    """How many came through, and the stage at which most were lost."""
    if not len(steps) or not steps["reached"][0]:
        return "No leads in this view."
    first, last = BY_NAME[steps["stage"][0]], BY_NAME[steps["stage"][-1]]
    said = f"Of {text.count(steps['reached'][0])} leads at {first.label}, "
    said += f"{text.count(steps['reached'][-1])} ({text.percent(steps['of_first'][-1])}) {last.done}."
    worst = int(steps["lost"].arg_max() or 0)
    if not steps["lost"][worst]:
        return f"{said} None is lost so far."
    after = f" before {BY_NAME[steps['stage'][worst + 1]].label}" if worst + 1 < len(steps) else ""
    lost = text.share(steps["lost"][worst], steps["reached"][worst])
    return f"{said} Most were lost after {BY_NAME[steps['stage'][worst]].label}{after}: {lost}."


@once
def funnel_panels_alt(steps: pl.DataFrame, by: str) -> str:
    """Each group's way from its first to its last stage."""
    ends = [
        f"{text.short(group)}: {text.share(own['reached'][-1], own['reached'][0])}"
        for (group,), own in steps.group_by(by, maintain_order=True)
    ]
    if not ends:
        return "No leads in this view."
    return f"Reached {BY_NAME[steps['stage'][-1]].label}, by group. {'; '.join(ends)}."


def _before(steps: pl.DataFrame) -> Sequence[int]:
    return steps["before_reached"].drop_nulls().to_list() if "before_reached" in steps.columns else []


def _before_marks(figure: go.Figure, steps: pl.DataFrame) -> None:
    if not _before(steps):
        return
    figure.add_scatter(
        x=steps["before_reached"].to_list(),
        y=list(range(len(steps))),
        mode="markers",
        unselected={"marker": {"opacity": 1}},
        marker={"symbol": "line-ns", "size": 30, "line": {"width": 3, "color": REST}},
        hovertext=[
            f"{BY_NAME[stage].label}: {text.count(n)} in the period compared with"
            for stage, n in zip(steps["stage"], steps["before_reached"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _key(steps: pl.DataFrame, shift: int = 14) -> dict[str, Any]:
    entries = [(SWATCH, ACCENT, "went on"), (SWATCH, ACCENT_TINT, "still open"), (SWATCH, QUIET, "lost")]
    if _before(steps):
        entries += [("┃", REST, "before")]
    return signs(entries, shift)
