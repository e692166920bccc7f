"""What a lead that is still open is worth a call today: its chance to become a patient, by stage and age."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leads import LeadTable
from dashboard.metrics.progress import DAY_US, NEVER, moments_us
from dashboard.metrics.tally import Axis

EDGES: Final = np.array([0, 1, 2, 3, 5, 8, 15, 29, 61, 121, 366])
"""Days since the stage, in bands within which the chance of going on is taken as the same on every day."""
LONGEST: Final = int(EDGES[-1]) - 1
_CODES: Final = LONGEST + 2
"""A code for each day since the stage, and a last one for leads nobody knows the day of."""
PRIOR: Final = 0.5
"""Where few were followed in a band, its rate is drawn to that of all bands by so many events."""


@dataclass(frozen=True, slots=True)
class Onward:
    """How leads at one stage go on, by whole days since they reached it."""

    ahead: NDArray[np.float64]
    """Chance still to go on for a lead that is at the stage, not lost, after so many days; 0..LONGEST."""

    undated: float
    """The same for a lead nobody knows the day of: what it is on average for the dated real leads open at the stage.

    Where all of these have gone on or are lost, that of a lead that has just reached it.
    """

    @property
    def at_all(self) -> float:
        """Chance of a lead that has just reached the stage."""
        return float(self.ahead[0])


def chances(table: LeadTable, goal: int | None = None) -> NDArray[np.float64]:
    """Per lead the chance of `by_stage_and_age`."""
    at, chance = by_stage_and_age(table, goal)
    return chance[at.codes]


def by_stage_and_age(table: LeadTable, goal: int | None = None) -> tuple[Axis, NDArray[np.float64]]:
    """Each lead's stage and age as an axis, and for each of its codes the chance still to reach a stage: the one at
    position `goal`, by default the last the data can answer.

    1 at that stage; 0 for a lead that is lost or no real lead. A lead at a stage goes on to the next one with the
    chance of leads that were still there, and not recorded as lost, after as many days (competing risks: Aalen and
    Johansen 1978, Scandinavian Journal of Statistics 5:141), and from there like all leads before it. Beyond a year
    nobody is expected to go on. A lead without any date has the mean chance of those open at its stage.
    """
    answerable = tuple(stage for stage in table.progress.answerable if goal is None or stage <= goal)
    onward = [table.kept(f"onward {place}", partial(_onward, table, place)) for place in range(len(answerable) - 1)]
    later = np.ones(len(answerable))
    for place in range(len(answerable) - 2, -1, -1):
        later[place] = later[place + 1] * onward[place].at_all
    found = [np.append(one.ahead, one.undated) * later[place + 1] for place, one in enumerate(onward)]
    places = len(onward) * _CODES

    def codes() -> NDArray[np.int64]:
        furthest, place_of = table.progress.furthest, np.full(table.size, places)
        for place, stage in enumerate(answerable[:-1]):
            here = (furthest == stage) & ~table.progress.lost
            days = _days_at(table, place)[here]
            place_of[here] = place * _CODES + np.where(days < 0, LONGEST + 1, np.minimum(days, LONGEST))
        place_of[furthest >= answerable[-1]] = places + 1
        return place_of

    return table.axis(f"chance of {answerable[-1]}", places + 2, codes), np.concatenate([*found, [0.0, 1.0]])


def _onward(table: LeadTable, place: int) -> Onward:
    """The chances of the step from the stage at `place` to the next one, over all leads that reached it."""
    stage = table.progress.answerable[place]
    reached = table.progress.furthest >= stage
    went_on = reached & (table.progress.furthest > stage)
    lost = reached & ~went_on & table.leads["lost"].fill_null(value=False).to_numpy()
    taken = table.step(place + 1)
    days = _days_at(table, place)
    if taken is not None:
        steps = taken.seconds // 86_400
        days = np.where(went_on, steps, days)
        reached &= ~went_on | (steps >= 0)
    else:
        days = np.where(went_on, 0, days)
    days = np.where(lost, _days_until_lost(table, place, days), days)
    inside = reached & (days >= 0)
    band = np.searchsorted(EDGES, np.clip(days, 0, LONGEST), side="right") - 1
    late = days > LONGEST
    bands = len(EDGES) - 1
    won = np.bincount(band[inside & went_on & ~late], minlength=bands)[:bands]
    gone = np.bincount(band[inside & lost & ~late], minlength=bands)[:bands]
    spent = _days_spent(np.clip(days[inside], 0, LONGEST))
    ahead = _ahead(won.astype(float), gone.astype(float), spent)
    waiting = (table.progress.furthest == stage) & (table.real.codes == 1) & ~table.progress.lost & (days >= 0)
    known = ahead[np.minimum(days[waiting], LONGEST)]
    return Onward(ahead, float(known.mean()) if len(known) else float(ahead[0]))


def _days_spent(days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lead-days spent in each band, the day of leaving included."""
    stayed = np.bincount(days, minlength=LONGEST + 1)[: LONGEST + 1]
    at_risk = stayed[::-1].cumsum()[::-1]
    return np.add.reduceat(at_risk, EDGES[:-1]).astype(float)


def _ahead(won: NDArray[np.float64], gone: NDArray[np.float64], spent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance still to go on after each number of days, worked backwards from a year."""
    per_day = []
    for events in (won, gone):
        overall = events.sum() / spent.sum() if spent.sum() else 0.0
        worth = PRIOR / overall if overall else 0.0
        per_day.append(
            np.divide(events + PRIOR * (worth > 0), spent + worth, out=np.zeros(len(events)), where=spent > 0)
        )
    widths = np.diff(EDGES)
    win, lose = (np.repeat(rate, widths) for rate in per_day)
    scale = np.maximum(1.0, win + lose)
    win, lose = win / scale, lose / scale
    ahead = np.zeros(LONGEST + 2)
    for day in range(LONGEST, -1, -1):
        ahead[day] = win[day] + (1 - win[day] - lose[day]) * ahead[day + 1]
    return ahead[:-1]


def _days_at(table: LeadTable, place: int) -> NDArray[np.int64]:
    """Whole days each lead has been at the stage at `place`, since its inquiry where that has no date; -1 unknown."""
    stage = table.progress.answerable[place]
    since = table.at_us.get(stage, table.created_us)
    since = np.where(since == NEVER, table.created_us, since)
    now = int(table.as_of.timestamp() * 1e6)
    days: NDArray[np.int64] = np.where(since == NEVER, -1, (now - np.where(since == NEVER, now, since)) // DAY_US)
    return days


def _days_until_lost(table: LeadTable, place: int, otherwise: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole days from the stage at `place` until the lead was given up, where that has a date."""
    now = int(table.as_of.timestamp() * 1e6)
    lost_at = moments_us(table.leads, "lost_at")
    known = (lost_at != NEVER) & (lost_at <= now) & (otherwise >= 0)
    since = (now - np.where(known, lost_at, now)) // DAY_US
    days: NDArray[np.int64] = np.where(known, np.maximum(otherwise - since, 0), otherwise)
    return days
