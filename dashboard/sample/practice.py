"""The made-up practice as a whole: its leads, and what its campaigns cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

import numpy as np
import polars as pl

from dashboard import schema
from dashboard.sample.arrivals import LAST_DAY, Arrivals, arrivals, days_until_last
from dashboard.sample.campaigns import CALL, CHANNELS, ORIGINS
from dashboard.sample.contacts import NUMBERS, contacts
from dashboard.sample.draws import Codes, labels, moments
from dashboard.sample.opening import Offices, Opening
from dashboard.sample.outcomes import ALL_REASONS, Outcome, outcome
from dashboard.sample.people import (
    AGES,
    AREAS,
    COUNSELORS,
    DOCTORS,
    FINANCING,
    LANGUAGE,
    LANGUAGES,
    LOCATIONS,
    PAYERS,
    PERSONAS,
    PROCEDURES,
    SAMPLE_PRACTICE,
    SATURDAY_CLOSED,
    SEGMENTS,
)
from dashboard.sample.response import Response, handoffs, response
from dashboard.sample.snapshot import CALL_STATUSES, IN_CRM, known_at
from dashboard.sample.spend import campaign_days
from dashboard.sample.traits import Traits, traits

__all__ = ["LEAD_COLUMNS", "SAMPLE_PRACTICE", "Sample", "sample_practice"]

LEAD_COLUMNS: Final = (*(field.name for field in schema.LEAD), *SEGMENTS)
END: Final = datetime.combine(LAST_DAY + timedelta(days=1), time(), SAMPLE_PRACTICE.zone)
"""Nothing is known of what happens from this moment on."""
_CRM_ONLY: Final = [
    *("doctor", "procedure", "persona", "age_band", "payer"),
    *SEGMENTS,
]
_BLOCK: Final = 250_000
_RETURN_DAYS: Final = 120
"""A phone number may belong to another lead only so many days later."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a practice knows on the evening of 31 October 2026.

    leads: the canonical lead columns with name, email and phone, and two segments under their own
    headers; moments in UTC. campaigns: the canonical campaign columns, a row a campaign and day, USD.
    """

    leads: pl.DataFrame
    campaigns: pl.DataFrame


def sample_practice(leads: int = 6000, months: int = 18, seed: int = 7) -> Sample:
    """A practice with so many leads over so many whole months up to 2026-10-31; the same seed, the same practice.

    Raises ValueError for less than one lead or month.
    """
    if leads < 1 or months < 1:
        raise ValueError("A sample practice needs at least one lead and one month; raise the numbers.")
    rng = np.random.Generator(np.random.PCG64(seed))
    days = days_until_last(months)
    offices = Offices(
        tuple(
            Opening.of(SAMPLE_PRACTICE, days[0], LAST_DAY + timedelta(days=700), closed) for closed in SATURDAY_CLOSED
        )
    )
    arrived = arrivals(rng, leads, months, SAMPLE_PRACTICE)
    every = -(-leads * _RETURN_DAYS // (len(days) * NUMBERS))
    blocks = [
        _known(rng, arrived.part(slice(row, row + _BLOCK)), offices, row, max(1, every))
        for row in range(0, leads, _BLOCK)
    ]
    return Sample(pl.concat(blocks), campaign_days(rng, days, leads))


def _known(rng: np.random.Generator, arrived: Arrivals, offices: Offices, row: int, every: int) -> pl.DataFrame:
    """The leads of one block, numbered from `row`, with what is known of them at the end."""
    who = traits(rng, arrived)
    answer = response(rng, arrived, who, offices)
    passed_on = handoffs(rng, who)
    after = outcome(rng, arrived, who, answer, passed_on, offices)
    columns = (
        _arrival_columns(arrived, who)
        | _answer_columns(arrived, who, answer, passed_on)
        | _outcome_columns(after)
        | contacts(rng, who.person, who.junk, row, every)
    )
    story = pl.DataFrame(columns).with_columns(
        lead_id=pl.lit(""),
        status=pl.lit(None, pl.String),
        currency=pl.lit("USD"),
        next_step_at=pl.lit(None, schema.MOMENT),
        last_activity_at=pl.lit(None, schema.MOMENT),
    )
    number = pl.int_range(row, row + pl.len())
    return (
        known_at(story.select(LEAD_COLUMNS), END)
        .with_columns(
            lead_id=pl.when(IN_CRM)
            .then((48_100_000_251 + number * 7).cast(pl.String))
            .otherwise(pl.format("CR-{}", 1_000_000 + number)),
            email=pl.when(IN_CRM).then("email"),
        )
        .with_columns(
            pl.when(pl.col("status").is_in(CALL_STATUSES)).then(None).otherwise(pl.col(_CRM_ONLY)).name.keep()
        )
    )


def _arrival_columns(arrived: Arrivals, who: Traits) -> dict[str, pl.Series]:
    origin = arrived.origin
    ads = [ad for o in ORIGINS for ad in (o.ads or (None, None))]
    inboxes = [
        "Website form",
        "Main line",
        "Website chat",
        "Text line",
        "Front desk mail",
        "Social inbox",
        None,
        None,
        None,
    ]
    instant = np.array([o.landing_page == "Instant form" for o in ORIGINS])[origin] & (arrived.channel == 0)
    online = arrived.channel < 3
    return {
        "created_at": moments(arrived.created),
        "channel": labels(CHANNELS, arrived.channel),
        "source": labels([o.source for o in ORIGINS], origin),
        "medium": labels([o.medium for o in ORIGINS], origin),
        "campaign": labels([o.campaign for o in ORIGINS], origin),
        "campaign_id": labels([o.campaign_id for o in ORIGINS], origin),
        "ad": labels(ads, origin * 2 + who.ad),
        "landing_page": labels([*(o.landing_page for o in ORIGINS), None], np.where(online, origin, len(ORIGINS))),
        "location": labels(LOCATIONS, who.location),
        "doctor": labels([d.name for d in DOCTORS], who.doctor),
        "procedure": labels([p.name for p in PROCEDURES], who.procedure),
        "persona": labels(PERSONAS, who.persona),
        "patient_type": labels(schema.PATIENT_TYPES, who.patient_type),
        "age_band": labels(AGES, who.age),
        "area": labels(AREAS, who.area),
        "payer": labels(PAYERS, who.payer),
        "inbox": labels([*inboxes, "Facebook lead form"], np.where(instant, len(inboxes), arrived.channel)),
        LANGUAGE: labels(LANGUAGES, who.language),
        FINANCING: labels(("No", "Yes"), who.financing.astype(np.intp)),
    }


def _answer_columns(arrived: Arrivals, who: Traits, answer: Response, passed_on: Codes) -> dict[str, pl.Series]:
    calls = arrived.channel == CALL
    owner = np.where(answer.assigned, who.owner, len(COUNSELORS))
    first_by = np.where(answer.human, who.owner, len(COUNSELORS))
    return {
        "owner": labels([*(c.name for c in COUNSELORS), None], owner),
        "owner_role": labels([*(c.role for c in COUNSELORS), None], owner),
        "first_attempt_at": moments(answer.first_attempt),
        "first_response_at": moments(answer.first_response),
        "first_response_by": labels([*(c.name for c in COUNSELORS), "Automatic reply"], first_by),
        "first_response_kind": labels(("auto", "human"), answer.human.astype(np.intp)),
        "attempts": pl.Series(answer.attempts),
        "handoffs": pl.Series(np.where(answer.human, passed_on, 0).astype(np.int64)),
        "reached_at": moments(answer.reached),
        "call_duration_s": pl.Series(answer.call_duration).set(pl.Series(~calls), None),
        "call_answered": pl.Series(answer.call_answered).set(pl.Series(~calls), None),
    }


def _outcome_columns(after: Outcome) -> dict[str, pl.Series]:
    return {
        "qualified_at": moments(after.qualified),
        "consult_booked_at": moments(after.consult_booked),
        "consult_for": moments(after.consult_for),
        "consult_attended_at": moments(after.consult_attended),
        "procedure_booked_at": moments(after.procedure_booked),
        "value": pl.Series(after.value),
        "lost_at": moments(after.lost),
        "lost_reason": labels(ALL_REASONS, after.reason),
        "is_real": pl.Series(~after.marked).set(pl.Series(~after.marked), None),
    }
