"""The room that words take in a chart, known beforehand: a chart whose margins must grow is drawn twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any, Final

TEXT: Final = 14
"""Pixels of the smallest text."""
_LINE_PX: Final = 18
_OFF_PX: Final = 17
"""What Plotly keeps free around an axis' labels."""
_SHARES: Final = ".0%"

_EMS: Final = {
    "ijl'": 0.28,
    " IJf.,:;|/-": 0.36,
    "rt!()[]": 0.42,
    "ckLFsvxyz": 0.6,
    "EPST": 0.64,
    "mwMW%@\u2026\u2013\u2192": 1.0,
}
"""How wide letters are in the widest of the fonts that systems fall back to, in parts of the font's size."""
_EM: Final = {letter: em for letters, em in _EMS.items() for letter in letters}


def width(texts: Iterable[str]) -> int:
    """Pixels that hold the longest of these Plotly texts, in the wide fonts some systems fall back to."""
    lines = (line for text in texts for line in unescape(text).split("<br>"))
    return int(TEXT * max((sum(map(_em, line)) for line in lines), default=0)) + 1


def with_room(layout: Mapping[str, Any]) -> dict[str, Any]:
    """The layout's margins with room for the labels of its first two axes, as far as those are known.

    Where they are not, or a font is wider still, Plotly lets the margins grow, and draws all of it once more.
    """
    margin = dict(layout["margin"])
    for name, side, room in (("yaxis", "l", _beside), ("xaxis", "b", _below)):
        axis = layout[name]
        if axis.get("automargin") and axis.get("visible", True) and "side" not in axis:
            margin[side] = max(margin[side], room(axis))
    return margin


def _beside(axis: Mapping[str, Any]) -> int:
    labels = axis.get("ticktext") or ()
    if axis.get("tickformat") == _SHARES:
        labels = ("100%",) if max(axis.get("range") or (1,)) >= 1 else ("88%",)
    return _OFF_PX + width(labels) if labels else 0


def _below(axis: Mapping[str, Any]) -> int:
    dates: str = axis.get("tickformat", "")
    breaks: list[int] = [label.count("<br>") for label in axis.get("ticktext") or ()]
    return _OFF_PX + _LINE_PX * (1 + max([dates.count("\n"), *breaks]))


def _em(letter: str) -> float:
    if letter in _EM:
        return _EM[letter]
    # beyond the alphabets stand signs as wide as they are high
    return 1.0 if letter > "\u2e7f" else 0.8 if letter.isupper() else 0.64
