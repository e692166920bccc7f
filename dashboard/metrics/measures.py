"""What goals and actions are about: shares of leads, each with who is counted and whether less is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.clock import local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import NEVER
from dashboard.metrics.response import within_limit
from dashboard.metrics.tally import Choice

BOOKED: Final = stages.position("consult_booked")
NO_DAY: Final = -(1 << 31)
ATTENDED: Final = stages.position("consult_attended")


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

    def answerable(self, table: LeadTable) -> bool:
        """Whether the data tell what this measure counts."""
        known = table.has_responses if self.name == "within_limit" else True
        return known and set(self.stages) <= set(table.stages)


def _by_stage(before: str, stage: str) -> Callable[[LeadTable, Filters, date | None, date | None], Part]:
    def counted(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
        leads = _arrived(table, filters, since, until)
        furthest = leads.counts(table.furthest, only=leads.genuine)
        return Part(
            int(furthest[stages.position(stage) :].sum()),
            int(furthest[stages.position(before) :].sum()),
        )

    return counted


def _inside_limit(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
    leads = _arrived(table, filters, since, until)
    inside = leads.counts(within_limit(table, business=True), only=leads.genuine)
    return Part(int(inside[1]), int(inside.sum()))


def _no_shows(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
    leads = table.slice(Filters.of(None, None, dict(filters.where)))
    low = -(1 << 30) if since is None else (since - EPOCH).days
    high = 1 << 30 if until is None else (until - EPOCH).days

    def due() -> NDArray[np.bool_]:
        day = due_day(table)
        return (day >= low) & (day < high) & (day > NO_DAY)

    inside = table.axis(f"due {low}..{high}", 2, due)
    counted = leads.counts(table.furthest, only=(Choice(inside, np.array([False, True])),))
    return Part(int(counted[BOOKED:ATTENDED].sum()), int(counted[BOOKED:].sum()))


def due_day(table: LeadTable) -> NDArray[np.int64]:
    """The day of each consult that was due by `as_of`, in days since 1970, the practice's time; NO_DAY without one."""
    moment = table.leads["consult_for"].to_physical().fill_null(NEVER).to_numpy()
    due = (moment != NEVER) & (moment <= int(table.as_of.timestamp() * 1e6))
    days: NDArray[np.int64] = np.where(due, local_days(np.where(due, moment, 0), table.practice), NO_DAY)
    return days


def _arrived(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Slice:
    return table.slice(Filters.of(since, until, dict(filters.where)))


MEASURES: Final = (
    Measure("real_share", "Real leads", "inquiries", "marketing", False, _by_stage("inquiry", "real"), ("real",)),
    Measure("within_limit", "Answered in time", "inquiries", "sales", False, _inside_limit),
    Measure("reached_share", "Reached", "real leads", "sales", False, _by_stage("real", "reached"), ("reached",)),
    Measure(
        "qualified_share",
        "Qualified",
        "reached leads",
        "sales",
        False,
        _by_stage("reached", "qualified"),
        ("reached", "qualified"),
    ),
    Measure(
        "booked_share",
        "Consults booked",
        "real leads",
        "sales",
        False,
        _by_stage("real", "consult_booked"),
        ("consult_booked",),
    ),
    Measure("no_shows", "No-shows", "consults due", "operations", True, _no_shows, ("consult_attended",)),
    Measure(
        "procedure_share",
        "Procedures booked",
        "consults attended",
        "operations",
        False,
        _by_stage("consult_attended", "procedure_booked"),
        ("consult_attended", "procedure_booked"),
    ),
)
BY_NAME: Final[dict[str, Measure]] = {measure.name: measure for measure in MEASURES}
