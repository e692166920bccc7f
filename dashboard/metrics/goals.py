"""How far a goal is, and where it will be at the end of its period: a range, never a promise.

A goal is about a count of leads that reach a stage within its period, or about a share (metrics/measures.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import median
from typing import Final, Literal, Protocol

from scipy.stats import betabinom

from dashboard import stages
from dashboard.filters import FilterError, Filters
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.measures import BY_NAME, Part
from dashboard.metrics.pace import Pace, full_months, pace, usual

COUNTS: Final = ("real", "qualified", "consult_booked", "consult_attended", "procedure_booked")
"""The stages whose leads a goal may count."""
Standing = Literal["met", "missed", "on_course", "behind", "either", "ahead", "too_few", "unknown"]
"""ahead: not begun; either: the range holds the target; unknown: the data cannot tell."""
FEWEST: Final = 10
"""Under so many leads nothing is said about where a share will be."""
_MONTH_DAYS: Final = 365.25 / 12


class Aim(Protocol):
    """A goal as the teams wrote it down (store/goals.py); `until` is excluded."""

    @property
    def name(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def slice(self) -> Filters: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...
    @property
    def target(self) -> float: ...
    @property
    def direction(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def owner(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Attainment:
    """A goal beside what there is: `pace` for a count, `part` for a share, neither where the data cannot tell."""

    goal: Aim
    standing: Standing
    days_gone: int
    days: int
    pace: Pace | None = None
    part: Part | None = None
    projected: float | None = None
    """What to expect at the end of the period, `low` to `high` its range 9 times of 10; None where too few to say."""
    low: float | None = None
    high: float | None = None

    @property
    def is_count(self) -> bool:
        """Whether the goal is about a number of leads rather than a share of them."""
        return self.goal.measure in stages.BY_NAME


def attained(goal: Aim, table: LeadTable) -> Attainment:
    """Where the goal stands as of the data. A measure or a field that the data do not have is unknown, not missed."""
    today = table.as_of.date() + timedelta(days=1)
    days = (goal.until - goal.since).days
    gone = min(max((today - goal.since).days, 0), days)
    try:
        if not answerable(goal.measure, table):
            return Attainment(goal, "unknown", gone, days)
        return _count(goal, table, gone, days) if goal.measure in stages.BY_NAME else _share(goal, table, gone, days)
    except FilterError:
        return Attainment(goal, "unknown", gone, days)


def baseline(table: LeadTable, measure: str, filters: Filters, since: date, until: date) -> float | None:
    """What the practice usually reaches: the median of the three full months before, a count scaled to the period.

    None where the data do not reach back so far or cannot tell.
    """
    try:
        if not answerable(measure, table):
            return None
        if measure in stages.BY_NAME:
            monthly = usual(table, filters, measure, since)
            days = (until - since).days
            scale = 1 if 28 <= days <= 31 else days / _MONTH_DAYS
            return None if monthly is None else monthly * scale
        counted = [BY_NAME[measure].counted(table, filters, *span) for span in full_months(table, since)]
    except FilterError:
        return None
    shares = [part.share for part in counted if part.share is not None]
    return float(median(shares)) if shares and len(shares) == len(counted) else None


def chains(found: Sequence[Attainment]) -> tuple[tuple[Attainment, ...], ...]:
    """Counts of the same leads in the same period, in the order of the funnel: one team's goal feeds the next one's.

    Of several goals for a stage the first counts; a chain has two stages or more.
    """

    def same(one: Attainment) -> tuple[date, date, str]:
        return one.goal.since, one.goal.until, repr(one.goal.slice.where)

    counts = sorted((one for one in found if one.is_count and one.pace), key=same)
    linked = []
    for _, group in groupby(counts, same):
        by_stage: dict[str, Attainment] = {}
        for one in group:
            by_stage.setdefault(one.goal.measure, one)
        if len(by_stage) > 1:
            linked.append(tuple(by_stage[name] for name in stages.NAMES if name in by_stage))
    return tuple(linked)


def answerable(measure: str, table: LeadTable) -> bool:
    """Whether the data tell what a goal with this measure counts."""
    if measure in stages.BY_NAME:
        return table.dated and measure in table.stages
    return measure in BY_NAME and BY_NAME[measure].answerable(table)


def _count(goal: Aim, table: LeadTable, gone: int, days: int) -> Attainment:
    found = pace(table, goal.slice, goal.measure, goal.since, goal.until)
    standing = _standing(goal, found.low, found.high, over=gone == days)
    if gone == 0:
        standing = "ahead"
    elif gone < days and _reached(goal, found.so_far) is (goal.direction == "at_least"):
        # what is counted once stays counted: reached is reached, and too many stay too many
        standing = "met" if goal.direction == "at_least" else "missed"
    return Attainment(goal, standing, gone, days, found, None, found.projected, found.low, found.high)


def _share(goal: Aim, table: LeadTable, gone: int, days: int) -> Attainment:
    until = min(goal.until, goal.since + timedelta(days=gone)) if gone else goal.until
    part = BY_NAME[goal.measure].counted(table, goal.slice, goal.since, until) if gone else Part(0, 0)
    if not gone:
        return Attainment(goal, "ahead", gone, days, None, part)
    if (part.whole < FEWEST and gone < days) or not part.whole:
        return Attainment(goal, "too_few", gone, days, None, part)
    share = part.part / part.whole
    if gone == days:
        return Attainment(goal, _standing(goal, share, share, over=True), gone, days, None, part, share, share, share)
    # the leads still to come, as many a day as so far, around a share known only so well (Jeffreys' prior)
    coming = round(part.whole * (days - gone) / gone)
    shape = (part.part + 0.5, part.whole - part.part + 0.5)
    low, high = (
        (part.part + float(betabinom.ppf(side, coming, *shape)) if coming else part.part) / (part.whole + coming)
        for side in (0.05, 0.95)
    )
    return Attainment(goal, _standing(goal, low, high, over=False), gone, days, None, part, share, low, high)


def _standing(goal: Aim, low: float, high: float, *, over: bool) -> Standing:
    if over:
        return "met" if _reached(goal, low) else "missed"
    if _reached(goal, low) and _reached(goal, high):
        return "on_course"
    return "either" if _reached(goal, low) or _reached(goal, high) else "behind"


def _reached(goal: Aim, value: float) -> bool:
    return value >= goal.target if goal.direction == "at_least" else value <= goal.target
