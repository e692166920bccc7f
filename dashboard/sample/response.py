"""How the practice answers: calls taken and missed, first tries, automatic replies, and who is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.sample.arrivals import Arrivals
from dashboard.sample.campaigns import CALL, FORM, IN_PERSON, META, ORIGINS, WARM
from dashboard.sample.draws import HOUR, MINUTE, Codes, Flags, Floats, Ints, happens, log_normal, pick, where_told
from dashboard.sample.draws import whole_minutes as full
from dashboard.sample.opening import Offices
from dashboard.sample.people import COUNSELORS, DARIUS, MILLBROOK
from dashboard.sample.traits import BOT, GENUINE, SALES, WRONG_NUMBER, Traits

_OPEN_WAIT: Final = 14.0 * MINUTE
_BACKLOG_WAIT: Final = 38.0 * MINUTE
_CALLBACK_WAIT: Final = 42.0 * MINUTE
_MILLBROOK_EVENING_WAIT: Final = 6.3 * HOUR
"""Leads of an evening wait at Millbrook until late the next day: nobody there reads the evening's inbox."""
_NEVER_TRIED: Final = 0.035
_NO_CALLBACK: Final = 0.26
_DARIUS_META_FORMS: Final = 0.75
"""Share of the Meta forms given to one counselor that get the automatic reply and nothing else."""
_AUTO_REPLY: Final = 0.72
_ATTEMPTS_IN_VAIN: Final = (22, 26, 22, 15, 9, 6)
_ATTEMPTS_TO_REACH: Final = (58, 20, 11, 6, 3, 2)
_BETWEEN_ATTEMPTS: Final = 6.0 * HOUR


@dataclass(frozen=True, slots=True)
class Response:
    """The practice's answers: moments in seconds (draws.NEVER: never), and how long calls lasted."""

    first_attempt: Ints
    first_response: Ints
    human: Flags
    assigned: Flags
    """Whether the lead has an owner: half of those nobody tried have none."""
    attempts: Ints
    reached: Ints
    call_duration: Floats
    call_answered: Flags
    wait_hours: Floats


def _neglected(arrived: Arrivals, who: Traits) -> Flags:
    there: Flags = who.evening & (who.location == MILLBROOK)
    return there & ~np.isin(arrived.channel, (CALL, *IN_PERSON))


def _waiting(rng: np.random.Generator, arrived: Arrivals, who: Traits, offices: Offices) -> Ints:
    """First try to get hold of each lead, were there one: nobody works outside opening hours."""
    n = len(arrived.created)
    at = arrived.created
    opened = offices.next_open(at, who.location)
    median = np.where(opened == at, _OPEN_WAIT, _BACKLOG_WAIT)
    median = np.where(arrived.channel == CALL, _CALLBACK_WAIT, median)
    median = median * np.array([c.pace for c in COUNSELORS])[who.owner]
    neglected = _neglected(arrived, who)
    spread = np.where(neglected, 0.3, 1.15)
    wait = log_normal(rng, np.where(neglected, _MILLBROOK_EVENING_WAIT, median), spread, n)
    seconds = np.clip(wait, MINUTE, 60 * HOUR).astype(np.int64)
    return full(offices.later(at, seconds, who.location))


def response(rng: np.random.Generator, arrived: Arrivals, who: Traits, offices: Offices) -> Response:
    """What becomes of each lead up to being reached."""
    n = len(arrived.created)
    calls = arrived.channel == CALL
    in_person = np.isin(arrived.channel, IN_PERSON)
    somebody_there = offices.next_open(arrived.created, who.location) == arrived.created
    answered = calls & (rng.random(n) < np.where(somebody_there, 0.87, 0.03))
    usual_call = np.select([who.junk == SALES, who.junk == WRONG_NUMBER], [34.0, 14.0], 235.0)
    talk = np.clip(log_normal(rng, usual_call, 0.75, n), 4, 3000)
    # some hang up while they hold
    talk = np.where(rng.random(n) < 0.05, 8 + rng.random(n) * 45, talk)
    duration = np.round(np.where(answered, talk, rng.random(n) * 38)).astype(np.float64)
    live = (answered & (duration > MINUTE) & (who.junk != WRONG_NUMBER)) | in_person

    tried_at = _waiting(rng, arrived, who, offices)
    by_meta_form = np.array([origin.source == META for origin in ORIGINS])[arrived.origin] & (arrived.channel == FORM)
    unanswered = (who.owner == DARIUS) & by_meta_form & (rng.random(n) < _DARIUS_META_FORMS)
    ignored = np.select([who.junk == BOT, calls], [0.6, _NO_CALLBACK], _NEVER_TRIED)
    at_once = answered | in_person
    tried = at_once | ~(unanswered | (rng.random(n) < ignored))
    first_attempt = where_told(tried, np.where(at_once, arrived.created, tried_at))
    replied = ~calls & ~in_person & (rng.random(n) < _AUTO_REPLY) | unanswered
    auto = full(arrived.created + MINUTE + (rng.random(n) * 2 * MINUTE).astype(np.int64))
    first_response = np.where(tried, first_attempt, where_told(replied, auto))

    wait_hours = np.where(tried, first_attempt - arrived.created, 0).astype(np.float64) / HOUR
    reachable = _reachable(arrived, who, wait_hours)
    reached_later = tried & ~at_once & happens(rng, reachable)
    attempts = np.where(reached_later, pick(rng, _ATTEMPTS_TO_REACH, n), pick(rng, _ATTEMPTS_IN_VAIN, n)) + 1
    attempts = np.where(at_once, 1, np.where(tried, attempts, 0))
    pause: Floats = (attempts - 1) * _BETWEEN_ATTEMPTS * (0.5 + rng.random(n)) + rng.random(n) ** 4 * 2 * HOUR
    base = np.where(tried, tried_at, arrived.created)
    spoke = offices.later(base, pause.astype(np.int64), who.location)
    reached = where_told(live | reached_later, np.where(live, arrived.created, full(spoke)))
    assigned = tried | unanswered | (rng.random(n) < 0.5)
    return Response(first_attempt, first_response, tried, assigned, attempts, reached, duration, answered, wait_hours)


def _reachable(arrived: Arrivals, who: Traits, wait_hours: Floats) -> Floats:
    """Log odds of getting hold of a lead that was tried: the longer it waited, the fewer."""
    odds = 0.92 - 0.34 * np.log1p(wait_hours)
    odds += np.where(np.isin(arrived.origin, WARM), 0.6, 0.0)
    odds += np.where(arrived.channel == FORM, 0.0, 0.15)
    # by the next afternoon an evening's lead has asked elsewhere
    odds += np.where(_neglected(arrived, who), -0.6, 0.0)
    junk = np.array([0.0, -9.0, -9.0, -9.0, -1.0])[who.junk]
    return np.asarray(odds + np.where(who.junk == GENUINE, 0.0, junk))


def handoffs(rng: np.random.Generator, who: Traits) -> Codes:
    """How often each lead was passed on."""
    return pick(rng, [(74, 20, 6), (66, 25, 9)], who.location)
