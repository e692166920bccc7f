"""Inquiries that arrive while nobody is there: who is looked after by the next opening."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.clocks import arrived_open
from dashboard.metrics.groups import groups
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER
from dashboard.metrics.tally import Axis

STATES: Final = ("by_opening", "within_limit", "later", "waiting", "not_due", "backwards")
"""What became of an inquiry after hours, and the columns that count it."""
STEPS: Final = ("attempt", "answer")
AFTER_HOURS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "step": pl.String,
    "leads": pl.Int64,
    **dict.fromkeys(STATES, pl.Int64),
}
"""Columns of `after_hours`. step: the first try by a person, or the first answer. leads: inquiries that arrived outside
opening hours, spam, duplicates and tests apart; each is in one of the six states. by_opening: before the practice
opened again, or as it did; within_limit: within the agreed limit of the opening; later; waiting: still without, the
limit has passed; not_due: still without, it has not; backwards: dated before the inquiry. A step no file dates has no
row, and there are no rows where inquiries carry no time of day."""


@once
def after_hours(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """What became of the inquiries outside opening hours, overall or for each value of a field."""
    table = leads.table
    split = groups(leads, by)
    dated = {"attempt": table.has_tries, "answer": table.has_responses}
    told = [step for step in STEPS if table.has_hours and dated[step]]
    states = [leads.counts(*split.axes, arrived_open(table), _state(table, step), only=leads.genuine) for step in told]
    if not states:
        return split.labelled(pl.DataFrame(schema=AFTER_HOURS), 0)
    after = [counted.reshape(split.size, 3, len(STATES))[:, 1] for counted in states]
    counted = np.stack(after, axis=1).reshape(-1, len(STATES))
    answer = pl.DataFrame(
        {
            "step": told * split.size,
            "leads": counted.sum(axis=1),
            **{name: counted[:, place] for place, name in enumerate(STATES)},
        },
        schema=AFTER_HOURS,
    )
    return split.labelled(answer, len(told))


def _state(table: LeadTable, step: str) -> Axis:
    return table.axis(
        f"after hours {step}",
        len(STATES),
        lambda: _states(table, table.attempted_us if step == "attempt" else table.answered_us),
    )


def _states(table: LeadTable, at: NDArray[np.int64]) -> NDArray[np.int64]:
    until, created = table.open_time.seconds_until, table.created_us
    begun = until(created)
    open_s = np.rint(until(np.where(at == NEVER, created, at)) - begun)
    now = np.full(table.size, int(table.as_of.timestamp() * 1e6))
    limit = table.practice.response_limit_s
    rules = (at == NEVER, at < created, open_s <= 0, open_s <= limit)
    still = np.where(until(now) - begun > limit, STATES.index("waiting"), STATES.index("not_due"))
    places = [still, *(np.array(STATES.index(name)) for name in ("backwards", "by_opening", "within_limit"))]
    return np.select(rules, places, STATES.index("later"))
