"""What goals and actions are about: shares of leads, each with who is counted and whether less is better."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.clock import local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.parts import Counted, Measure, Part, arrived
from dashboard.metrics.progress import NEVER, moments_us
from dashboard.metrics.promises import PROMISES
from dashboard.metrics.response import within_limit
from dashboard.metrics.tally import Choice

__all__ = ["ATTENDED", "BOOKED", "BY_NAME", "MEASURES", "NO_DAY", "SCORECARD", "Measure", "Part", "due_day"]

BOOKED: Final = stages.position("consult_booked")
NO_DAY: Final = -(1 << 31)
ATTENDED: Final = stages.position("consult_attended")


def _by_stage(before: str, stage: str) -> Counted:
    """Leads that reached a stage, of those at the stage before; where no file tells that one, of the nearest earlier.

    Without a sign of who is not real, every inquiry counts as real.
    """

    def counted(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
        leads = arrived(table, filters, since, until)
        furthest = leads.counts(table.furthest, only=leads.genuine)
        return Part(
            int(furthest[stages.position(stage) :].sum()),
            int(furthest[_told_up_to(table, before) :].sum()),
        )

    return counted


def _told_up_to(table: LeadTable, stage: str) -> int:
    """The place of the last stage up to this one that the data tell; the inquiry always is."""
    return max(stages.position(name) for name in table.stages if stages.position(name) <= stages.position(stage))


def _inside_limit(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
    leads = arrived(table, filters, since, until)
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
    moment = moments_us(table.leads, "consult_for")
    due = (moment != NEVER) & (moment <= int(table.as_of.timestamp() * 1e6))
    days: NDArray[np.int64] = np.where(due, local_days(np.where(due, moment, 0), table.practice), NO_DAY)
    return days


SCORECARD: Final = (
    Measure("real_share", "Real leads", "inquiries", "marketing", False, _by_stage("inquiry", "real"), ("real",)),
    Measure(
        "within_limit",
        "Answered in time",
        "inquiries",
        "sales",
        False,
        _inside_limit,
        (),
        lambda table: table.has_responses,
    ),
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
        "qualified_of_inquiries",
        "Qualified",
        "inquiries",
        "sales",
        False,
        _by_stage("inquiry", "qualified"),
        ("qualified",),
        lambda table: "reached" not in table.stages,
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
        "attended_of_inquiries",
        "Consults attended",
        "inquiries",
        "operations",
        False,
        _by_stage("inquiry", "consult_attended"),
        ("consult_attended",),
        # without the days of the consults nobody knows which are due
        lambda table: table.leads.null_count("consult_for") == table.size,
    ),
    Measure(
        "procedure_share",
        "Procedures booked",
        "consults attended",
        "operations",
        False,
        _by_stage("consult_attended", "procedure_booked"),
        ("consult_attended", "procedure_booked"),
    ),
    Measure(
        "procedures_of_inquiries",
        "Procedures booked",
        "inquiries",
        "operations",
        False,
        _by_stage("inquiry", "procedure_booked"),
        ("procedure_booked",),
        # files that know nothing in between still tell how many inquiries end in a procedure
        lambda table: "consult_attended" not in table.stages,
    ),
)
MEASURES: Final = (*SCORECARD, *PROMISES)
BY_NAME: Final[dict[str, Measure]] = {measure.name: measure for measure in MEASURES}
