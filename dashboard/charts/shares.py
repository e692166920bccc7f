"""A bar a group, all equally long, parted by what became of its leads: consults, and inquiries after hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import ACCENT, INK, ON_STRONG, ROW, SWATCH, WARNING, beside, house, hover, key, rows, width

_PLOT_PX: Final = 620
_DIGIT_PX: Final = 9


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can become of a lead: its fill, and how it is said."""

    fill: str
    words: str


def share_bars(found: pl.DataFrame, names: Sequence[object], parts: Mapping[str, Part], counted: str) -> go.Figure:
    """The shares of each row's `leads` by the columns `parts`, in their order; counts are printed where they fit.

    `counted` says what the leads are, above their number at the right.
    """
    figure = go.Figure()
    starts = [0.0] * len(found)
    for name, part in parts.items():
        lengths = [number / leads if leads else 0.0 for number, leads in found.select(name, "leads").iter_rows()]
        if not any(lengths):
            continue
        said = [
            hover([text.plain(row), f"{part.words}: {text.share(number, leads)}"])
            for row, (number, leads) in zip(names, found.select(name, "leads").iter_rows(), strict=True)
        ]
        figure.add_bar(
            base=starts,
            x=lengths,
            y=list(range(len(found))),
            orientation="h",
            marker={"color": part.fill, "line": {"width": 0}},
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
        )
        figure.add_trace(_counts(found[name].to_list(), lengths, starts, part.fill))
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    counts = [text.count(leads) for leads in found["leads"]]
    beside(figure, counts, 12, heading=counted)
    house(figure, 66 + ROW * max(1, len(found)), right=32 + width([*counts, counted]), top=58)
    rows(figure, [text.plain(name, 26) for name in names])
    figure.update_xaxes(range=[0, 1], visible=False)
    key(figure, [(SWATCH, part.fill, part.words) for name, part in parts.items() if found[name].sum()], 26)
    return figure


def _counts(numbers: list[int], lengths: list[float], starts: list[float], fill: str) -> go.Scatter:
    """The counts, where they fit."""
    fits = [
        (start + length / 2, place, text.count(number))
        for place, (number, length, start) in enumerate(zip(numbers, lengths, starts, strict=True))
        if length * _PLOT_PX > len(text.count(number)) * _DIGIT_PX + 6
    ]
    # on a tint the theme's own text colour reads best
    ink: dict[str, Any] = {} if fill.startswith("rgba") else {"color": ON_STRONG if fill in (ACCENT, WARNING) else INK}
    return go.Scatter(
        x=[x for x, _, _ in fits],
        y=[y for _, y, _ in fits],
        mode="text",
        text=[said for _, _, said in fits],
        textfont=ink,
        hoverinfo="skip",
    )
