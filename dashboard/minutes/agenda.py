"""The ten minutes as values: what each part of the sync says and shows, ready to be kept and written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Self

Cell = str | int | float | None
MINUTES: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage of the funnel: leads that went on, can still go on, and are lost."""

    label: str
    won: int
    open: int
    lost: int

    @property
    def reached(self) -> int:
        return self.won + self.open + self.lost


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the agenda. Texts are plain, may hold values from files, and are escaped where they are drawn."""

    name: str
    title: str
    starts_s: int
    finding: str
    subtitle: str = ""
    bars: tuple[Bar, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the six questions the teams ask each other, answered in a sentence; `page` shows more."""

    question: str
    answer: str
    page: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """A sync's figures and sentences. The same data, slice and records give the same agenda to the digit."""

    practice: str
    sample: bool
    as_of: datetime
    slice: str
    compared: str
    leads: int | None
    """None where so few are not counted in what leaves the room."""
    answers: tuple[Answer, ...]
    parts: tuple[Part, ...]
    wins: tuple[str, ...]
    challenges: tuple[str, ...]
    updates: tuple[str, ...]
    agreements: tuple[str, ...] = ()

    def part(self, name: str) -> Part:
        """The part of this name. Raises KeyError when there is none."""
        return {part.name: part for part in self.parts}[name]

    def to_json(self) -> dict[str, Any]:
        """Plain values, the shape `from_json` reads."""
        return asdict(self) | {"as_of": self.as_of.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """An agenda from what `to_json` gave, be it after a trip through JSON."""
        known = dict(values)
        known["as_of"] = datetime.fromisoformat(known["as_of"])
        known["answers"] = tuple(Answer(**answer) for answer in known["answers"])
        known["parts"] = tuple(
            Part(
                **part
                | {
                    "bars": tuple(Bar(**bar) for bar in part["bars"]),
                    "columns": tuple(part["columns"]),
                    "rows": tuple(tuple(row) for row in part["rows"]),
                    "lines": tuple(part["lines"]),
                }
            )
            for part in known["parts"]
        )
        for name in ("wins", "challenges", "updates", "agreements"):
            known[name] = tuple(known[name])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the teams' own records say, in sentences: the part of the agenda that no file brings."""

    actions: tuple[str, ...] = ()
    done: int = 0
    """So many of the actions, the first ones, are done."""
    goals: tuple[str, ...] = ()
    confusion: str = "Nothing noted yet. Counselors note what confuses people on the Feedback page."
    questions: str = "Nothing noted yet. Counselors note what people ask on the Feedback page."
    asks: str = "Nothing noted yet. Counselors note what would make their job easier on the Feedback page."
    themes: tuple[str, ...] = ()
    brief: str = "No brief runs. Marketing writes one on the Briefs page."
    brief_lines: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What people kept, changed and wrote in a sync; None where the suggestions stand as they are."""

    wins: tuple[str, ...] | None = None
    challenges: tuple[str, ...] | None = None
    updates: tuple[str, ...] | None = None
    decisions: tuple[str, ...] = ()
    notes: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values, the shape `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What people kept from what `to_json` gave; what is missing stands as suggested."""
        lists = {
            name: None if values.get(name) is None else tuple(values[name])
            for name in ("wins", "challenges", "updates")
        }
        return cls(**lists, decisions=tuple(values.get("decisions", ())), notes=values.get("notes", ""))
