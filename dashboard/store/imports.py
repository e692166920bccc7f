"""What an import did: the record that stays, with one receipt for each of its files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Self

import polars as pl

from dashboard.schema import Kind

PROBLEM_COLUMNS: Final = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "problem": pl.String,
    "fix": pl.String,
}

LISTED: Final = 500
"""Entries of a receipt's list at most; its count tells of the rest."""
_LISTS: Final = ("segments", "dropped", "cannot_answer", "warnings", "merges", "backwards", "missing")


class StoreError(ValueError):
    """Something cannot be stored, found or taken back; the message says what and what to do."""


class NoSuchImportError(StoreError):
    """There is no such import, or it was taken back before."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of every line of one file; `read` is the sum of the six counts after it.

    `merged` are rows taken for a lead already counted: a repeated row of one file, or a person
    known already. `problems` has the columns of PROBLEM_COLUMNS. The lists `merges`, `backwards` and
    `missing` hold at most LISTED entries, `backwards_leads` and `missing_leads` how many there are.
    """

    file: str
    kind: Kind
    profile: str | None
    read: int
    new: int
    updated: int
    unchanged: int
    merged: int
    rejected: int
    left_out: int
    digest: str = ""
    problems: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROBLEM_COLUMNS), compare=False)
    mapping: dict[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    cannot_answer: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    merges: tuple[dict[str, Any], ...] = ()
    """Merged rows: row, lead_id, into (the lead's number now), into_system, why."""
    backwards: tuple[dict[str, Any], ...] = ()
    """Leads of which this file no longer says a stage that was known: row, lead_id, stage."""
    backwards_leads: int = 0
    missing: tuple[str, ...] = ()
    """Numbers of leads that the last file for the same period had and this one has not."""
    missing_leads: int = 0
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each date column as understood: its earliest and latest moment."""
    would_answer: dict[str, list[str]] = field(default_factory=dict)
    """For each figure it cannot answer, the fields that would change that."""
    forgotten: int = 0
    """Rows that were stored and are gone since, because their lead was forgotten; the six counts stay as they were."""

    def kept(self) -> Self:
        """The receipt as it is stored: of a value that could not be used only what has a digit in it.

        A cell that slipped into another column may hold a name; a date or a number that went wrong does not.
        """
        told = pl.col("value").str.contains(r"\d") & ~pl.col("value").str.contains(r"@|\d{7}")
        return replace(self, problems=self.problems.with_columns(value=pl.when(told).then("value")))

    def without_leads(self, numbers: Collection[str]) -> Self:
        """The receipt that names none of these leads; its counts stay as they were."""
        said = pl.col("value").is_in(sorted(numbers))

        def others(listed: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
            return tuple(one for one in listed if not {one["lead_id"], one.get("into")} & set(numbers))

        return replace(
            self,
            merges=others(self.merges),
            backwards=others(self.backwards),
            missing=tuple(one for one in self.missing if one not in numbers),
            problems=self.problems.with_columns(value=pl.when(~said).then("value")),
        )

    def to_json(self) -> dict[str, object]:
        """The receipt as plain values, in the command line's shape."""
        return {
            "file": self.file,
            "kind": self.kind,
            "profile": self.profile,
            "read": self.read,
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "merged": self.merged,
            "rejected": self.rejected,
            "left_out": self.left_out,
            "problems": self.problems.to_dicts(),
            "mapping": self.mapping,
            "segments": list(self.segments),
            "dropped": list(self.dropped),
            "cannot_answer": list(self.cannot_answer),
            "warnings": list(self.warnings),
            "merges": list(self.merges),
            "backwards": list(self.backwards),
            "backwards_leads": self.backwards_leads,
            "missing": list(self.missing),
            "missing_leads": self.missing_leads,
            "dates": {header: list(days) for header, days in self.dates.items()},
            "would_answer": self.would_answer,
            "forgotten": self.forgotten,
            "digest": self.digest,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The receipt that `to_json` wrote down, an older Leadloop's too."""
        lists = {name: tuple(values.get(name, ())) for name in _LISTS}
        problems = pl.DataFrame(values["problems"], schema=PROBLEM_COLUMNS)
        dates = {header: (days[0], days[1]) for header, days in values.get("dates", {}).items()}
        return cls(**values | lists | {"problems": problems, "dates": dates})


@dataclass(frozen=True, slots=True)
class Import:
    """One import: when it was stored, whether it was taken back, and its files' receipts."""

    id: int
    at: datetime
    undone_at: datetime | None
    receipts: tuple[Receipt, ...]

    @property
    def undone(self) -> bool:
        return self.undone_at is not None

    def to_json(self) -> dict[str, object]:
        """The record as plain values, in the command line's shape."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "undone": self.undone,
            "undone_at": self.undone_at.isoformat() if self.undone_at else None,
            "files": [receipt.to_json() for receipt in self.receipts],
        }
