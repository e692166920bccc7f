"""A stacked bar a stage, with what went on, is still open and was lost: the mark behind funnel and panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import ACCENT, ACCENT_TINT, BESIDE_SELECTED, ON_STRONG, QUIET, hover
from dashboard.stages import BY_NAME

STATES: Final = {"won": "went on", "open": "still open", "lost": "lost"}
_DIGIT_PX: Final = 9
_FILLS: Final[dict[str, dict[str, Any]]] = {
    "won": {"color": ACCENT},
    "open": {
        "color": ACCENT_TINT,
        "pattern": {"shape": "/", "fgcolor": ACCENT, "bgcolor": ACCENT_TINT, "size": 7, "solidity": 0.12},
    },
    "lost": {"color": QUIET},
}


@dataclass(frozen=True, slots=True)
class StageBar:
    """Where a stage's bar lies and what it shows; a lead is `lead` long and at least `lead_px` pixels."""

    y: float
    x: float
    lead: float
    lead_px: float
    stage: str
    reached: int
    counts: tuple[int, int, int]
    """Leads won, open and lost."""
    last: bool
    group: tuple[object, ...] = ()


def stage_bars(
    steps: pl.DataFrame, *, x: float, top: float, lead: float, lead_px: float, group: tuple[object, ...] = ()
) -> list[StageBar]:
    """The bars of one funnel, its first stage at y = `top`."""
    return [
        StageBar(top + place, x, lead, lead_px, stage, reached, (won, still, lost), place == len(steps) - 1, group)
        for place, (stage, reached, won, still, lost) in enumerate(
            steps.select("stage", "reached", "won", "open", "lost").iter_rows()
        )
    ]


def bar_traces(bars: Sequence[StageBar]) -> list[Any]:
    """One trace a state and two of the counts, printed where they fit; customdata is (stage, state, *group).

    A chart of many funnels has no more traces than one of one, which is what keeps it quick.
    """
    traces: list[Any] = []
    printed: dict[bool, list[tuple[float, float, str]]] = {True: [], False: []}
    for nth, state in enumerate(STATES):
        starts = [bar.x + bar.lead * sum(bar.counts[:nth]) for bar in bars]
        traces.append(
            go.Bar(
                base=starts,
                x=[bar.counts[nth] * bar.lead for bar in bars],
                y=[bar.y for bar in bars],
                orientation="h",
                marker=_FILLS[state] | {"line": {"width": 0}},
                unselected=BESIDE_SELECTED,
                customdata=[[bar.stage, state, *bar.group] for bar in bars],
                hovertext=[_said(bar, bar.counts[nth], STATES[state]) for bar in bars],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        printed[state == "won"] += [
            (start + bar.counts[nth] * bar.lead / 2, bar.y, said)
            for start, bar in zip(starts, bars, strict=True)
            if bar.counts[nth] * bar.lead_px > len(said := text.count(bar.counts[nth])) * _DIGIT_PX + 6
        ]
    return traces + [_counts(found, on_strong) for on_strong, found in printed.items()]


def _counts(found: list[tuple[float, float, str]], on_strong: bool) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _, _ in found],
        y=[y for _, y, _ in found],
        mode="text",
        text=[said for _, _, said in found],
        textfont={"color": ON_STRONG} if on_strong else {},
        hoverinfo="skip",
    )


def _said(bar: StageBar, number: int, words: str) -> str:
    # from the last stage there is nowhere to go on to
    leads = f"{text.count(number)} leads" if bar.last else f"{text.share(number, bar.reached)} {words}"
    return hover([*(text.plain(value) for value in bar.group), f"{BY_NAME[bar.stage].label}: {leads}"])
