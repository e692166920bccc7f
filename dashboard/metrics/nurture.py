"""People are ready at different times: who is neither booked nor lost, who books late, and who came back."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.aging import NO_DATE
from dashboard.metrics.clock import local_days
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import DAY_US, NEVER, moments_us
from dashboard.metrics.remaining import by_stage_and_age
from dashboard.metrics.tally import Axis

AGES: Final = (("up to 7 days", 7), ("8 to 14 days", 14), ("15 to 30 days", 30), ("31 to 60 days", 60),
               ("61 to 90 days", 90), ("over 90 days", 1 << 30))  # fmt: skip
POOL: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "age": pl.String,
    "leads": pl.Int64,
    "expected": pl.Float64,
    "mean_chance": pl.Float64,
    "due": pl.Int64,
    "planned": pl.Int64,
    "unplanned": pl.Int64,
}
"""Columns of `nurture_pool`: real leads neither booked nor lost, by whole days since the inquiry. expected: the
sum of their chances still to reach `goal`;
mean_chance = expected / leads. due: the next step was to be taken by now; planned: it lies ahead; unplanned: there is
none. Null where no file plans steps."""
LATE_DAYS: Final = 30
LATE: Final = {
    "leads": pl.Int64,
    "converted": pl.Int64,
    "late": pl.Int64,
    "late_share": pl.Float64,
    "given_up": pl.Int64,
    "came_back": pl.Int64,
}
"""Columns of `late_conversions`: real leads; those that reached the stage with a known date; and those of them that did
so more than 30 days after the inquiry. given_up: with a day on which they were; came_back: of these, those that reached
a stage on a later day."""


def goal(table: LeadTable) -> int:
    """The stage the pool is on its way to."""
    return stages.position(table.outcome)


def _pool(table: LeadTable) -> Axis:
    """Band of age and next step (none, ahead, due) of the real leads neither booked nor lost; the last code is none."""

    def codes() -> NDArray[np.int64]:
        created, now = table.created_us, int(table.as_of.timestamp() * 1e6)
        inside = (table.real.codes == 1) & ~table.progress.lost & (table.progress.furthest < goal(table))
        known = inside & (created != NEVER)
        age = (now - np.where(known, created, now)) // DAY_US
        band = np.searchsorted([upto for _, upto in AGES[:-1]], age, side="left")
        band = np.where(known, band, len(AGES))
        step = moments_us(table.leads, "next_step_at")
        return np.where(inside, 3 * band + np.select((step == NEVER, step > now), (0, 1), 2), 3 * (len(AGES) + 1))

    return table.axis("nurture pool", 3 * (len(AGES) + 1) + 1, codes)


@once
def nurture_pool(leads: Slice) -> pl.DataFrame:
    """The pool by age, youngest first, empty bands included; leads without an inquiry date last, if any."""
    table = leads.table
    pool, (at, chance) = _pool(table), by_stage_and_age(table, goal(table))
    by_chance = leads.counts(pool, at)[:-1].reshape(len(AGES) + 1, 3, -1)
    expected = (by_chance.sum(axis=1) * chance).sum(axis=1)
    steps = by_chance.sum(axis=2)
    total = steps.sum(axis=1)
    plans = table.leads.null_count("next_step_at") < table.size
    bands = pl.DataFrame(
        {
            "age": [*(said for said, _ in AGES), NO_DATE],
            "leads": total,
            "expected": expected,
            "mean_chance": shares(expected, total),
            "due": steps[:, 2] if plans else None,
            "planned": steps[:, 1] if plans else None,
            "unplanned": steps[:, 0] if plans else None,
        },
        schema=POOL,
        nan_to_null=True,
    )
    return bands if total[-1] else bands.head(len(AGES))


@once
def late_conversions(leads: Slice, by: str | None = None, stage: str = "consult_booked") -> pl.DataFrame:
    """Conversions long after the inquiry and leads that came back, credited to what brought them in the first place."""
    split = groups(leads, by)
    table = leads.table
    counted = leads.counts(*split.axes, _taken(table, stage), only=leads.real).reshape(split.size, 3)
    back = leads.counts(*split.axes, _given_up(table), only=leads.real).reshape(split.size, 3)
    converted = counted[:, 1:].sum(axis=1)
    return split.labelled(
        pl.DataFrame(
            {
                "leads": counted.sum(axis=1),
                "converted": converted,
                "late": counted[:, 2],
                "late_share": shares(counted[:, 2], converted),
                "given_up": back[:, 1:].sum(axis=1),
                "came_back": back[:, 2],
            },
            schema=LATE,
            nan_to_null=True,
        )
    )


def _taken(table: LeadTable, stage: str) -> Axis:
    """1 for a lead that reached the stage, 2 where it took longer than 30 days; 0 else and where no day is known."""
    return table.axis(f"late {stage}", 3, lambda: _late(table, stages.position(stage)))


def _late(table: LeadTable, position: int) -> NDArray[np.uint8]:
    at = table.at_us.get(position)
    if at is None:
        return np.zeros(table.size, np.uint8)
    known = (at != NEVER) & (table.created_us != NEVER)
    days = np.where(known, (at - np.where(known, table.created_us, 0)) // DAY_US, 0)
    late: NDArray[np.uint8] = np.where(known, 1 + (days > LATE_DAYS), 0).astype(np.uint8)
    return late


def _given_up(table: LeadTable) -> Axis:
    """1 for a lead with a day on which it was given up, 2 where it reached a stage on a later one."""

    def codes() -> NDArray[np.uint8]:
        now = int(table.as_of.timestamp() * 1e6)
        lost = moments_us(table.leads, "lost_at")
        gone = (lost != NEVER) & (lost <= now)
        # days, since a file that dates both without a time of day tells no order within one
        day = local_days(np.where(gone, lost, 0), table.practice)
        later = np.zeros(table.size, bool)
        for stage, moments in table.at_us.items():
            if stage > 1:
                known = moments != NEVER
                later |= known & (local_days(np.where(known, moments, 0), table.practice) > day)
        back: NDArray[np.uint8] = (gone.astype(np.uint8) + (gone & later)).astype(np.uint8)
        return back

    return table.axis("given up", 3, codes)
