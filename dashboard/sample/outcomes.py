"""How far leads get: qualified, consult booked, attended, procedure booked, or lost and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

import numpy as np

from dashboard.sample.arrivals import LAST_DAY, Arrivals
from dashboard.sample.campaigns import CATARACT, DISCOUNT, WARM
from dashboard.sample.draws import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    Codes,
    Flags,
    Floats,
    Ints,
    happens,
    log_normal,
    pick,
    where_told,
)
from dashboard.sample.draws import whole_minutes as full
from dashboard.sample.opening import Offices
from dashboard.sample.people import COUNSELORS, DOCTORS, FAR_FROM, INSURANCE, PROCEDURES, SAMPLE_PRACTICE
from dashboard.sample.response import Response
from dashboard.sample.traits import DUPLICATE, GENUINE, JUNK_WORDS, SALES, Traits

LAST_BOOKING: Final = LAST_DAY - timedelta(days=42)
"""After this day no lead of one campaign books a consult any more: its booking link is dead."""

REASONS: Final = {
    "reached": ("Could not reach", "Number not in service"),
    "qualified": ("Out of area", "Not a candidate", "Insurance only", "Just researching"),
    "consult_booked": (
        "Price",
        "Price not on the page",
        "Chose another practice",
        "Not ready yet",
        "No time off, travel",
    ),
    "consult_attended": ("No-show, not rebooked", "Cancelled", "Chose another practice"),
    "procedure_booked": (
        "Price",
        "Financing declined",
        "Thinking it over",
        "Not a candidate",
        "Chose another practice",
    ),
}
BAD_TIMING: Final = ("Not ready yet", "Thinking it over", "No time off, travel")
_RECORDED_LOSSES: Final = 0.5
_MARKED_JUNK: Final = 0.66


@dataclass(frozen=True, slots=True)
class Outcome:
    """Moments (seconds, draws.NEVER: never) of the later stages, money in USD, and losses on record."""

    qualified: Ints
    consult_booked: Ints
    consult_for: Ints
    consult_attended: Ints
    procedure_booked: Ints
    value: Floats
    lost: Ints
    reason: Codes
    marked: Flags
    """Whether the practice has marked the lead as spam, duplicate or wrong number."""


ALL_REASONS: Final = (*dict.fromkeys(reason for reasons in REASONS.values() for reason in reasons), *JUNK_WORDS[1:4])
"""Every reason on record, junk marks last; Outcome.reason is a position in it."""


def outcome(
    rng: np.random.Generator, arrived: Arrivals, who: Traits, answer: Response, passed_on: Codes, offices: Offices
) -> Outcome:
    """What becomes of each lead from the first conversation on, however late."""
    n = len(arrived.created)
    far = who.area >= FAR_FROM
    warm = np.where(np.isin(arrived.origin, WARM), 0.45, 0.0)

    odds = 1.2 + warm + np.where(far, -2.7, 0.0) + np.where(who.payer == INSURANCE, -0.9, 0.0)
    odds += np.where(who.junk == GENUINE, 0.0, -20.0) + np.where(who.age == 0, -0.15, 0.0)
    qualifies = (answer.reached < NEVER) & happens(rng, odds)
    same_talk = rng.random(n) < 0.62
    talk = (2 + rng.random(n) * 10) * MINUTE
    qualified = where_told(qualifies, _step(rng, answer.reached, same_talk, talk, 1.6 * DAY, who, offices))

    odds = 1.02 - 0.13 * np.log1p(answer.wait_hours) - 0.3 * passed_on + 0.5 * warm
    odds += np.array([c.persuasion for c in COUNSELORS])[who.owner] - 0.15 * who.financing
    odds = np.where(arrived.origin == DISCOUNT, -2.5, odds)
    books = qualifies & happens(rng, odds)
    soon = rng.random(n) < 0.55
    booked = where_told(books, _step(rng, qualified, soon, talk, 2.4 * DAY, who, offices))
    too_late = int(datetime.combine(LAST_BOOKING + timedelta(days=1), time(), SAMPLE_PRACTICE.zone).timestamp())
    booked = np.where((arrived.origin == CATARACT) & (booked >= too_late), NEVER, booked)
    books = booked < NEVER

    ahead = np.array([d.days_ahead for d in DOCTORS])[who.doctor] * np.exp(0.42 * rng.standard_normal(n))
    ahead = np.clip(np.round(ahead), 1, 75)
    slot = booked.clip(max=NEVER // 2) // DAY * DAY + ahead.astype(np.int64) * DAY
    slot += 13 * HOUR + (rng.random(n) * 16).astype(np.int64) * 30 * MINUTE
    consult_for = where_told(books, offices.next_open(slot, who.location))

    odds = 2.0 - 0.062 * np.maximum(ahead - 7, 0) + 0.4 * warm
    attends = books & happens(rng, odds)
    attended = where_told(attends, consult_for)
    acceptance = np.array([p.acceptance for p in PROCEDURES])[who.procedure]
    acceptance = acceptance + np.array([d.acceptance for d in DOCTORS])[who.doctor] - 0.2 * who.financing
    accepts = attends & happens(rng, acceptance + 0.02)
    same_day = rng.random(n) < 0.3
    procedure = where_told(accepts, _step(rng, attended, same_day, talk + HOUR, 8 * DAY, who, offices))
    price = np.array([p.price for p in PROCEDURES])[who.procedure]
    value = np.round(log_normal(rng, price, 0.16, n) / 50) * 50

    stopped = np.select([accepts, attends, books, qualifies, answer.reached < NEVER], [5, 4, 3, 2, 1], 0)
    lost, reason = _losses(rng, arrived, who, answer, stopped, (qualified, consult_for, attended), far, offices)
    marked = (who.junk != GENUINE) & (rng.random(n) < np.where(arrived.burst, 0.8, _MARKED_JUNK))
    noticed = full(arrived.created + (np.exp(rng.standard_normal(n)) * 7 * HOUR).astype(np.int64))
    noticed = offices.next_open(noticed, who.location)
    last = np.where(
        answer.human, np.maximum(answer.first_attempt, np.where(answer.reached < NEVER, answer.reached, 0)), 0
    )
    lost = np.where(marked, np.maximum(noticed, last), lost)
    reason = np.where(marked, len(ALL_REASONS) - 3 + np.where(who.junk == SALES, 0, who.junk - 1), reason)
    return Outcome(qualified, booked, consult_for, attended, procedure, value, lost, reason, marked)


def _step(
    rng: np.random.Generator, since: Ints, soon: Flags, soon_after: Floats, median: float, who: Traits, offices: Offices
) -> Ints:
    """The moment of the next step: in the same conversation, or days later in opening hours."""
    n = len(since)
    start = since.clip(max=NEVER // 2)
    lag = np.clip(log_normal(rng, median, 1.05, n), HOUR, 120 * DAY)
    later = start + lag.astype(np.int64)
    later = offices.next_open(later, who.location)
    at = np.where(soon, start + soon_after.astype(np.int64), later)
    return full(at)


def _losses(
    rng: np.random.Generator,
    arrived: Arrivals,
    who: Traits,
    answer: Response,
    stopped: Codes,
    since: tuple[Ints, Ints, Ints],
    far: Flags,
    offices: Offices,
) -> tuple[Ints, Codes]:
    """When and why a lead was given up; half of the losses are never put on record."""
    n = len(stopped)
    qualified, consult_for, attended = since
    first = np.where(answer.human, answer.first_attempt + answer.attempts * DAY, arrived.created + 5 * DAY)
    base = np.select(
        [stopped == 4, stopped == 3, stopped == 2, stopped == 1],
        [attended, consult_for, qualified, answer.reached],
        first,
    )
    given_up = base.clip(max=NEVER // 2) + log_normal(rng, 9.0 * DAY, 0.8, n).astype(np.int64)
    given_up = full(offices.next_open(given_up, who.location))
    recorded = (stopped < 5) & (rng.random(n) < _RECORDED_LOSSES) & (who.junk != DUPLICATE)
    discount = (arrived.origin == DISCOUNT) & (stopped == 2)
    weights = {
        0: (86, 14),
        1: (10, 32, 22, 36),
        2: (30, 4, 22, 30, 14),
        3: (62, 26, 12),
        4: (30, 12, 32, 12, 14),
    }
    reason = np.zeros(n, dtype=np.intp)
    for stage, words in enumerate(REASONS.values()):
        position = np.array([ALL_REASONS.index(word) for word in words])
        chosen = position[pick(rng, weights[stage], n)]
        reason = np.where(stopped == stage, chosen, reason)
    reason = np.where(far & (stopped == 1), ALL_REASONS.index("Out of area"), reason)
    reason = np.where((who.payer == INSURANCE) & (stopped == 1) & ~far, ALL_REASONS.index("Insurance only"), reason)
    asked_price = discount & (rng.random(n) < 0.7)
    reason = np.where(asked_price, ALL_REASONS.index("Price not on the page"), reason)
    return where_told(recorded, given_up), reason
