"""Who answers an inbox, and what happens there on the days its busiest person answers nothing."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.clock import closed_days, local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.groups import groups
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.ownership import answered
from dashboard.metrics.progress import NEVER
from dashboard.metrics.tally import Axis, Choice

FEWEST: Final = 30
"""Leads needed on either kind of day before the two are compared."""
MIX: Final = ("channel", "arrival_hours")
MIX_APART: Final = 0.2
"""Two sets of leads whose channels and hours of arrival differ by more than this part are not comparable."""
RESPONDERS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "leads": pl.Int64,
    "answered": pl.Int64,
    "responders": pl.Int64,
    "top_responder": pl.String,
    "top_share": pl.Float64,
    "away_days": pl.Int64,
    "leads_away": pl.Int64,
    "leads_there": pl.Int64,
    "median_away_s": pl.Float64,
    "median_there_s": pl.Float64,
    "never_away": pl.Float64,
    "never_there": pl.Float64,
    "comparable": pl.Boolean,
}
"""Columns of `inbox_responders`. leads leaves out what the source marked as spam, duplicate or test. answered: by a
person who is named. away: leads that came in on open days on which the top responder gave no first answer at all, in
any inbox; there: on the other open days. median_*_s: seconds of opening hours until the first human answer, over the
answered; never_*: share without a human answer. comparable: both kinds of day have leads enough, and of nearly the same
channels and hours; null medians where they are not."""


@once
def inbox_responders(leads: Slice, by: str = "inbox") -> pl.DataFrame:
    """Who answers, for each value of a field (an inbox), most leads first; only groups that somebody named answered."""
    table = leads.table
    split = groups(leads, by)
    person, arrival = table.dimension("first_response_by"), _open_day(table)
    named = np.array([value is not None for value in person.values])
    only = leads.genuine
    total = leads.counts(*split.axes, only=only)
    gave = leads.counts(*split.axes, person.axis, answered(table), only=only)[:, :, 1] * named
    days = leads.counts(*split.axes, arrival, answered(table), only=only)[:, :-1]
    found = []
    for code, value in enumerate(split.values):
        by_person = gave[code]
        if not by_person.sum():
            continue
        top = int(by_person.argmax())
        there = np.append(_worked(table)[top], False)
        away = np.append(~there[:-1], False)
        own = Choice(split.axes[0], np.arange(split.size) == code)
        sides = [(*only, own, Choice(arrival, when)) for when in (away, there)]
        counted = [days[code][when[:-1]].sum(axis=0) for when in (away, there)]
        sizes = [int(side.sum()) for side in counted]
        comparable = min(sizes) >= FEWEST and mixes_apart(*(_mix(leads, side) for side in sides)) <= MIX_APART
        medians: list[float | None] = [None, None]
        if comparable:
            medians = [leads.quantiles(table.business_response, (0.5,), only=side)[0, 0] for side in sides]
        found.append(
            {
                by: value,
                "leads": int(total[code]),
                "answered": int(by_person.sum()),
                "responders": int((by_person > 0).sum()),
                "top_responder": person.values[top],
                "top_share": float(by_person[top] / by_person.sum()),
                "away_days": int((days[code].sum(axis=1)[away[:-1]] > 0).sum()),
                "leads_away": sizes[0],
                "leads_there": sizes[1],
                "median_away_s": medians[0],
                "median_there_s": medians[1],
                "never_away": float(counted[0][0] / sizes[0]) if comparable else None,
                "never_there": float(counted[1][0] / sizes[1]) if comparable else None,
                "comparable": comparable,
            }
        )
    answer = pl.DataFrame(found, schema={by: pl.String, **RESPONDERS}, orient="row").fill_nan(None)
    return answer.sort("leads", descending=True, maintain_order=True)


def _open_day(table: LeadTable) -> Axis:
    """The day each lead came in, from the first one on; the last code on days the practice did not open."""
    first, opened = _opening_days(table)

    def codes() -> NDArray[np.int64]:
        place = np.clip(table.day.astype(np.int64) - first, -1, len(opened))
        # whatever lies outside meets the False at the end
        return np.where(np.append(opened, [False, False])[place], place, len(opened))

    return table.axis("open day", len(opened) + 1, codes)


def _opening_days(table: LeadTable) -> tuple[int, NDArray[np.bool_]]:
    """The first day with an inquiry, and of each day up to the last with one whether the practice opened on it."""
    return table.kept("opening days", lambda: _opened(table))


def _opened(table: LeadTable) -> tuple[int, NDArray[np.bool_]]:
    known = table.local_date.drop_nulls()
    if known.is_empty():
        return 0, np.zeros(1, bool)
    days = known.unique().to_list()
    closed = closed_days(table.practice, range(min(days).year, max(days).year + 1))
    opened = np.zeros((max(days) - min(days)).days + 1, bool)
    for day in days:
        opened[(day - min(days)).days] = table.practice.opening[day.weekday()] is not None and day not in closed
    return (min(days) - EPOCH).days, opened


def _worked(table: LeadTable) -> NDArray[np.bool_]:
    """For each person and day with an inquiry, whether they gave a first answer then, to any lead."""
    return table.kept("days worked", lambda: _answering_days(table))


def _answering_days(table: LeadTable) -> NDArray[np.bool_]:
    person = table.dimension("first_response_by")
    first, opened = _opening_days(table)
    gave = np.flatnonzero(table.answered_us != NEVER)
    day = local_days(table.answered_us[gave], table.practice) - first
    inside = (day >= 0) & (day < len(opened))
    worked = np.zeros((len(person.values), len(opened)), bool)
    worked[person.axis.codes[gave[inside]], day[inside]] = True
    return worked


def _mix(leads: Slice, only: tuple[Choice, ...]) -> NDArray[np.int64]:
    """Leads by channel and hours of arrival."""
    return leads.counts(*(leads.table.dimension(name).axis for name in MIX), only=only).ravel()


def mixes_apart(some: NDArray[np.int64], others: NDArray[np.int64]) -> float:
    """Part of the leads that would have to be of another channel or hour for the two mixes to be the same."""
    return float(np.abs(some / some.sum() - others / others.sum()).sum() / 2)
