"""What a change of a rate goes with, over all fields, in one sentence whose points add up."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.change import moved_sentence, points_words, too_little_moved
from dashboard.findings.slice_words import Label, leads_words, slice_within
from dashboard.metrics.change import Changed

TOLD: Final = 3
"""Parts named in the sentence."""


def contributions_finding(whole: Changed, parts: pl.DataFrame, label: Label) -> str:
    """How far the rate moved and its largest parts, then what pulled the other way, and the rest where that is much.

    `parts` as `contributions` gives them. 'Consults booked fell 6 points, from 36 % to 30 %: 4 with more calls and 2
    with slower answers at North office'.
    """
    if said := too_little_moved(whole):
        return said
    moved = moved_sentence(whole)
    told = parts.filter(pl.col("kind") != "rest").head(TOLD)
    # left out where the parts told make up most of the change without it
    rest = parts.filter(pl.col("kind") == "rest", pl.col("points").abs() >= abs(whole.points) / 2)
    named = [
        (points * whole.points > 0, f"{points_words(points)} with {part_words(field, value, kind, label, more)}")
        for field, value, kind, points, more in (*told.rows(), *(rest.rows() if len(told) else []))
    ]
    along, against = ([said for same, said in named if same is way] for way in (True, False))
    doubt = "" if whole.sure else " (the whole change could be chance)"
    other = f"; {text.listed(against)} the other way" if against else ""
    if along:
        return f"{moved}: {text.listed(along)}{other}{doubt}"
    could = "the change is spread over many kinds of leads" if whole.sure else "this could be chance"
    return f"{moved}: {could}{other}"


def part_words(field: str | None, value: str | None, kind: str, label: Label, more: bool | None) -> str:
    """One part in words: 'more calls', 'a lower rate for calls', 'slower answers at North office'; not escaped."""
    if kind == "rest":
        return "everything else"
    if kind == "waiting":
        answers = "slower answers" if more else "quicker answers"
        if field is None:
            return answers
        if field == "location" and value is not None:
            return f"{answers} at {slice_within(((field, value),), label)}"
        return f"{answers} for {leads_words(field, value, label)}"
    leads = leads_words(field or "", value, label)
    if kind == "mix":
        return f"{'more' if more else 'fewer'} {leads}"
    return f"a {'higher' if more else 'lower'} rate for {leads}"
