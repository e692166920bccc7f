"""The house style of every chart: one accent, grey for the rest, one warning, nothing under 14 px.

All of it is set on the figure, because Streamlit's theme overwrites parts of a template. The paper is
left to the theme, light or dark, and so is the text until `ink` is called; a saved PNG has both. So no
mark may need a certain background: tints are see-through, and text on a strong fill brings its own colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.room import TEXT, with_room

ROW: Final = 38
"""Pixels of a row in a chart of rows."""

ACCENT: Final = "#0072B2"
"""What the title speaks of, and what was won. 5.2:1 on white, 3.6:1 on the dark theme; white text stands on it."""
ACCENT_TINT: Final = "rgba(0, 114, 178, 0.4)"
WARNING: Final = "#B84E00"
"""Okabe and Ito's vermilion, darkened until white text stands on it (5.1:1)."""
REST: Final = "#7F7F7F"
"""Marks of everything else: 4:1 on white and on the dark theme."""
QUIET: Final = "rgba(128, 128, 128, 0.28)"
"""What was lost, and grounds."""
FAINT: Final = "rgba(128, 128, 128, 0.14)"
GRID: Final = "rgba(128, 128, 128, 0.22)"
BESIDE_SELECTED: Final = {"marker": {"opacity": 0.5}}
"""What is not selected where something is: quieter, still there."""
SWATCH: Final = "██"
"""The sign of a fill in `key`."""
INK: Final = "#1C2733"
INK_ON_DARK: Final = "#E8EDF2"
ON_STRONG: Final = "#FFFFFF"
"""Text on ACCENT and WARNING."""
GROUPS: Final = (ACCENT, "#D55E00", "#009E73", "#C2669A", "#B07A00", "#3595D3", REST)
"""Groups of equal rank: Okabe and Ito's colours, darkened where they would fade on white (all 3:1 on both themes)."""


_AXIS: Final[dict[str, Any]] = {
    "tickfont": {"size": TEXT},
    "title": {"font": {"size": TEXT}},
    "automargin": True,
    "fixedrange": True,
    "showgrid": True,
    "gridcolor": GRID,
    "zeroline": False,
    "tickangle": 0,
}


def house(figure: go.Figure, height: int, *, left: int = 8, right: int = 16, top: int = 16) -> go.Figure:
    """The figure in house style; margins grow by themselves where axis labels need more."""
    layout = {
        "template": "none",
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": 8, "pad": 4},
        "font": {"size": TEXT},
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": TEXT}, "align": "left"},
        "barmode": "stack",
        "bargap": 0.3,
        "dragmode": False,
    }
    own = figure.layout.to_plotly_json()
    # a part set whole is checked once; updated piece by piece, Plotly takes five times as long
    for name, said in _merged(own, layout | dict.fromkeys(_axes(own), _AXIS)).items():
        if name in layout or name in _axes(own):
            figure.layout[name] = said
    return figure


def ink(figure: go.Figure, *, dark: bool) -> go.Figure:
    """The figure as it goes on the screen: its text reads on the light or the dark theme, its labels have room.

    The theme's own grey is under 4.5:1 on white.
    """
    colour = INK_ON_DARK if dark else INK
    spec = figure.to_dict()
    font = {"font": {"color": colour}}
    layout = _merged(spec["layout"], {**font, "hoverlabel": font})
    for name in _axes(layout):
        layout[name] = _merged(layout.get(name, {}), {"tickfont": {"color": colour}, "title": font})
    layout["margin"] = with_room(layout)
    for trace in spec["data"]:
        if trace.get("mode") == "text":
            # Plotly fades the text of all that is not selected until nobody can read it
            own = {"textfont": {"color": trace.get("textfont", {}).get("color") or colour}}
            trace.update(_merged(trace, {**own, "selected": own, "unselected": own}))
    # checked when it was drawn: checking it again would take longer than drawing it
    return go.Figure({"data": spec["data"], "layout": layout}, _validate=False)


def _axes(layout: Mapping[str, Any]) -> list[str]:
    """Names of the axes in the layout; the two every chart has, whether or not they are in it yet."""
    return ["xaxis", "yaxis", *(name for name in layout if name[:5] in ("xaxis", "yaxis") and name[5:])]


def _merged(own: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Both together, what is nested in them as well; where they disagree, `more` holds."""
    nested = {name: _merged(own[name], said) for name, said in more.items() if isinstance(said, dict) and name in own}
    return {**own, **more, **nested}


def rows(figure: go.Figure, labels: Sequence[str]) -> None:
    """Rows from the top down, row i at y = i; labels are Plotly text and may be equal to each other."""
    # numbers, not categories: two long names cut to the same label stay two rows
    figure.update_yaxes(
        range=[len(labels) - 0.5, -0.5],
        tickvals=list(range(len(labels))),
        ticktext=list(labels),
        showgrid=False,
        ticks="",
    )


def beside(figure: go.Figure, texts: Sequence[str], shift: int, *, heading: str = "", align: str = "left") -> None:
    """A column of text to the right of the rows, as `column` gives it."""
    # all at once: Plotly checks every annotation there is whenever one is added
    figure.layout.annotations = [*figure.layout.annotations, *column(texts, shift, heading=heading, align=align)]


def column(texts: Sequence[str], shift: int, *, heading: str = "", align: str = "left") -> list[dict[str, Any]]:
    """A text to the right of each row, `shift` pixels from the plot's edge, row i at y = i; as annotations."""
    style = {"xref": "paper", "x": 1, "xshift": shift, "xanchor": align, "align": align, "showarrow": False}
    added = [style | {"text": said, "yref": "y", "y": i, "yanchor": "middle"} for i, said in enumerate(texts) if said]
    if heading:
        added += [style | {"text": heading, "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 2, "opacity": 0.8}]
    return added


def above(figure: go.Figure, words: str, x: Any, *, within: str = "x", anchor: str = "left", shift: int = 4) -> None:
    """Words above the plot, at a value of the x axis or at a part of the plot's width (`within` paper)."""
    figure.layout.annotations = [*figure.layout.annotations, _above(words, x, within, anchor, shift)]


def _above(words: str, x: Any, within: str, anchor: str, shift: int) -> dict[str, Any]:
    return {
        "text": words,
        "xref": within,
        "x": x,
        "xanchor": anchor,
        "align": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": shift,
        "showarrow": False,
    }


def key(figure: go.Figure, entries: Sequence[tuple[str, str, str]], shift: int = 4, *, left: int = 0) -> None:
    """What the marks mean, as `signs` puts it."""
    figure.layout.annotations = [*figure.layout.annotations, signs(entries, shift, left=left)]


def signs(entries: Sequence[tuple[str, str, str]], shift: int = 4, *, left: int = 0) -> dict[str, Any]:
    """One line above the plot, or begun `left` pixels before it, of (sign, colour, words) each; as an annotation."""
    said = "   ".join(f'<span style="color:{colour}">{sign}</span> {words}' for sign, colour, words in entries)
    return _above(said, 0, "paper", "left", shift) | {"xshift": -left}


def hover(lines: Sequence[str]) -> str:
    """Hover text of lines that are Plotly text already."""
    return "<br>".join(line for line in lines if line)
