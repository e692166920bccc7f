"""When an office of the practice is open, as seconds that can be searched a million at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

import holidays
import numpy as np

from dashboard.practice import Hours, Practice
from dashboard.sample.draws import Codes, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """Opening and closing moments (seconds since 1970, UTC) in order, and the open seconds before each."""

    opens: Ints
    closes: Ints
    before: Ints

    @classmethod
    def of(cls, practice: Practice, first: date, last: date, closed_on: tuple[int, ...] = ()) -> Self:
        """The practice's opening hours between two days, holidays and the given weekdays (0: Monday) left out."""
        years = range(first.year, last.year + 1)
        free = set(holidays.country_holidays(practice.holiday_country, years=years)) | practice.closed_days
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        hours: list[tuple[date, Hours]] = [
            (day, practice.opening[day.weekday()]) for day in days if day not in free and day.weekday() not in closed_on
        ]
        spans = [
            [int(datetime.combine(day, at, practice.zone).timestamp()) for at in span] for day, span in hours if span
        ]
        table = np.array(spans, dtype=np.int64)
        lengths = np.cumsum(table[:, 1] - table[:, 0])
        return cls(table[:, 0], table[:, 1], np.concatenate(([0], lengths[:-1])))

    def next_open(self, at: Ints) -> Ints:
        """The moment itself while the office is open, else the next opening."""
        span = np.minimum(np.searchsorted(self.closes, at, side="right"), len(self.opens) - 1)
        return np.maximum(at, self.opens[span])

    def later(self, at: Ints, open_seconds: Ints) -> Ints:
        """The moment that many opening seconds after the given one."""
        start = self.next_open(at)
        span = np.minimum(np.searchsorted(self.closes, start, side="right"), len(self.opens) - 1)
        worked = self.before[span] + start - self.opens[span] + open_seconds
        until = np.searchsorted(self.before, worked, side="right") - 1
        return self.opens[until] + worked - self.before[until]


@dataclass(frozen=True, slots=True)
class Offices:
    """The opening hours of every location, asked for leads of different locations at once."""

    openings: tuple[Opening, ...]

    def next_open(self, at: Ints, location: Codes) -> Ints:
        """For each lead the next moment its location is open."""
        return np.choose(location, [office.next_open(at) for office in self.openings])

    def later(self, at: Ints, open_seconds: Ints, location: Codes) -> Ints:
        """For each lead the moment so many opening seconds of its location later."""
        return np.choose(location, [office.later(at, open_seconds) for office in self.openings])
