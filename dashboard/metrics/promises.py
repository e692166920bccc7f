"""What the phones and the calendar can promise: how soon somebody tries, how often, and how soon a consult is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.clock import local_days
from dashboard.metrics.clocks import arrived_open
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.parts import Counted, Measure, Part, arrived
from dashboard.metrics.progress import NEVER, moments_us
from dashboard.metrics.reach import REACHED, can_tell, tried

HOUR_S: Final = 3600
WEEK_US: Final = 7 * 24 * HOUR_S * 1_000_000
TRIES: Final = 4
DAYS: Final = 10
_REAL: Final = stages.position("real")
Flags = NDArray[np.bool_]


def _of(name: str, counts: Callable[[LeadTable], Flags], kept: Callable[[LeadTable], Flags]) -> Counted:
    """So many of the leads that count kept the promise; spam, duplicates and tests apart."""

    def codes(table: LeadTable) -> NDArray[np.generic]:
        return np.where(counts(table), 1 + kept(table), 0)

    def counted(table: LeadTable, filters: Filters, since: date | None, until: date | None) -> Part:
        leads = arrived(table, filters, since, until)
        found = leads.counts(table.axis(f"promise {name}", 3, lambda: codes(table)), only=leads.genuine)
        return Part(int(found[2]), int(found[1:].sum()))

    return counted


def _dated(table: LeadTable) -> Flags:
    found: Flags = table.created_us != NEVER
    return found


def _after_hours(table: LeadTable) -> Flags:
    found: Flags = arrived_open(table).codes == 1
    return found


def _within(end: Callable[[LeadTable], NDArray[np.int64]], limit_s: int) -> Callable[[LeadTable], Flags]:
    """Whether so few seconds of opening hours passed from the inquiry to a moment that is not before it."""

    def kept(table: LeadTable) -> Flags:
        at, created, until = end(table), table.created_us, table.open_time.seconds_until
        there = (at != NEVER) & (at >= created) & _dated(table)
        waited = np.rint(until(np.where(there, at, created)) - until(created))
        inside: Flags = there & (waited <= limit_s)
        return inside

    return kept


def _a_day_old(table: LeadTable) -> Flags:
    """Real leads for whom as many opening hours have passed as a day of the practice has."""
    lengths = [_seconds(hours) for hours in table.practice.opening if hours]
    day_s = sum(lengths) / len(lengths) if lengths else 8 * HOUR_S
    now = np.full(table.size, int(table.as_of.timestamp() * 1e6))
    until = table.open_time.seconds_until
    found: Flags = _dated(table) & (table.progress.furthest >= _REAL) & (until(now) - until(table.created_us) >= day_s)
    return found


def _seconds(hours: tuple[time, time]) -> float:
    opens, closes = hours
    return float((closes.hour - opens.hour) * HOUR_S + (closes.minute - opens.minute) * 60)


def _never_reached(table: LeadTable) -> Flags:
    """Real leads a week old that somebody tried, counting tries, and nobody reached."""
    furthest, known = table.progress.furthest, (table.leads["attempts"].fill_null(0) > 0).to_numpy()
    old = table.created_us <= int(table.as_of.timestamp() * 1e6) - WEEK_US
    found: Flags = _dated(table) & old & known & (furthest >= _REAL) & (furthest < REACHED)
    return found


def _often(table: LeadTable) -> Flags:
    return (table.leads["attempts"].fill_null(0) >= TRIES).to_numpy()


def _calls(table: LeadTable) -> Flags:
    """Calls in opening hours of which it is known whether somebody answered."""
    rows = table.leads
    called = (rows["channel"] == "call").fill_null(value=False) & rows["call_answered"].is_not_null()
    found: Flags = called.to_numpy() & (arrived_open(table).codes == 0)
    return found


def _answered(table: LeadTable) -> Flags:
    return table.leads["call_answered"].fill_null(value=False).to_numpy()


def _placed(table: LeadTable) -> Flags:
    """Consults of which it is known when they were booked and for which day."""
    booked, day = _moments(table)
    found: Flags = (booked != NEVER) & (day != NEVER) & (day >= booked)
    return found


def _soon(table: LeadTable) -> Flags:
    booked, day = _moments(table)
    there = _placed(table)
    days = local_days(np.where(there, day, 0), table.practice) - local_days(np.where(there, booked, 0), table.practice)
    found: Flags = there & (days <= DAYS)
    return found


def _moments(table: LeadTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    booked, day = (moments_us(table.leads, name) for name in ("consult_booked_at", "consult_for"))
    known = (booked != NEVER) & (booked <= int(table.as_of.timestamp() * 1e6))
    return np.where(known, booked, NEVER), np.where(known, day, NEVER)


def _tells_tries(table: LeadTable) -> bool:
    return table.has_hours and table.has_tries


def _holds(column: str) -> Callable[[LeadTable], bool]:
    return lambda table: table.leads.null_count(column) < table.size


PROMISES: Final = (
    Measure(
        "answered_soon",
        "Answered within 15 minutes",
        "inquiries",
        "sales",
        False,
        _of("answered soon", _dated, _within(lambda table: table.answered_us, HOUR_S // 4)),
        (),
        lambda table: table.has_responses and table.has_hours,
    ),
    Measure(
        "tried_soon",
        "Tried within an hour",
        "inquiries",
        "sales",
        False,
        _of("tried soon", _dated, _within(lambda table: table.attempted_us, HOUR_S)),
        (),
        _tells_tries,
    ),
    Measure(
        "tried_at_opening",
        "Tried half an hour after opening",
        "inquiries after hours",
        "sales",
        False,
        _of("tried at opening", _after_hours, _within(lambda table: table.attempted_us, HOUR_S // 2)),
        (),
        _tells_tries,
    ),
    Measure(
        "untried",
        "Never tried",
        "real leads a business day old",
        "sales",
        True,
        _of("untried", _a_day_old, lambda table: tried(table).codes == 0),
        ("real",),
        lambda table: table.dated and can_tell(table)[0],
    ),
    Measure(
        "often_tried",
        f"Tried {TRIES} times or more",
        "real leads never reached in a week",
        "sales",
        False,
        _of("often tried", _never_reached, _often),
        ("real", "reached"),
        lambda table: table.dated and _holds("attempts")(table),
    ),
    Measure(
        "calls_answered",
        "Calls answered",
        "calls in opening hours",
        "operations",
        False,
        _of("calls answered", _calls, _answered),
        (),
        lambda table: table.has_hours and _holds("call_answered")(table),
    ),
    Measure(
        "consult_soon",
        f"Consults within {DAYS} days",
        "consults booked",
        "operations",
        False,
        _of("consult soon", _placed, _soon),
        ("consult_booked",),
        lambda table: _holds("consult_for")(table) and _holds("consult_booked_at")(table),
    ),
)
"""Times are seconds of opening hours from the inquiry on, so that what comes in at night is due in the morning."""
