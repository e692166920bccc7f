"""What the made-up practice's teams mean by their words: three agreements in force, and a proposal that waits."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dashboard.sample.people import AREAS, FAR_FROM, SAMPLE_PRACTICE
from dashboard.sample.written import Row, moment, written

_SALES, _MARKETING = "Maya Torres", "Nadia Flores"

_AGREEMENTS: Final[tuple[tuple[str, int, date, str, dict[str, Any], date | None], ...]] = (
    (
        "real_lead",
        1,
        date(2025, 6, 2),
        "What its source calls real; else a form or any other way of getting in touch, and a call that was answered "
        "and longer than 60 s.",
        {"real_call_s": 60, "real_rule": None},
        date(2025, 6, 2),
    ),
    (
        "response_limit",
        1,
        date(2025, 6, 2),
        "A person answers within 1 h of opening hours.",
        {"response_limit_s": 3600},
        date(2025, 6, 2),
    ),
    (
        "opening_hours",
        1,
        date(2026, 9, 4),
        "Monday to Friday 08:30 to 17:30, Saturday 09:00 to 13:00, Sunday closed; closed on the public holidays of US.",
        dict(SAMPLE_PRACTICE.said_of("opening_hours")),
        date(2026, 9, 4),
    ),
    (
        "real_lead",
        2,
        date(2026, 10, 2),
        "What its source calls real; else a form or any other way of getting in touch, and a call that was answered "
        "and longer than 60 s; only where area is none of Out of state, Outside the US.",
        {"real_call_s": 60, "real_rule": [{"field": "area", "test": "is_not", "values": [*AREAS[FAR_FROM:]]}]},
        None,
    ),
)
"""Definition, version, the day it was proposed, words, rule, and the day it took force."""


def agreements() -> list[Row]:
    """Every version, oldest first; real lead v2 waits for sales."""
    return [
        written(number, day)
        | {
            "version": version,
            "definition": definition,
            "rule": rule,
            "words": words,
            "by": _MARKETING,
            "in_force_at": ruling and moment(ruling),
            "withdrawn_at": None,
        }
        for number, (definition, version, day, words, rule, ruling) in enumerate(_AGREEMENTS, 1)
    ]


def agreed() -> list[Row]:
    """Which team agreed to which version."""
    return [
        {"agreement_id": number, "team": team, "who": who, "at": moment(day)}
        for number, (_, _, day, _, _, ruling) in enumerate(_AGREEMENTS, 1)
        for team, who in (("marketing", _MARKETING), ("sales", _SALES))
        if ruling or team == "marketing"
    ]
