"""What a fixture must be read as: the table that stands beside it as <file name>.expected.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from dashboard.ingest import Choices

TESTS: Final = Path(__file__).parents[1]
FOLDERS: Final = (TESTS / "ingest" / "fixtures", TESTS / "robustness" / "problems")
_SUFFIX: Final = ".expected.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """A right reading: what the file is, how many rows, what is left out and why, and values row by row.

    `rows_hold` lists for the first rows the fields that must be so, "" for nothing. `refused` is the
    sentence of a file that holds nothing to import, `asks` part of the question that must be answered
    first, `flags` parts of what the user must be told, `dropped` headers of which nothing may be kept,
    `same_phone` rows that are one person by phone, `no_phone` rows whose number is nobody's.
    """

    kind: str = ""
    profile: str = ""
    rows: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    rejected: int = 0
    merged: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    rows_hold: tuple[Mapping[str, Any], ...] = ()
    refused: str = ""
    asks: str = ""
    flags: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    same_phone: tuple[tuple[int, ...], ...] = ()
    no_phone: tuple[int, ...] = ()
    choices: Choices | None = None

    @classmethod
    def beside(cls, path: Path) -> Self:
        """The expectation beside a fixture."""
        table = tomllib.loads(path.with_name(path.name + _SUFFIX).read_text(encoding="utf-8"))
        chosen = dict(table.pop("choices", {}))
        if "period" in chosen:
            first, last = (date.fromisoformat(day) for day in chosen["period"])
            chosen["period"] = (first, last)
        return cls(
            left_out=Counter(table.pop("left_out", [])),
            rows_hold=tuple(table.pop("row", [])),
            flags=tuple(table.pop("flags", [])),
            dropped=tuple(table.pop("dropped", [])),
            choices=Choices(**chosen) if chosen else None,
            **table,
        )

    @property
    def said(self) -> str:
        """The expectation in a few words."""
        if self.refused:
            return f"refused: {self.refused}"
        if self.asks:
            return f"asks: {self.asks}"
        return summary(self.profile, self.kind, self.rows, self.left_out, self.rejected)


def summary(profile: str, kind: str, rows: int, left_out: Mapping[str, int], rejected: int) -> str:
    """'callrail: 3 leads, left out: 1 total, 1 rejected'."""
    out = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
    parts = [f"{rows} {kind}", f"left out: {out}" if out else "", f"{rejected} rejected" if rejected else ""]
    return f"{profile or 'no profile'}: " + ", ".join(part for part in parts if part)


def fixtures() -> list[Path]:
    """All fixtures: every file that has an expectation beside it."""
    beside = [path for folder in FOLDERS for path in sorted(folder.glob(f"*{_SUFFIX}"))]
    return [path.with_name(path.name.removesuffix(_SUFFIX)) for path in beside]
