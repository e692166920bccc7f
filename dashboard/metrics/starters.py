"""Goals to begin with: the practice's own last three months, beside bands from the field with their source.

The bands only show whether a goal is sane; what a practice usually reaches is what its next goal starts from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, Literal

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.goals import answerable, baseline
from dashboard.metrics.leads import LeadTable
from dashboard.stages import Team

MORE: Final = 1.1
"""A count without a band is offered a tenth above what is usual."""
POINTS: Final = 0.05
"""A share without a band is offered five points above what is usual."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A goal worth having; `start` and `stretch` are the band, None where only the own baseline counts."""

    name: str
    measure: str
    team: Team
    source: str
    """Where the band comes from, as a sentence."""
    direction: Literal["at_least", "at_most"] = "at_least"
    start: float | None = None
    stretch: float | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A starter with the practice's own baseline (None: not known yet) and the target that follows from both."""

    starter: Starter
    baseline: float | None
    target: float


STARTERS: Final = (
    Starter(
        "Qualified leads",
        "qualified",
        "marketing",
        "No band: leads differ too much between practices. A tenth above your own last three months.",
    ),
    Starter("Consults booked", "consult_booked", "sales", "No band. A tenth above your own last three months."),
    Starter(
        "Procedures booked", "procedure_booked", "operations", "No band. A tenth above your own last three months."
    ),
    Starter(
        "Answered in time",
        "within_limit",
        "sales",
        "Our proposal. HBR 2011: of 2,241 US firms tested, 37 % answered within an hour and 23 % never.",
        start=0.90,
        stretch=0.98,
    ),
    Starter(
        "Answered within 15 minutes of opening time",
        "answered_soon",
        "sales",
        "Our proposal: half of them, so that the middle one waits 15 minutes at most. An agency that tested 52 clinics "
        "in 2025 waited 4 hours for a call; a claim, not a study.",
        start=0.50,
        stretch=0.80,
    ),
    Starter(
        "Tried within an hour of opening time",
        "tried_soon",
        "sales",
        "Our proposal. HBR 2011, 1.25 M leads: contact within 1 hour is associated with about 7 times as many "
        "qualified as an hour later.",
        start=0.90,
        stretch=0.98,
    ),
    Starter(
        "After hours: tried by half an hour after opening",
        "tried_at_opening",
        "sales",
        "Our proposal. 20 hair clinics' phone records, 2023: 18.3 % of calls come from 8 to 9 and 17 to 20 o'clock, "
        "almost all to voicemail.",
        start=0.90,
        stretch=1.0,
    ),
    Starter(
        "Real leads nobody tried",
        "untried",
        "sales",
        "Our proposal. Velocify, vendor data: 42 % of web forms in a mystery shop were never phoned.",
        direction="at_most",
        start=0.05,
        stretch=0.0,
    ),
    Starter(
        "Four tries before giving up",
        "often_tried",
        "sales",
        "Five points above your own. Velocify, vendor data: 93 % of leads that convert are reached by the 6th call.",
    ),
    Starter(
        "Calls answered in opening hours",
        "calls_answered",
        "operations",
        "Our proposal. Invoca, vendor data: 29 % of healthcare calls go unanswered.",
        start=0.80,
        stretch=0.90,
    ),
    Starter(
        "Real leads that book a consult",
        "booked_share",
        "sales",
        "Our proposal. Liine, early 2023, vendor data: 39.9 % of 278,000 healthcare marketing leads book.",
        start=0.40,
        stretch=0.50,
    ),
    Starter(
        "No-shows",
        "no_shows",
        "operations",
        "Our proposal. Aesthetic practices speak of 10 to 20 % no-shows; a claim of the trade, not a study.",
        direction="at_most",
        start=0.20,
        stretch=0.10,
    ),
    Starter(
        "Consults within ten days of booking",
        "consult_soon",
        "operations",
        "Five points above your own. No-shows are said to be worse when booked more than 15 days out; a claim of the "
        "trade, not a study.",
    ),
    Starter(
        "Consults that end in a procedure",
        "procedure_share",
        "operations",
        "Five points above your own. Cosmetic practices quote 35 to 45 % on average, not verified; it differs "
        "by procedure and doctor.",
    ),
)


def offers(table: LeadTable, since: date, until: date, taken: Sequence[str] = ()) -> tuple[Offer, ...]:
    """The starters for a period whose measures the data tell and have no goal yet (`taken`).

    Without band and baseline none is offered. A band offers its start, then its stretch, then to stay where the
    practice is.
    """
    found = []
    for starter in STARTERS:
        if starter.measure in taken or not answerable(starter.measure, table):
            continue
        usual = baseline(table, starter.measure, Filters(), since, until)
        target = _target(starter, usual)
        if target is not None:
            found.append(Offer(starter, usual, target))
    return tuple(found)


def _target(starter: Starter, usual: float | None) -> float | None:
    if starter.start is None or starter.stretch is None:
        if usual is None:
            return None
        if starter.measure in stages.BY_NAME:
            return float(ceil(usual * MORE)) or None
        return round(min(1.0, usual + POINTS), 2)
    if usual is None:
        return starter.start
    for band in (starter.start, starter.stretch):
        if usual < band if starter.direction == "at_least" else usual > band:
            return band
    return round(usual, 2)
