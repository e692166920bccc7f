"""Which column of a file is which field, as one table that the user corrects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboard.ingest.choices import LEAVE_OUT, SEGMENT
from dashboard.ingest.reading import Column, Reading
from dashboard.schema import FIELDS, Kind
from dashboard.ui.meaning_rows import MeaningRow, meaning_rows

KEEP: Final = "Keep as a segment"
LEAVE: Final = "Leave out"
_HOW: Final = {
    "exact": "same name",
    "profile": "known export",
    "synonym": "known name",
    "suggested": "not used until you choose it",
    "chosen": "your choice",
    "segment": "few values",
    "dropped": "",
}


def mapping_table(reading: Reading, key: str, choose: Callable[[str, str], None]) -> None:
    """Draw the table; `choose` hears a header and the field, "segment" or "" (left out) just chosen for it."""
    if reading.kind is None:
        return
    targets = targets_of(reading.kind)
    meaning_rows(rows(reading), list(targets), key, "left out", lambda header, word: choose(header, targets[word]))


def rows(reading: Reading) -> list[MeaningRow]:
    """One row a column: header, examples (personal ones masked), meaning, what it is good for and why."""
    kind = reading.kind
    if kind is None:
        return []
    return [
        MeaningRow(
            column.header,
            meaning(column, kind),
            " · ".join(column.samples),
            said(column, kind),
            quiet=column.field is None and column.how == "dropped",
        )
        for column in reading.columns
    ]


def targets_of(kind: Kind) -> dict[str, str]:
    """What a column can be taken for, as people read it, and what that is in Choices."""
    return {field.title: field.name for field in FIELDS[kind]} | {KEEP: SEGMENT, LEAVE: LEAVE_OUT}


def meaning(column: Column, kind: Kind) -> str:
    """What a column is taken for now; a mere suggestion is not used and so left out."""
    return word_for(None if column.how == "suggested" else column.field, kind)


def word_for(target: str | None, kind: Kind) -> str:
    """A field, "segment", or nothing, as people read it."""
    return next((word for word, name in targets_of(kind).items() if name == target), LEAVE)


def gain(target: str, kind: Kind) -> str:
    """What a field, or a segment, is good for."""
    if target == SEGMENT:
        return "A filter and a comparison of its own"
    return next((field.serves or field.meaning for field in FIELDS[kind] if field.name == target), "")


def said(column: Column, kind: Kind) -> str:
    """What the column gives, how that was found, and what was noticed: 'Funnel · known name · yes means no'."""
    why = _HOW.get(column.how, "")
    if column.how == "suggested":
        return f"Looks like {next(field.title for field in FIELDS[kind] if field.name == column.field)}; {why}"
    return " · ".join(part for part in (gain(column.field or LEAVE_OUT, kind), why, column.note) if part)
