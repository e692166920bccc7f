"""A bar a group, all equally long, parted by what became of its leads: consults, inquiries after hours and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import (
    ACCENT,
    BESIDE_SELECTED,
    INK,
    ON_STRONG,
    ROW,
    SWATCH,
    WARNING,
    beside,
    house,
    hover,
    key,
    rows,
)
from dashboard.charts.room import width

_PLOT_PX: Final = 620
_DIGIT_PX: Final = 9
_FAINT: Final = 0.35


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can become of a lead: its fill, and how it is said."""

    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of each row besides its counts."""

    beside: Sequence[str]
    """At the right, instead of its leads."""
    faint: Sequence[bool]
    """Whether there are too few to say."""
    more: Mapping[str, Sequence[str]]
    """A line more for the hover of a part."""


def share_bars(
    found: pl.DataFrame, names: Sequence[object], parts: Mapping[str, Part], counted: str, told: Told | None = None
) -> go.Figure:
    """The shares of each row's `leads` by the columns `parts`, in their order; counts are printed where they fit.

    `counted` says what the leads are, above their number at the right. A selected part carries (row, part).
    """
    figure = go.Figure()
    leads = found["leads"].to_list()
    said = told.beside if told else [text.count(number) for number in leads]
    faint = told.faint if told else [False] * len(found)
    starts = [0.0] * len(found)
    for name, part in parts.items():
        numbers = found[name].to_list()
        lengths = [number / of if of else 0.0 for number, of in zip(numbers, leads, strict=True)]
        if not any(lengths):
            continue
        more = told.more[name] if told else [""] * len(found)
        figure.add_bar(
            base=starts,
            x=lengths,
            y=list(range(len(found))),
            orientation="h",
            marker={"color": part.fill, "opacity": [_FAINT if few else 1.0 for few in faint], "line": {"width": 0}},
            unselected=BESIDE_SELECTED,
            customdata=[[row, name] for row in names],
            hovertext=[
                hover([text.plain(row), f"{part.words}: {text.share(number, of)}", line])
                for row, number, of, line in zip(names, numbers, leads, more, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        figure.add_traces(_counts(numbers, lengths, starts, faint, part.fill))
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    beside(figure, said, 12, heading=counted)
    house(figure, 66 + ROW * max(1, len(found)), right=32 + width([*said, counted]), top=58)
    rows(figure, [text.plain(name, 26) for name in names])
    figure.update_xaxes(range=[0, 1], visible=False)
    key(figure, [(SWATCH, part.fill, part.words) for name, part in parts.items() if found[name].sum()], 26)
    return figure


def _counts(
    numbers: list[int], lengths: list[float], starts: list[float], faint: Sequence[bool], fill: str
) -> list[go.Scatter]:
    """The counts, where they fit."""
    fits = [
        (start + length / 2, place, text.count(number), few)
        for place, (number, length, start, few) in enumerate(zip(numbers, lengths, starts, faint, strict=True))
        if length * _PLOT_PX > len(text.count(number)) * _DIGIT_PX + 6
    ]
    # on a tint, and on a faint fill, the theme's own text colour reads best
    ink: dict[str, Any] = {} if fill.startswith("rgba") else {"color": ON_STRONG if fill in (ACCENT, WARNING) else INK}
    return [
        go.Scatter(
            x=[x for x, _, _, few in fits if few is row],
            y=[y for _, y, _, few in fits if few is row],
            mode="text",
            text=[said for _, _, said, few in fits if few is row],
            textfont={} if row else ink,
            hoverinfo="skip",
        )
        for row in sorted(set(faint))
    ]
