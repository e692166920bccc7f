"""Who answers an inbox, and what happens there on the days its busiest person answers nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.clock import closed_days, local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.groups import groups
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import NEVER

FEWEST: Final = 30
"""Leads needed on either kind of day before the two are compared."""
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


def inbox_responders(leads: Slice, by: str = "inbox") -> pl.DataFrame:
    """Who answers, for each value of a field (an inbox), most leads first; only groups that somebody named answered."""
    table = leads.table
    split = groups(leads, by)
    rows = leads.rows()
    rows = rows[table.genuine.codes[rows] == 1]
    person = table.dimension("first_response_by")
    named = np.array([value is not None for value in person.values])
    gave = named[person.axis.codes] & (table.answered_us != NEVER)
    answer_day = np.where(gave, local_days(np.where(gave, table.answered_us, 0), table.practice), -1)
    wait = table.response_seconds(business=True)
    is_open = _open_days(table)
    found = []
    for code, value in enumerate(split.values):
        mine = rows[split.axes[0].codes[rows] == code]
        by_person = np.bincount(person.axis.codes[mine[gave[mine]]], minlength=len(person.values))
        if not by_person.sum():
            continue
        top = int(by_person.argmax())
        worked = np.unique(answer_day[gave & (person.axis.codes == top)])
        arrived = mine[is_open[mine]]
        present = np.isin(table.day[arrived], worked)
        away, there = arrived[~present], arrived[present]
        comparable = min(len(away), len(there)) >= FEWEST and mix_apart(table, away, there) <= MIX_APART
        found.append(
            {
                by: value,
                "leads": len(mine),
                "answered": int(by_person.sum()),
                "responders": int((by_person > 0).sum()),
                "top_responder": person.values[top],
                "top_share": float(by_person[top] / by_person.sum()),
                "away_days": len(np.unique(table.day[away])),
                "leads_away": len(away),
                "leads_there": len(there),
                "median_away_s": median_of(wait[away]) if comparable else None,
                "median_there_s": median_of(wait[there]) if comparable else None,
                "never_away": float((table.answered_us[away] == NEVER).mean()) if comparable else None,
                "never_there": float((table.answered_us[there] == NEVER).mean()) if comparable else None,
                "comparable": comparable,
            }
        )
    answer = pl.DataFrame(found, schema={by: pl.String, **RESPONDERS}, orient="row")
    return answer.sort("leads", descending=True, maintain_order=True)


def median_of(seconds: NDArray[np.int64]) -> float | None:
    """The middle one of the known times; None without any."""
    known = seconds[seconds >= 0]
    return float(np.median(known)) if len(known) else None


def _open_days(table: LeadTable) -> NDArray[np.bool_]:
    """Per lead, whether the practice opened at all on the day it came in."""
    known = table.local["date"].drop_nulls()
    if known.is_empty():
        return np.zeros(table.size, bool)
    days = known.unique().to_list()
    closed = closed_days(table.practice, range(min(days).year, max(days).year + 1))
    opened = [day for day in days if table.practice.opening[day.weekday()] is not None and day not in closed]
    return np.isin(table.day, [(day - EPOCH) // timedelta(days=1) for day in opened])


def mix_apart(table: LeadTable, some: NDArray[np.int64], others: NDArray[np.int64]) -> float:
    """Part of the leads that would have to be of another channel or hour for the two mixes to be the same."""
    channel = table.dimension("channel").axis
    hours = table.dimension("arrival_hours").axis
    place = channel.codes.astype(np.int64) * hours.size + hours.codes
    cells = channel.size * hours.size
    mixes = [np.bincount(place[rows], minlength=cells) / len(rows) for rows in (some, others)]
    return float(np.abs(mixes[0] - mixes[1]).sum() / 2)
