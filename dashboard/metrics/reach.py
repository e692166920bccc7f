"""Whether the practice gets hold of its leads: tried, reached, and after how many tries."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.groups import groups
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER
from dashboard.metrics.tally import Axis
from dashboard.metrics.times import Times

REACH: Final = {
    "leads": pl.Int64,
    "attempted": pl.Int64,
    "reached": pl.Int64,
    "never_attempted": pl.Int64,
    "never_reached": pl.Int64,
    "attempts_median": pl.Float64,
}
"""Columns of `reach`. leads leaves out what the source marked as spam, duplicate or test; null counts:
the data cannot say. attempts_median is over the leads whose number of tries is known."""

REACHED: Final = stages.position("reached")


@once
def reach(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """Leads tried and leads reached (contact both ways), overall or for each value of a field.

    Tried: an attempt or a human answer is on record, or the lead was reached.
    """
    table = leads.table
    split = groups(leads, by)
    counted = leads.counts(*split.axes, tried(table), table.furthest, only=leads.genuine)
    counted = counted.reshape(split.size, 2, len(stages.NAMES))
    total, attempted = counted.sum(axis=(1, 2)), counted[:, 1].sum(axis=1)
    reached = counted[:, :, REACHED:].sum(axis=(1, 2))
    knows_tries, knows_reached = can_tell(table)
    median = leads.quantiles(attempts(table), (0.5,), *split.axes, only=leads.genuine)[:, 0]
    answer = pl.DataFrame(
        {
            "leads": total,
            "attempted": attempted if knows_tries else None,
            "reached": reached if knows_reached else None,
            "never_attempted": total - attempted if knows_tries else None,
            "never_reached": total - reached if knows_reached else None,
            "attempts_median": median,
        },
        schema=REACH,
        nan_to_null=True,
    )
    return split.labelled(answer)


ATTEMPTS: Final = {"attempts": pl.Int64, "tried": pl.Int64, "reached": pl.Int64}
"""Columns of `reach_by_attempts`: leads with at least this many tries, and those reached with exactly this many."""


@once
def reach_by_attempts(leads: Slice, most: int = 6) -> pl.DataFrame:
    """How many leads had a first, second, ... try, and how many are reached with that many.

    `most` stands for that many or more. Only leads whose number of tries is known and above 0.
    """
    table = leads.table
    axis = table.axis(
        f"tries{most}", most + 1, lambda: np.clip(table.leads["attempts"].fill_null(0).to_numpy(), 0, most)
    )
    counted = leads.counts(axis, table.furthest, only=leads.genuine)
    reached = counted[:, REACHED:].sum(axis=1)
    at_least = counted.sum(axis=1)[::-1].cumsum()[::-1]
    return pl.DataFrame(
        {"attempts": np.arange(1, most + 1), "tried": at_least[1:], "reached": reached[1:]}, schema=ATTEMPTS
    )


def can_tell(table: LeadTable) -> tuple[bool, bool]:
    """Whether the data say who was tried, and who was reached."""
    knows_reached = REACHED in table.progress.answerable
    named = ("first_attempt_at", "attempts", "first_response_at")
    return knows_reached or any(table.leads.null_count(name) < table.size for name in named), knows_reached


def tried(table: LeadTable) -> Axis:
    """1 for a lead somebody tried to get hold of."""
    return table.axis("tried", 2, lambda: _was_tried(table))


def _was_tried(table: LeadTable) -> NDArray[np.bool_]:
    was: NDArray[np.bool_] = (
        (table.attempted_us != NEVER)
        | (table.leads["attempts"].fill_null(0) > 0).to_numpy()
        | (table.progress.furthest >= REACHED)
    )
    return was


def attempts(table: LeadTable) -> Times:
    """The number of tries of each lead, ordered for medians."""
    return table.times("attempts", lambda: table.leads["attempts"].fill_null(-1).to_numpy())
