"""A slice of the leads as a value: a period of inquiry dates and chosen values of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self


class FilterError(ValueError):
    """A filter that cannot be; the message says what to enter instead."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Inquiry dates from `since` up to but not including `until`, and for each field the values wanted.

    Values of one field are alternatives, fields must all hold. None among the values stands for
    'not known'. An empty Filters is every lead.
    """

    since: date | None = None
    until: date | None = None
    where: tuple[tuple[str, tuple[str | None, ...]], ...] = ()

    def __post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise FilterError(f"The period ends ({self.until}) before it starts ({self.since}); swap the two dates.")

    @classmethod
    def of(
        cls,
        since: date | None = None,
        until: date | None = None,
        where: Mapping[str, Iterable[str | None]] | None = None,
    ) -> Self:
        """Filters from a mapping of fields to values; order does not matter, equal slices are equal values."""
        chosen = {
            name: tuple(sorted(set(values), key=lambda v: (v is None, v or "")))
            for name, values in (where or {}).items()
        }
        return cls(since, until, tuple(sorted((name, values) for name, values in chosen.items() if values)))

    def choosing(self, name: str, values: Iterable[str | None]) -> Filters:
        """The same slice with this field's values replaced."""
        return Filters.of(self.since, self.until, dict(self.where) | {name: tuple(values)})

    def previous(self) -> Filters | None:
        """The period of equal length just before, everything else equal; None without a bounded period."""
        if self.since is None or self.until is None:
            return None
        return replace(self, since=self.since - (self.until - self.since), until=self.since)

    def year_before(self) -> Filters | None:
        """The same days a year earlier; None without a bounded period."""
        if self.since is None or self.until is None:
            return None
        return replace(self, since=_year_back(self.since), until=_year_back(self.until))

    def describe(self, labels: Mapping[str, str] | None = None) -> str:
        """The slice in words: '1 Sep to 30 Sep 2026, Campaign: LASIK Spring'."""
        parts = [self.describe_period()]
        for name, values in self.where:
            said = (labels or {}).get(name) or name.replace("_", " ").capitalize()
            parts.append(f"{said}: {' or '.join('not known' if v is None else v for v in values)}")
        return ", ".join(parts)

    def describe_period(self) -> str:
        """The period in words, with the last day included."""
        last = self.until - timedelta(days=1) if self.until else None
        if self.since and last:
            if self.since == last:
                return _said(self.since)
            start = f"{self.since.day} {self.since:%b}" + (
                f" {self.since.year}" if self.since.year != last.year else ""
            )
            return f"{start} to {_said(last)}"
        if self.since:
            return f"since {_said(self.since)}"
        return f"until {_said(last)}" if last else "all dates"


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _year_back(day: date) -> date:
    # 29 February has no twin in most years; its day before does
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
