"""What became of the consults that were booked, and how far ahead they lay."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.clock import local_days
from dashboard.metrics.dimensions import Dimension, coded
from dashboard.metrics.groups import Groups, groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import NEVER, moments_us
from dashboard.metrics.tally import Axis, Choice
from dashboard.metrics.times import Times
from dashboard.practice import WEEKDAYS

BOOKED: Final = stages.position("consult_booked")
ATTENDED: Final = stages.position("consult_attended")
STATES: Final = ("attended", "no_show", "cancelled", "rescheduled", "ahead", "unsaid")
"""What became of a consult; unsaid: its day has passed or is not known, and no file says."""
DAYS_AHEAD: Final = (
    ("same day", 0),
    ("1 to 3 days", 3),
    ("4 to 7 days", 7),
    ("8 to 14 days", 14),
    ("15 to 30 days", 30),
    ("over 30 days", 1 << 30),
)
OWN: Final = ("days_ahead", "consult_weekday")
"""What consults can be split by besides the fields of leads."""
LABELS: Final = {"days_ahead": "Days booked ahead", "consult_weekday": "Weekday of the consult"}
CONSULTS: Final = {
    "leads": pl.Int64,
    **dict.fromkeys(STATES, pl.Int64),
    "no_show_rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "median_wait_days": pl.Float64,
    "median_ahead_days": pl.Float64,
    "backwards": pl.Int64,
}
"""Columns of `consults`. leads: those who booked a consult, whether or not a file calls them real; each of them is in
one of the six states. no_show_rate = no_show / (attended + no_show), low..high its 95 % interval. median_wait_days:
local days from the inquiry to the consult; median_ahead_days: from the booking to the consult. backwards: booked, or
inquired, after the day the consult took place; in neither median."""
MONTHS: Final = {
    "month": pl.String,
    "leads": pl.Int64,
    "median_wait_days": pl.Float64,
    "p90_wait_days": pl.Float64,
    "median_ahead_days": pl.Float64,
}
"""Columns of `days_to_consult`: by the local month in which the consult was booked, '2026-03'."""

_CALLED_OFF: Final = r"(?i)\bcancel|\bcalled off\b"
_MOVED: Final = r"(?i)\bre-?s?ch?edul|\bmoved\b|\bpostponed\b"
_PUT_OFF: Final = r"(?i)\bre-?s?ch?edul|\bpostponed\b"
"""Of a reason for calling off: one who moved away did not move the consult."""
_MISSED: Final = r"(?i)\bno[ -]?show|\bdid not (attend|come|show)|\bmissed app|\bdna\b"
_UNKNOWN: Final = -1


@once
def consults(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """What became of booked consults, overall or for each value of a field, of `days_ahead` or `consult_weekday`."""
    table = leads.table
    split = _split(leads, by)
    only = booked(table)
    counted = leads.counts(*split.axes, consult_state(table), only=only).reshape(split.size, len(STATES))
    back = leads.counts(*split.axes, _backwards(table), only=only).reshape(split.size, 2)[:, 1]
    came, missed = counted[:, 0], counted[:, 1]
    low, high = wilson(missed, came + missed)
    medians = [
        leads.quantiles(times, (0.5,), *split.axes, only=only)[:, 0] for times in (_from_inquiry(table), _ahead(table))
    ]
    answer = pl.DataFrame(
        {
            "leads": counted.sum(axis=1),
            **{name: counted[:, place] for place, name in enumerate(STATES)},
            "no_show_rate": shares(missed, came + missed),
            "low": low,
            "high": high,
            "median_wait_days": medians[0],
            "median_ahead_days": medians[1],
            "backwards": back,
        },
        schema=CONSULTS,
        nan_to_null=True,
    )
    return split.labelled(answer)


@once
def days_to_consult(leads: Slice) -> pl.DataFrame:
    """How long people wait for their consult, month by month of its booking; months without any left out."""
    table = leads.table
    months = table.kept("booked months", lambda: _booked_months(table))
    values, axis = months.values[:-1], months.axis
    only = booked(table)
    counted = leads.counts(axis, only=only)
    waited = leads.quantiles(_from_inquiry(table), (0.5, 0.9), axis, only=only)
    ahead = leads.quantiles(_ahead(table), (0.5,), axis, only=only)
    return pl.DataFrame(
        {
            "month": values,
            "leads": counted[:-1],
            "median_wait_days": waited[:-1, 0],
            "p90_wait_days": waited[:-1, 1],
            "median_ahead_days": ahead[:-1, 0],
        },
        schema=MONTHS,
        nan_to_null=True,
    ).filter(pl.col("leads") > 0)


def _booked_months(table: LeadTable) -> Dimension:
    """Local months from the first booking to the last; leads without a day last."""
    day = booking_days(table)
    known = day != _UNKNOWN
    month = np.where(known, day, 0).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first, last = (int(month[known].min()), int(month[known].max())) if known.any() else (0, -1)
    values = [str(np.datetime64(place, "M")) for place in range(first, last + 1)]
    return coded("booked month", (*values, None), np.where(known, month - first, len(values)))


def booked(table: LeadTable) -> tuple[Choice, ...]:
    """Narrows to leads that booked a consult, a later stage counted."""
    return (Choice(table.furthest, np.arange(len(stages.NAMES)) >= BOOKED),)


def consult_state(table: LeadTable) -> Axis:
    """What became of each lead's consult, as a place in STATES; without meaning for a lead that booked none."""
    return table.axis("consult state", len(STATES), lambda: _states(table))


def booking_days(table: LeadTable) -> NDArray[np.int64]:
    """Local day on which each lead booked its consult, in days since 1970, -1 unknown."""
    return _local(table, table.at_us.get(BOOKED, np.full(table.size, NEVER)))


def days_ahead(table: LeadTable) -> NDArray[np.int64]:
    """Local days between booking and consult; -1 where either is not known or they run backwards."""
    return _between(booking_days(table), consult_days(table))


def consult_days(table: LeadTable) -> NDArray[np.int64]:
    """Local day of each lead's consult, in days since 1970, -1 unknown."""
    return _local(table, moments_us(table.leads, "consult_for"))


def own_split(table: LeadTable, by: str) -> Groups:
    """The bands of days ahead, or the weekdays of the consult; what is not known comes last."""
    values = tuple(said for said, _ in DAYS_AHEAD) if by == "days_ahead" else WEEKDAYS

    def codes() -> NDArray[np.int64]:
        if by == "days_ahead":
            days = days_ahead(table)
            place = np.searchsorted([upto for _, upto in DAYS_AHEAD[:-1]], days, side="left")
        else:
            days = consult_days(table)
            # 1 January 1970 was a Thursday
            place = (days + 3) % 7
        return np.where(days == _UNKNOWN, len(values), place)

    return Groups(by, (*values, None), (table.axis(by, len(values) + 1, codes),))


def _split(leads: Slice, by: str | None) -> Groups:
    return own_split(leads.table, by) if by in OWN else groups(leads, by)


def _states(table: LeadTable) -> NDArray[np.uint8]:
    now = int(table.as_of.timestamp() * 1e6)
    day = moments_us(table.leads, "consult_for")
    lost = moments_us(table.leads, "lost_at")
    words = pl.concat_str(pl.col("status", "lost_reason"), separator=" / ", ignore_nulls=True)
    said = table.leads.select(
        off=words.str.contains(_CALLED_OFF).fill_null(value=False),
        moved=pl.col("status").str.contains(_MOVED).fill_null(value=False)
        | pl.col("lost_reason").str.contains(_PUT_OFF).fill_null(value=False),
        missed=words.str.contains(_MISSED).fill_null(value=False),
        absent=(pl.col("consult_attended") == False).fill_null(value=False),  # noqa: E712
    )
    given_up = (lost != NEVER) & (lost <= now) & (day != NEVER) & (lost < day)
    rules = (
        table.progress.furthest >= ATTENDED,
        said["moved"].to_numpy(),
        said["off"].to_numpy() | (given_up & ~said["missed"].to_numpy()),
        (day != NEVER) & (day > now),
        said["missed"].to_numpy() | said["absent"].to_numpy(),
    )
    answers = ("attended", "rescheduled", "cancelled", "ahead", "no_show")
    places = [STATES.index(name) for name in answers]
    found: NDArray[np.uint8] = np.select(rules, places, STATES.index("unsaid")).astype(np.uint8)
    return found


def _backwards(table: LeadTable) -> Axis:
    def codes() -> NDArray[np.bool_]:
        start = np.maximum(booking_days(table), _local(table, table.created_us))
        consult = consult_days(table)
        later: NDArray[np.bool_] = (consult != _UNKNOWN) & (start > consult)
        return later

    return table.axis("consult backwards", 2, codes)


def _from_inquiry(table: LeadTable) -> Times:
    def days() -> NDArray[np.int64]:
        taken = _between(_local(table, table.created_us), consult_days(table))
        return np.where(_backwards(table).codes == 1, _UNKNOWN, taken)

    return table.times("days to consult", days)


def _ahead(table: LeadTable) -> Times:
    def days() -> NDArray[np.int64]:
        return np.where(_backwards(table).codes == 1, _UNKNOWN, days_ahead(table))

    return table.times("days ahead", days)


def _between(start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    both = (start != _UNKNOWN) & (end != _UNKNOWN) & (end >= start)
    return np.where(both, end - start, _UNKNOWN)


def _local(table: LeadTable, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    known = moments != NEVER
    return np.where(known, local_days(np.where(known, moments, 0), table.practice), _UNKNOWN)
