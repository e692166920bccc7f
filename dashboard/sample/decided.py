"""What the made-up practice's teams want to reach, and what they decided at their last sync."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from dashboard.sample.written import Row, written

SYNC_DAY: Final = date(2026, 10, 2)
"""The day of the last sync ..."""
SYNC_AS_OF: Final = datetime(2026, 9, 30, 22, tzinfo=UTC)
"""... which saw the data through the end of September ..."""
SYNC_SLICE: Final = {"since": date(2026, 9, 3), "until": date(2026, 10, 1), "where": {}}
"""... and was about the leads of these four weeks."""
_LEAD, _DESK, _MARKETING = "Maya Torres", "Hannah Weiss", "Nadia Flores"

_GOALS: Final = (
    ("Qualified leads", "qualified", 450.0, "at_least", "marketing", _MARKETING, 426.0),
    ("Consults booked", "consult_booked", 300.0, "at_least", "sales", _LEAD, 272.0),
    ("No-shows", "no_shows", 0.20, "at_most", "operations", _DESK, 0.243),
)
"""Name, measure, target, direction, team, owner and baseline, all for the last quarter of the year."""

_EVERYBODY: Final[dict[str, list[str]]] = {}
_ACTIONS: Final = (
    (
        "Answer website forms before the mail each morning",
        _LEAD,
        "sales",
        date(2026, 10, 7),
        "within_limit",
        {"channel": ["form"]},
        date(2026, 10, 7),
    ),
    (
        "Text Dr. Lindqvist's patients two days before their consult",
        _DESK,
        "operations",
        date(2026, 10, 9),
        "no_shows",
        {"doctor": ["Dr. Tomas Lindqvist"]},
        date(2026, 10, 7),
    ),
    (
        "Name a price range on the LASIK offer page",
        _MARKETING,
        "marketing",
        date(2026, 11, 13),
        "booked_share",
        {"campaign": ["FB/IG | LASIK $1,000 Off, Limited Time"]},
        None,
    ),
    (
        "Walk the lens campaign's booking link as a patient would",
        _MARKETING,
        "marketing",
        date(2026, 10, 30),
        None,
        _EVERYBODY,
        None,
    ),
)
"""What, who, team, by when, the figure it should move, of which leads, and the day it was done."""


def goals() -> list[Row]:
    """The goals set at the last sync."""
    return [
        written(number, SYNC_DAY)
        | {
            "name": name,
            "measure": measure,
            "slice": _cut(_EVERYBODY),
            "since": date(2026, 10, 1),
            "until": date(2027, 1, 1),
            "target": target,
            "direction": direction,
            "team": team,
            "owner": owner,
            "baseline": baseline,
            "closed": False,
        }
        for number, (name, measure, target, direction, team, owner, baseline) in enumerate(_GOALS, 1)
    ]


def actions() -> list[Row]:
    """What was decided at the last sync: two actions done since, two still open."""
    return [
        written(number, SYNC_DAY)
        | {
            "what": what,
            "who": who,
            "team": team,
            "due": due,
            "measure": measure,
            "slice": _cut(about),
            "origin": "sync",
            "origin_id": "",
            "link": "",
            "status": "done" if done else "open",
            "done_on": done,
            "outcome": "",
            "sync_id": 1,
        }
        for number, (what, who, team, due, measure, about, done) in enumerate(_ACTIONS, 1)
    ]


def syncs(figures: Mapping[str, Any]) -> list[Row]:
    """The last sync, with its figures as they were seen."""
    decisions = [f"{who}: {what} (by {due.day} {due:%b})" for what, who, _, due, *_ in _ACTIONS]
    words = {"wins": None, "challenges": None, "updates": None, "decisions": decisions,
             "notes": "Next sync when October's exports are in."}  # fmt: skip
    about = {"by": _LEAD, "held_on": SYNC_DAY, "as_of": SYNC_AS_OF, "slice": SYNC_SLICE, "store_version": "sample"}
    return [written(1, SYNC_DAY) | about | {"imports": (), "agreements": (1, 2, 3), "figures": figures, "words": words}]


def _cut(where: Mapping[str, list[str]]) -> dict[str, Any]:
    """A slice of the leads of all times, as plain values."""
    return {"since": None, "until": None, "where": where}
