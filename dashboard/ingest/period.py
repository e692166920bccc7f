"""The days a whole file is for, where only its first lines say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.ingest.dates import understood

_DAY: Final = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{1,2} \p{L}{3,9},? \d{4}|\p{L}{3,9} \d{1,2},? \d{4}|\d{1,2}/\d{1,2}/\d{4})"
)
_WORD: Final = _DAY.replace(r"\p{L}", r"[^\W\d_]")
_RANGE: Final = re.compile(rf"({_WORD})\s*(?:-|–|—|to|until|,)\s*({_WORD})")
_START: Final = re.compile(rf"(?i)(?:report )?start(?: date)?:?\s*({_WORD})")
_END: Final = re.compile(rf"(?i)(?:report )?end(?: date)?:?\s*({_WORD})")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date


def stated_period(lines: Iterable[str], file: str = "") -> Period | None:
    """The period a preamble names ('March 27, 2026 - April 23, 2026'), else the file's name, if unmistakable."""
    text = " \n".join(lines)
    for source in (text, re.sub(r"[_]", " ", file)):
        if found := _RANGE.search(source):
            return _period(found.group(1), found.group(2))
        start, end = _START.search(source), _END.search(source)
        if start and end:
            return _period(start.group(1), end.group(1))
    return None


def _period(first: str, last: str) -> Period | None:
    moments = understood(pl.Series("day", [first, last]), ZoneInfo("UTC")).moments
    days = [moment.date() for moment in moments.to_list() if moment is not None]
    return Period(days[0], days[1]) if len(days) == 2 and days[0] <= days[1] else None
