"""Dated marks on a trend: what happened when, so that a bend can be read beside it. Beside, not because of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

MarkKind = Literal["launch", "brief", "agreement", "sync", "action"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, in words that may hold people's own."""

    day: date
    kind: MarkKind
    words: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One number on the axis for one or more marks near each other, numbered through from the oldest."""

    day: date
    """That of its first mark."""
    first: int
    marks: tuple[Mark, ...]

    @property
    def label(self) -> str:
        """'3', or '3–5' where several marks stand at one place."""
        last = self.first + len(self.marks) - 1
        return str(self.first) if last == self.first else f"{self.first}–{last}"


def flags(marks: Iterable[Mark], first: date, last: date, most: int = 9) -> tuple[Flag, ...]:
    """The marks from one day to another (both included) as places far enough from each other to be read.

    At most so many places fit the axis: marks less than that part of it after the first of a place join it.
    """
    apart = max(1.0, (last - first).days / most)
    inside = sorted((mark for mark in marks if first <= mark.day <= last), key=lambda mark: (mark.day, mark.kind))
    groups: list[list[Mark]] = []
    for mark in inside:
        if groups and (mark.day - groups[-1][0].day).days < apart:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    found, number = [], 1
    for group in groups:
        found.append(Flag(group[0].day, number, tuple(group)))
        number += len(group)
    return tuple(found)
