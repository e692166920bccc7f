"""The funnel as bars: who went on, who can still, and who was lost at every stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.charts import text
from dashboard.charts.house import (
    ACCENT,
    ACCENT_TINT,
    BESIDE_SELECTED,
    ON_STRONG,
    QUIET,
    REST,
    ROW,
    SWATCH,
    beside,
    house,
    hover,
    key,
    rows,
    width,
)
from dashboard.stages import BY_NAME

STATES: Final = {"won": "went on", "open": "still open", "lost": "lost"}
_NARROWEST_PX: Final = 300
"""Room for bars in half a screen; a count is printed in its bar where it fits even then."""
_PANEL_PX: Final = 190
_DIGIT_PX: Final = 9

_FILLS: Final[dict[str, dict[str, Any]]] = {
    "won": {"color": ACCENT},
    "open": {
        "color": ACCENT_TINT,
        "pattern": {"shape": "/", "fgcolor": ACCENT, "bgcolor": ACCENT_TINT, "size": 7, "solidity": 0.12},
    },
    "lost": {"color": QUIET},
}


def funnel(steps: pl.DataFrame) -> go.Figure:
    """Stages from the first down, one bar each, with counts and shares of the stage before and of the first.

    `steps` as `funnel_steps` gives them; a column `before_reached` adds the comparison period's count as a
    thin line. A selected bar carries (stage, state) as customdata, state being won, open or lost.
    """
    figure = go.Figure()
    longest = max([1, *steps["reached"], *_before(steps)])
    _bars(figure, steps, longest, _NARROWEST_PX, [])
    _before_marks(figure, steps)
    counts = [text.count(reached) for reached in steps["reached"]]
    edge = 14 + max(46, width(counts))
    beside(figure, counts, edge, heading="leads", align="right")
    of_previous = ["" if place == 0 else text.percent(part) for place, part in enumerate(steps["of_previous"])]
    beside(figure, of_previous, edge + 80, heading="of stage<br>before", align="right")
    of_first = ["" if place == 0 else text.percent(part) for place, part in enumerate(steps["of_first"])]
    beside(figure, of_first, edge + 154, heading="of first<br>stage", align="right")
    house(figure, 70 + ROW * max(1, len(steps)), right=edge + 164, top=54)
    rows(figure, [BY_NAME[stage].label for stage in steps["stage"]])
    figure.update_xaxes(range=[0, longest], visible=False)
    _key(figure, steps)
    return figure


def funnel_panels(steps: pl.DataFrame, by: str) -> go.Figure:
    """One small funnel a group, two beside each other, all on the scale of 0 to 100 % of the group's first stage.

    Shares, so that a small campaign can be read beside a large one; the counts are printed. customdata is
    (stage, state, group).
    """
    groups = steps[by].unique(maintain_order=True).to_list()
    deep = max(1, -(-len(groups) // 2))
    tallest = max([1, *(steps.filter(pl.col(by).eq_missing(group)).height for group in groups)])
    panel, gap = 26 * tallest, 40
    height = 62 + deep * panel + (deep - 1) * gap
    figure = make_subplots(rows=deep, cols=2, vertical_spacing=gap / (height - 62), horizontal_spacing=0.03)
    house(figure, height, top=54)
    for place, group in enumerate(groups):
        row, column = place // 2 + 1, place % 2 + 1
        own = steps.filter(pl.col(by).eq_missing(group))
        first = max(1, own["reached"][0])
        where = {"row": row, "col": column}
        _bars(figure, own, first, _PANEL_PX, [group], **where)
        figure.add_scatter(
            x=[1.02] * len(own),
            y=list(range(len(own))),
            mode="text",
            text=[f"{text.count(n)} · {text.percent(n / first)}" for n in own["reached"]],
            textposition="middle right",
            hoverinfo="skip",
            **where,
        )
        rows(figure, [BY_NAME[stage].label for stage in own["stage"]] if column == 1 else [""] * len(own), **where)
        figure.add_annotation(
            text=f"<b>{text.plain(group, 26)}</b>",
            xref="x domain",
            yref="y domain",
            x=0,
            y=1,
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            **where,
        )
    if len(groups) % 2:
        figure.update_yaxes(visible=False, row=deep, col=2)
    figure.update_xaxes(range=[0, 1.52], visible=False)
    _key(figure, steps, 30)
    return figure


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


def funnel_panels_alt(steps: pl.DataFrame, by: str) -> str:
    """Each group's way from its first to its last stage."""
    ends = [
        f"{text.short(group)}: {text.share(own['reached'][-1], own['reached'][0])}"
        for (group,), own in steps.group_by(by, maintain_order=True)
    ]
    if not ends:
        return "No leads in this view."
    return f"Reached {BY_NAME[steps['stage'][-1]].label}, by group. {'; '.join(ends)}."


def _bars(figure: go.Figure, steps: pl.DataFrame, whole: int, room: int, group: list[object], **where: int) -> None:
    """Stacked bars, in leads on the single funnel and in parts of `whole` in a panel, with counts that fit."""
    unit = whole if group else 1
    start = [0.0] * len(steps)
    last = steps["stage"].last()
    for state, words in STATES.items():
        numbers = steps[state].to_list()
        said = [
            hover([*(text.plain(g) for g in group), f"{BY_NAME[stage].label}: {_said(n, of, words, stage == last)}"])
            for stage, n, of in zip(steps["stage"], numbers, steps["reached"], strict=True)
        ]
        lengths = [n / unit for n in numbers]
        figure.add_bar(
            x=lengths,
            y=list(range(len(steps))),
            orientation="h",
            name=words,
            marker=_FILLS[state] | {"line": {"width": 0}},
            unselected=BESIDE_SELECTED,
            customdata=[[stage, state, *group] for stage in steps["stage"]],
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
            **where,
        )
        printed = [text.count(n) for n in numbers]
        figure.add_scatter(
            x=[begin + length / 2 for begin, length in zip(start, lengths, strict=True)],
            y=list(range(len(steps))),
            mode="text",
            text=[
                p if n / whole * room > len(p) * _DIGIT_PX + 6 else "" for p, n in zip(printed, numbers, strict=True)
            ],
            textfont={"color": ON_STRONG} if state == "won" else {},
            hoverinfo="skip",
            **where,
        )
        start = [begin + length for begin, length in zip(start, lengths, strict=True)]


def _said(number: int, reached: int, words: str, last: bool) -> str:
    # from the last stage there is nowhere to go on to
    return f"{text.count(number)} leads" if last else f"{text.share(number, reached)} {words}"


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


def _key(figure: go.Figure, steps: pl.DataFrame, shift: int = 14) -> None:
    entries = [(SWATCH, ACCENT, "went on"), (SWATCH, ACCENT_TINT, "still open"), (SWATCH, QUIET, "lost")]
    if _before(steps):
        entries += [("┃", REST, "before")]
    key(figure, entries, shift)
