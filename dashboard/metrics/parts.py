"""What a measure is: so many of so many leads, who is counted, and which way is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, Slice

Counted = Callable[[LeadTable, Filters, date | None, date | None], "Part"]
"""Counts the leads that pass the filters, of a period of days from one up to but not including the other."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """part of whole; None of nothing."""
        return self.part / self.whole if self.whole else None

    def less(self, other: Part) -> Part:
        """What is left without the other, which is contained in this one."""
        return Part(self.part - other.part, self.whole - other.whole)


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of leads that a team can move."""

    name: str
    label: str
    """As it stands in a list and before its figures: 'No-shows'."""
    of: str
    """Who is counted, in the plural: 'consults due'."""
    team: str
    less_is_better: bool
    counted: Callable[[LeadTable, Filters, date | None, date | None], Part]
    """Counts of the leads that pass the filters, of a period of days from one up to but not including the other."""
    stages: tuple[str, ...] = ()
    """The stages the data must tell for this measure to be answerable."""
    told: Callable[[LeadTable], bool] = lambda table: True
    """What else they must tell."""

    def answerable(self, table: LeadTable) -> bool:
        """Whether the data tell what this measure counts."""
        return self.told(table) and set(self.stages) <= set(table.stages)


def arrived(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Slice:
    """The leads that pass the filters and inquired in these days, whatever days the filters name."""
    return table.slice(Filters.of(since, until, dict(filters.where)))
