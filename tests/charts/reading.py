"""What a figure shows, read back from it."""

import json
from typing import Any

import plotly.graph_objects as go


def words(figure: go.Figure) -> list[str]:
    """Texts of the annotations, in the order they were put there."""
    return [note.text for note in figure.layout.annotations]


def bars(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "bar"]


def texts(figure: go.Figure) -> list[str]:
    """Every string of the figure that Plotly reads as markup: ticks, notes, names, texts on marks and hovers."""
    found: list[str] = []

    def collect(value: Any, under: str) -> None:
        if isinstance(value, dict):
            for name, part in value.items():
                collect(part, name)
        elif isinstance(value, list):
            for part in value:
                collect(part, under)
        elif isinstance(value, str) and under in {"text", "ticktext", "hovertext", "name"}:
            found.append(value)

    collect(json.loads(figure.to_json()), "")
    return found
