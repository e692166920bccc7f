"""How many days pass until leads convert, young leads counted as still open and never as lost."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.clock import local_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import Z95
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER, REAL
from dashboard.metrics.tally import Axis

LONGEST_DAYS: Final = 365
"""A lead is followed no further, whatever comes later."""
DAYS: Final = LONGEST_DAYS + 1
CONVERT_TIME: Final = {
    "day": pl.Int64,
    "at_risk": pl.Int64,
    "converted": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of `convert_time`: day counts from the inquiry's day, 0 being the same day; at_risk are the real
leads not converted before it and old enough to be seen on it; converted those converted on it; share the
share converted by its end, low..high its 95 % interval."""


@once
def convert_time(
    leads: Slice, stage: str = "consult_booked", by: str | None = None, most: int | None = None
) -> pl.DataFrame:
    """Share of real leads that reached a stage, by days since the inquiry (Kaplan and Meier 1958).

    A lead not there yet is followed up to `as_of` and then leaves the count without being called lost.
    Leads without the dates needed are not counted. Interval: Greenwood's variance on the log-log scale
    (Kalbfleisch and Prentice 1980). Days on which nobody is followed any more are left out. With `most`,
    at most so many values of `by`, the less frequent ones together as "all others".
    """
    split = groups(leads, by, most)
    axis = watched(leads.table, stage)
    counted = leads.counts(*split.axes, axis).reshape(split.size, -1)[:, :-1].reshape(split.size, 2, -1)
    held = [group for group, own in enumerate(counted) if own.any()]
    curves = [_curve(*counted[group]) for group in held]
    if not curves:
        return pl.DataFrame(split.column(0)).hstack(pl.DataFrame(schema=CONVERT_TIME))
    answer = pl.DataFrame(
        {name: np.concatenate([curve[name] for curve in curves]) for name in CONVERT_TIME},
        schema=CONVERT_TIME,
        nan_to_null=True,
    )
    if split.name is None:
        return answer
    days = [len(curve["day"]) for curve in curves]
    values = pl.Series(split.name, [split.values[group] for group in held], pl.String)
    return answer.insert_column(0, values.gather(np.repeat(np.arange(len(held)), days)))


def eventual(leads: Slice, stage: str) -> NDArray[np.float64]:
    """For each age in days, the part of the conversions ever seen that have happened by then: F(t), rising to 1."""
    followed, converted = leads.counts(watched(leads.table, stage))[:-1].reshape(2, -1)
    if not converted.any():
        return np.ones(DAYS)
    seen = 1 - _waiting(*_at_risk(followed, converted))
    # nobody is followed longer: what comes later nobody has seen
    shares = np.append(seen, np.full(DAYS - len(seen), seen[-1]))
    return np.asarray(shares / shares[-1], np.float64)


def _at_risk(followed: NDArray[np.int64], converted: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Leads at risk and converted on each day that anybody is followed on."""
    leaving = followed + converted
    at_risk = leaving[::-1].cumsum()[::-1]
    days = int(np.flatnonzero(at_risk)[-1]) + 1
    return at_risk[:days], converted[:days]


def _waiting(at_risk: NDArray[np.int64], converted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of the leads still waiting at each day's end."""
    return np.asarray(np.cumprod(1 - converted / at_risk), np.float64)


def _curve(followed: NDArray[np.int64], converted: NDArray[np.int64]) -> dict[str, NDArray[np.generic]]:
    """The columns of `convert_time` for one group."""
    at_risk, converted = _at_risk(followed, converted)
    waiting = _waiting(at_risk, converted)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(converted / (at_risk * (at_risk - converted)))
        spread = Z95 * np.sqrt(variance) / np.log(waiting)
        ends = 1 - waiting ** np.exp(spread), 1 - waiting ** np.exp(-spread)
    certain = (waiting == 1) | (waiting == 0)
    return {
        "day": np.arange(len(at_risk)),
        "at_risk": at_risk,
        "converted": converted,
        "share": 1 - waiting,
        "low": np.where(certain, np.nan, ends[0]),
        "high": np.where(certain, np.nan, ends[1]),
    }


def watched(table: LeadTable, stage: str) -> Axis:
    """Days followed (0 to 365), then days to the conversion (0 to 365), then one code for leads not counted."""
    return table.axis(f"followed:{stage}", 2 * DAYS + 1, lambda: _days_followed(table, stages.position(stage)))


def _days_followed(table: LeadTable, position: int) -> NDArray[np.generic]:
    at = table.at_us.get(0 if position <= REAL else position)
    if at is None:
        return np.full(table.size, 2 * DAYS)
    # calendar days, so that dates without a time of day do as well
    on_day = local_days(np.where(at == NEVER, 0, at), table.practice)
    inquiry_day = table.local_date.to_physical().fill_null(-1).to_numpy()
    today = (table.as_of.date() - EPOCH).days
    there = table.progress.furthest >= position
    dated = there & (at != NEVER)
    taken = on_day - inquiry_day
    codes = np.where(
        dated & (taken <= LONGEST_DAYS),
        DAYS + np.clip(taken, 0, LONGEST_DAYS),
        np.where(dated, LONGEST_DAYS, np.clip(today - inquiry_day, 0, LONGEST_DAYS)),
    )
    counted = (inquiry_day >= 0) & (table.real.codes == 1) & (~there | dated)
    return np.where(counted, codes, 2 * DAYS)
