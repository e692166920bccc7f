"""A dot with its interval for each group, one row each: the mark behind segments and response bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import text
from dashboard.charts.house import ACCENT, BESIDE_SELECTED, REST, ROW, WARNING, above, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.compare import FEWEST, apart, beyond_chance


@dataclass(frozen=True, slots=True)
class Dot:
    """A group's rate, its 95 % interval, and how many leads it rests on."""

    name: str | None
    leads: int
    converted: int
    rate: float | None
    low: float | None
    high: float | None
    projected: float | None = None
    """The rate to expect once young leads have had their time; null: not known."""

    @property
    def few(self) -> bool:
        """Whether this is too few leads to say anything."""
        return self.leads < FEWEST


def sides(found: Sequence[Dot], whole: float | None) -> list[int]:
    """For each group 1 or -1 where it converts more or less often than all others by more than chance, else 0.

    Over all groups together, so that no group is coloured under a title that says nothing stands out.
    """
    enough = [dot for dot in found if not dot.few]
    leads, converted = sum(dot.leads for dot in enough), sum(dot.converted for dot in enough)
    limit = beyond_chance(len(enough))

    def side(dot: Dot) -> int:
        if dot.few or whole is None:
            return 0
        z = apart(dot.converted, dot.leads, converted - dot.converted, leads - dot.leads)
        return int(z > limit) - int(z < -limit)

    return [side(dot) for dot in found]


def dots(found: list[Dot], whole: float | None) -> go.Figure:
    """Rows in the order given, the whole's rate as a line through them, counts printed beside.

    Groups under 30 leads are muted and marked 'too few to say'. customdata is (group's value,).
    """
    figure = go.Figure()
    reach = max([0.05, whole or 0.0, *(end for dot in found for end in (dot.high, dot.projected) if end is not None)])
    if whole is not None:
        figure.add_vline(x=whole, line={"color": REST, "width": 2, "dash": "dot"})
        # near the right edge there is no room to the right of the line
        anchor = "left" if whole < reach * 0.6 else "right"
        above(figure, f"all leads {text.percent(whole)}", whole, anchor=anchor)
    shown = [(place, dot) for place, dot in enumerate(found) if dot.rate is not None]
    on_side = sides(found, whole)
    marks = {0: (REST if whole is not None else ACCENT, "circle"), 1: (ACCENT, "square"), -1: (WARNING, "diamond")}
    _marks(figure, [(place, dot) for place, dot in shown if dot.few], marks[0], 0.45)
    for side, mark in marks.items():
        sure = [(place, dot) for place, dot in shown if not dot.few and on_side[place] == side]
        _marks(figure, sure, mark, 1.0)
    projected = [(place, dot) for place, dot in enumerate(found) if _still_rising(dot)]
    figure.add_scatter(
        x=[dot.projected for _, dot in projected],
        y=[place for place, _ in projected],
        mode="markers",
        marker={"symbol": "circle-open", "size": 12, "color": REST, "line": {"width": 2}},
        hovertext=[
            f"{text.plain(dot.name)}: {text.percent(dot.projected)} to expect once the young leads have had their time"
            for _, dot in projected
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    counts = [f"{text.count(dot.converted)} of {text.count(dot.leads)}" for dot in found]
    shares = ["too few to say" if dot.few else text.percent(dot.rate) for dot in found]
    beside(figure, counts, 12)
    beside(figure, shares, 26 + width(counts))
    _key(figure, on_side, bool(projected))
    top = 12 if whole is None else 54
    house(figure, top + 36 + ROW * max(1, len(found)), right=32 + width(counts) + width(shares), top=top)
    rows(figure, [text.plain(dot.name, 28) for dot in found])
    figure.update_xaxes(range=[0, min(1.02, reach * 1.06)], tickformat=".0%", nticks=6, rangemode="tozero")
    return figure


def _still_rising(dot: Dot) -> bool:
    """Whether young leads will move the rate by a whole percent point or more."""
    return not dot.few and dot.projected is not None and dot.rate is not None and dot.projected - dot.rate >= 0.01


def _marks(figure: go.Figure, found: list[tuple[int, Dot]], mark: tuple[str, str], opacity: float) -> None:
    if not found:
        return
    colour, symbol = mark
    figure.add_scatter(
        x=[dot.rate for _, dot in found],
        y=[place for place, _ in found],
        mode="markers",
        marker={"color": colour, "size": 14, "symbol": symbol},
        error_x={
            "array": [(dot.high or 0) - (dot.rate or 0) for _, dot in found],
            "arrayminus": [(dot.rate or 0) - (dot.low or 0) for _, dot in found],
            "color": colour,
            "thickness": 3,
            "width": 0,
        },
        opacity=opacity,
        unselected=BESIDE_SELECTED,
        customdata=[[dot.name] for _, dot in found],
        hovertext=[_said(dot) for _, dot in found],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _key(figure: go.Figure, on_side: Sequence[int], projected: bool) -> None:
    entries = [("■", ACCENT, "above all others")] if 1 in on_side else []
    entries += [("◆", WARNING, "below")] if -1 in on_side else []
    entries += [("○", REST, "to expect in time")] if projected else []
    key(figure, entries, 28)


def _said(dot: Dot) -> str:
    between = f"between {text.percent(dot.low)} and {text.percent(dot.high)}" if dot.low is not None else ""
    return hover([text.plain(dot.name), text.share(dot.converted, dot.leads), "too few to say" if dot.few else between])
