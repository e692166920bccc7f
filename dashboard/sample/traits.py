"""Who the leads are: what they ask for, where they live, who answers them, and which are junk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from dashboard.sample.arrivals import Arrivals
from dashboard.sample.campaigns import CALL, IN_PERSON, LOOKALIKE, ORIGINS
from dashboard.sample.draws import Codes, Flags, pick
from dashboard.sample.people import (
    AREA_WEIGHTS,
    COUNSELORS,
    DOCTORS,
    FAR_WEIGHTS,
    LANGUAGE_WEIGHTS,
    LOCATIONS,
    PROCEDURES,
)

GENUINE, BOT, DUPLICATE, WRONG_NUMBER, SALES = range(5)
JUNK_WORDS: Final = (None, "Spam", "Duplicate", "Wrong number", "Spam")

_WEB_JUNK: Final = (932, 10, 30, 13, 15)
_CALL_JUNK: Final = (908, 0, 18, 24, 50)
_PERSON_JUNK: Final = (990, 0, 8, 0, 2)
_LOOKALIKE_JUNK: Final = (740, 110, 30, 100, 20)
_BURST: Final = (0, 1, 0, 0, 0)
_FAR_SHARE: Final = 0.5
"""Share of the look-alike campaign's leads who live too far away, or nowhere near."""
_DUPLICATE_WITHIN: Final = 40
"""A duplicate repeats one of so many leads before it."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of each lead on arrival, as positions in the lists of people.py."""

    junk: Codes
    person: Codes
    """Row of the person who inquires: a duplicate's is an earlier one."""
    procedure: Codes
    doctor: Codes
    location: Codes
    persona: Codes
    age: Codes
    payer: Codes
    area: Codes
    language: Codes
    financing: Flags
    patient_type: Codes
    owner: Codes
    ad: Codes
    evening: Flags


def traits(rng: np.random.Generator, arrived: Arrivals) -> Traits:
    """Traits drawn for each lead; a duplicate shares all of them with the lead it repeats."""
    n = len(arrived.created)
    calls = arrived.channel == CALL
    in_person = np.isin(arrived.channel, IN_PERSON)
    kind = np.select([arrived.burst, arrived.origin == LOOKALIKE, calls, in_person], [4, 3, 1, 2], 0)
    junk = pick(rng, [_WEB_JUNK, _CALL_JUNK, _PERSON_JUNK, _LOOKALIKE_JUNK, _BURST], kind)
    earlier = np.arange(n) - 1 - (rng.random(n) * _DUPLICATE_WITHIN).astype(np.intp)
    junk = np.where((junk == DUPLICATE) & (earlier < 0), GENUINE, junk)
    person = np.where(junk == DUPLICATE, earlier, np.arange(n))
    # a duplicate of a duplicate is the first one's
    while (junk[person] == DUPLICATE).any():
        person = person[person]
    alone = (junk == DUPLICATE) & (junk[person] == BOT)
    junk = np.where(alone, GENUINE, junk)
    person = np.where(alone, np.arange(n), person)

    procedure = pick(rng, [origin.procedures for origin in ORIGINS], arrived.origin)
    doctor = pick(rng, [offered.doctors for offered in PROCEDURES], procedure)
    location = (rng.random(n) < np.array([d.millbrook for d in DOCTORS])[doctor]).astype(np.intp)
    far = (arrived.origin == LOOKALIKE) & (rng.random(n) < _FAR_SHARE)
    evening = (arrived.hour >= 17) & (arrived.hour < 22)
    desk = calls | in_person
    owners = [
        [(c.call if at_desk else c.web)[place] for c in COUNSELORS]
        for at_desk in (False, True)
        for place in range(len(LOCATIONS))
    ]
    drawn = Traits(
        junk=junk,
        person=person,
        procedure=procedure,
        doctor=doctor,
        location=location,
        persona=pick(rng, [offered.personas for offered in PROCEDURES], procedure),
        age=pick(rng, [offered.ages for offered in PROCEDURES], procedure),
        payer=pick(rng, [offered.payers for offered in PROCEDURES], procedure),
        area=pick(rng, [AREA_WEIGHTS, FAR_WEIGHTS], far.astype(np.intp)),
        language=pick(rng, LANGUAGE_WEIGHTS, n),
        financing=rng.random(n) < 0.27,
        patient_type=pick(rng, [(91, 8, 1), (80, 18, 2)], desk.astype(np.intp)),
        owner=pick(rng, owners, location + desk * len(LOCATIONS)),
        ad=(rng.random(n) < 0.4).astype(np.intp),
        evening=evening,
    )
    repeated = {
        field.name: getattr(drawn, field.name)[person]
        for field in fields(Traits)
        if field.name not in ("junk", "person", "evening", "ad")
    }
    return Traits(junk=junk, person=person, evening=evening, ad=drawn.ad, **repeated)
