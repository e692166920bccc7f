"""Cells that are words with a meaning: yes and no, choices, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard import stages
from dashboard.ingest.cells import distinct, replaced, share
from dashboard.ingest.folding import word
from dashboard.ingest.vocabulary import words

YES_NO: Final = {"yes": True, "no": False}

Own = Mapping[str, str]
"""Words a profile knows itself, folded, and what they stand for."""


def yes_no(column: pl.Series, own: Own | None = None) -> pl.Series:
    """Cells as true and false, null where they are neither."""
    known = words("yes_no") | dict(own or {})
    short = distinct(column.filter(column.str.len_chars() <= max(map(len, known)) + 4)).to_list()
    return replaced(column, {v: YES_NO.get(known.get(word(v), "")) for v in short}, pl.Boolean)


def choice(column: pl.Series, group: str, choices: tuple[str, ...], own: Own | None = None) -> pl.Series:
    """Cells as one of a field's choices, null where they stand for none."""
    known = words(group) | {word(c): c for c in choices} | dict(own or {})
    return replaced(column, {v: known.get(word(v)) for v in distinct(column).to_list()}, pl.String)


@dataclass(frozen=True, slots=True)
class Statuses:
    """What a status column says of each lead, and the words that say nothing known.

    `flags` has a boolean for each recorded stage (true: reached, false: not, null: not said),
    `lost`, and `is_real` (false for junk).
    """

    flags: pl.DataFrame
    unknown: tuple[str, ...]


def statuses(column: pl.Series, own: Own | None = None) -> Statuses:
    """The status words of a column as stages. Words nobody knows are listed, never forced."""
    known = words("status") | dict(own or {})
    values = distinct(column).to_list()
    meaning = {value: known.get(word(value)) for value in values}
    said = [*meaning.values(), None]
    flags = {stage: [_stage(m, stage) for m in said] for stage in stages.RECORDED}
    flags["lost"] = [_lost(m) for m in said]
    flags["is_real"] = [False if m == "junk" else None for m in said]
    # a blank says as little as the last of the meanings
    which = replaced(column, {value: i for i, value in enumerate(values)}, pl.UInt32).fill_null(len(values))
    table = pl.DataFrame(flags, schema=dict.fromkeys(flags, pl.Boolean)).select(pl.all().gather(which))
    return Statuses(table, tuple(v for v, m in meaning.items() if m is None))


def known_statuses(column: pl.Series, own: Own | None = None) -> float:
    """Share of the rows whose status is a known word."""
    known = words("status") | dict(own or {})
    said = {value: word(value) in known for value in distinct(column).to_list()}
    return share(replaced(column, said, pl.Boolean))


def _stage(meaning: str | None, stage: str) -> bool | None:
    if meaning == "won":
        return True if stage == "procedure_booked" else None
    if meaning == "no_show":
        return {"consult_booked": True, "consult_attended": False}.get(stage)
    return True if meaning == stage else None


def _lost(meaning: str | None) -> bool | None:
    if meaning is None or meaning == "junk":
        return None
    return meaning == "lost"
