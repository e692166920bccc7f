"""A grid of cells, each with its count, shaded in a few steps: the mark behind both heat maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import plotly.graph_objects as go

from dashboard.charts.house import FAINT, ON_STRONG, SWATCH, house, key, rows
from dashboard.charts.room import width

Hue = Literal["accent", "warning"]
_RGB: Final[dict[Hue, str]] = {"accent": "0, 114, 178", "warning": "184, 78, 0"}
_STRENGTH: Final = (0.10, 0.22, 0.36, 0.52, 1.0)
"""How much of the hue each shade has. See-through, so that weak stays weak on a dark screen too; the theme's
own text colour reads on all but the last."""
NARROW: Final = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Three digits of 14 px fit the 25 px that half a screen leaves an hour."""
SHADES: Final = len(_STRENGTH)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; text and hover are Plotly text. shade None: muted, too few to say."""

    row: int
    column: int
    text: str
    hover: str
    shade: int | None
    selected_as: tuple[object, ...] = ()


def cells(
    found: Sequence[Cell],
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    steps: Sequence[str],
    hue: Hue,
    row_height: int,
) -> go.Figure:
    """The grid with a line above that says what each shade stands for (`steps`, weakest first).

    A selected cell carries what its Cell names as customdata.
    """
    shades: list[list[int | None]] = [[None] * len(column_labels) for _ in row_labels]
    for cell in found:
        shades[cell.row][cell.column] = 0 if cell.shade is None else cell.shade + 1
    fills = [FAINT, *(f"rgba({_RGB[hue]}, {strength})" for strength in _STRENGTH)]
    figure = go.Figure(
        go.Heatmap(
            z=shades,
            zmin=-0.5,
            zmax=SHADES + 0.5,
            colorscale=[[(place + end) / len(fills), fill] for place, fill in enumerate(fills) for end in (0, 1)],
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
        )
    )
    for own, colour, opacity in (
        ([cell for cell in found if cell.shade is None], None, 0.7),
        ([cell for cell in found if cell.shade is not None and cell.shade < SHADES - 1], None, 1.0),
        ([cell for cell in found if cell.shade == SHADES - 1], ON_STRONG, 1.0),
    ):
        # the text, not the ground, is what can be pointed at: Streamlit selects points, never heat map cells
        figure.add_scatter(
            x=[cell.column for cell in own],
            y=[cell.row for cell in own],
            mode="text",
            text=[cell.text for cell in own],
            textfont={"family": NARROW, **({"color": colour} if colour else {})},
            opacity=opacity,
            customdata=[list(cell.selected_as) for cell in own],
            hovertext=[cell.hover for cell in own],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    deepest = max([1, *(label.count("<br>") + 1 for label in column_labels)])
    house(figure, 44 + 20 * deepest + row_height * max(1, len(row_labels)), top=44 + 20 * deepest)
    rows(figure, row_labels)
    left = width(row_labels) + 8
    figure.update_layout(hoverdistance=-1, margin_l=left)
    figure.update_yaxes(automargin=False)
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(column_labels) - 0.5],
        tickvals=list(range(len(column_labels))),
        ticktext=list(column_labels),
        showgrid=False,
        ticks="",
        automargin=False,
    )
    marks = [(SWATCH, fills[place + 1], words) for place, words in enumerate(steps)]
    if any(cell.shade is None for cell in found):
        marks.append((SWATCH, FAINT, "too few"))
    # from the figure's own left edge, or half a screen cuts it
    key(figure, marks, 14 + 20 * deepest, left=left - 8)
    return figure
