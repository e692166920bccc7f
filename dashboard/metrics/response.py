"""How long leads wait for a first human answer. Automatic replies never count as one."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.dimensions import NOT_ANSWERED, RESPONSE_BANDS, response_band
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER
from dashboard.metrics.tally import Axis

RESPONSE_TIMES: Final = {
    "leads": pl.Int64,
    "answered": pl.Int64,
    "never": pl.Int64,
    "median_s": pl.Float64,
    "p90_s": pl.Float64,
    "within_limit": pl.Float64,
    "median_business_s": pl.Float64,
    "p90_business_s": pl.Float64,
    "within_limit_business": pl.Float64,
    "backwards": pl.Int64,
}
"""Columns of `response_times`. leads leaves out what the source marked as spam, duplicate or test.
never: no human answer by then, so still waiting. Medians and 90th percentiles are over the answered,
within_limit is a share of all leads, waiting ones included. backwards: answered before the inquiry, so
the answer counts and its time does not. Clock seconds, and seconds of opening hours. Null: no file has
first answers, or for within_limit no inquiry dates to count from."""


@once
def response_times(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """Waiting for a first human answer, overall or for each value of a field with leads in it."""
    table = leads.table
    split = groups(leads, by)
    limits = (within_limit(table, business=False), within_limit(table, business=True))
    cells = leads.counts(*split.axes, answer_state(table), *limits, only=leads.genuine).reshape(split.size, 3, 2, 2)
    counted, total = cells.sum(axis=(2, 3)), cells.sum(axis=(1, 2, 3))
    inside = {False: cells[:, :, 1].sum(axis=(1, 2)), True: cells[:, :, :, 1].sum(axis=(1, 2))}
    known = can_tell(table)
    columns: dict[str, NDArray[np.generic] | None] = {
        "leads": total,
        "answered": counted[:, 1:].sum(axis=1) if known else None,
        "never": counted[:, 0] if known else None,
        "backwards": counted[:, 2] if known else None,
    }
    for suffix, business in (("", False), ("_business", True)):
        times = table.business_response if business else table.response
        found = leads.quantiles(times, (0.5, 0.9), *split.axes, only=leads.genuine)
        columns |= {f"median{suffix}_s": found[:, 0], f"p90{suffix}_s": found[:, 1]}
        columns[f"within_limit{suffix}"] = shares(inside[business], total) if known and table.dated else None
    answer = pl.DataFrame({name: columns[name] for name in RESPONSE_TIMES}, schema=RESPONSE_TIMES, nan_to_null=True)
    return split.labelled(answer)


RESPONSE_HOURS: Final = {
    "weekday": pl.Int64,
    "hour": pl.Int64,
    "leads": pl.Int64,
    "median_s": pl.Float64,
    "within_limit": pl.Float64,
}
"""Columns of `response_hours`: weekday 1 is Monday, hour 0 to 23, the practice's time; clock seconds."""


@once
def response_hours(leads: Slice) -> pl.DataFrame:
    """Arrivals and waiting by weekday and hour of arrival; hours without a lead are left out."""
    table = leads.table
    axis = table.axis("arrival_hour", 169, lambda: _arrival_hour(table))
    inside = leads.counts(axis, within_limit(table, business=False), only=leads.genuine)[:168]
    total = inside.sum(axis=1)
    median = leads.quantiles(table.response, (0.5,), axis, only=leads.genuine)[:168, 0]
    hours = np.arange(168)
    return pl.DataFrame(
        {
            "weekday": hours // 24 + 1,
            "hour": hours % 24,
            "leads": total,
            "median_s": median,
            "within_limit": shares(inside[:, 1], total) if can_tell(table) else None,
        },
        schema=RESPONSE_HOURS,
        nan_to_null=True,
    ).filter(pl.col("leads") > 0)


RESPONSE_BANDED: Final = {
    "band": pl.String,
    "leads": pl.Int64,
    "converted": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of `response_bands`; low..high is the 95 % interval of rate = converted / leads. No rows where no
file has first answers and inquiry dates; converted null where none speaks of the stage or a later one."""


@once
def response_bands(leads: Slice, stage: str = "consult_booked", business: bool = False) -> pl.DataFrame:
    """Conversion by how long leads waited, shortest band first, not answered last; empty bands stay.

    An association: quick answers also go to easier leads.
    """
    table = leads.table
    known = table.tells(stage)
    axis = table.axis(f"band{business}", len(RESPONSE_BANDS) + 2, lambda: _band(table, business))
    counted = leads.counts(axis, table.furthest, only=leads.genuine)[: len(RESPONSE_BANDS) + 1]
    total, converted = counted.sum(axis=1), counted[:, stages.position(stage) :].sum(axis=1)
    low, high = wilson(converted, total)
    banded = pl.DataFrame(
        {
            "band": [*(said for said, _ in RESPONSE_BANDS), NOT_ANSWERED],
            "leads": total,
            "converted": converted if known else None,
            "rate": shares(converted, total) if known else None,
            "low": low if known else None,
            "high": high if known else None,
        },
        schema=RESPONSE_BANDED,
        nan_to_null=True,
    )
    return banded if can_tell(table) and table.dated else banded.clear()


CURVE_S: Final = tuple(
    60 * minutes
    for minutes in (
        *(1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960),
        *(1440, 2160, 2880, 4320, 5760, 7200, 8640, 10080),
    )
)
ANSWERED_CURVE: Final = {"seconds": pl.Int64, "leads": pl.Int64, "share": pl.Float64}
"""Columns of `answered_curve`: share of the leads answered within so many seconds; waiting leads count as not yet."""


@once
def answered_curve(
    leads: Slice, by: str | None = None, business: bool = False, most: int | None = None
) -> pl.DataFrame:
    """Share of leads answered over time since the inquiry, up to a week; for each value of a field if given.

    With `most`, at most so many values, the less frequent ones together as "all others".
    """
    table = leads.table
    split = groups(leads, by, most)
    axis = table.axis(f"curve{business}", len(CURVE_S) + 1, lambda: _curve_place(table, business))
    counted = leads.counts(*split.axes, axis, only=leads.genuine).reshape(split.size, -1)
    total = np.repeat(counted.sum(axis=1)[:, None], len(CURVE_S), axis=1)
    answer = pl.DataFrame(
        {
            "seconds": list(CURVE_S) * split.size,
            "leads": total.ravel(),
            "share": shares(counted[:, :-1].cumsum(axis=1), total).ravel(),
        },
        schema=ANSWERED_CURVE,
        nan_to_null=True,
    )
    return split.labelled(answer, len(CURVE_S))


def _band(table: LeadTable, business: bool) -> NDArray[np.generic]:
    seconds = table.response_seconds(business)
    # an answer whose time makes no sense belongs to no band
    known = (seconds >= 0) | (table.answered_us == NEVER)
    return np.where(known, response_band(seconds, answerable=True).axis.codes, len(RESPONSE_BANDS) + 1)


def _curve_place(table: LeadTable, business: bool) -> NDArray[np.generic]:
    seconds = table.response_seconds(business)
    return np.where(seconds >= 0, np.searchsorted(CURVE_S, seconds, side="left"), len(CURVE_S))


def can_tell(table: LeadTable) -> bool:
    """Whether any file has first answers, automatic ones among them; else nobody knows who waits."""
    return table.leads.null_count("first_response_at") < table.size


def answer_state(table: LeadTable) -> Axis:
    """0 waiting, 1 answered, 2 answered at a time before the inquiry."""
    return table.axis("answer_state", 3, lambda: _answer_state(table))


def _answer_state(table: LeadTable) -> NDArray[np.generic]:
    answered = table.answered_us != NEVER
    backwards = answered & (table.created_us != NEVER) & (table.answered_us < table.created_us)
    state: NDArray[np.uint8] = answered.astype(np.uint8) + backwards
    return state


def within_limit(table: LeadTable, business: bool) -> Axis:
    """1 for a lead answered within the agreed limit, on the clock or in opening hours."""
    return table.axis(f"within_limit{business}", 2, lambda: _within_limit(table, business))


def _within_limit(table: LeadTable, business: bool) -> NDArray[np.bool_]:
    seconds = table.response_seconds(business)
    return (seconds >= 0) & (seconds <= table.practice.response_limit_s)


def _arrival_hour(table: LeadTable) -> NDArray[np.generic]:
    when = table.local_time.dt
    hour = (when.weekday() - 1).cast(pl.Int64) * 24 + when.hour()
    codes: NDArray[np.generic] = hour.fill_null(168).to_numpy()
    return codes
