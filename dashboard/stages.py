"""The stages of the patient funnel, in order, and the words they go by.

A lead that reached a later stage counts for every stage before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Team = Literal["marketing", "sales", "operations"]
TEAMS: Final[tuple[Team, ...]] = ("marketing", "sales", "operations")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the funnel: its name in files and links, and how people say it."""

    name: str
    label: str
    done: str
    """What a lead at this stage has done, for sentences: '31 of 84 ...'."""
    owner: Team
    """The team that owns the hand-off into this stage."""
    meaning: str
    """The definition shown behind the (?)."""


STAGES: Final[tuple[Stage, ...]] = (
    Stage("inquiry", "Inquiry", "inquired", "marketing", "Someone got in touch: a form, a call, a chat, a referral."),
    Stage(
        "real",
        "Real lead",
        "were real leads",
        "marketing",
        "A form, or an answered call longer than the agreed number of seconds. Spam, duplicates and tests are not.",
    ),
    Stage(
        "reached",
        "Reached",
        "were reached",
        "sales",
        "The practice and the lead spoke or wrote with each other, both ways.",
    ),
    Stage(
        "qualified",
        "Qualified",
        "qualified",
        "sales",
        "The lead wants something the practice offers and can go ahead.",
    ),
    Stage(
        "consult_booked",
        "Consult booked",
        "booked a consult",
        "sales",
        "A consult has a place in the calendar.",
    ),
    Stage(
        "consult_attended",
        "Consult attended",
        "attended the consult",
        "operations",
        "The lead came to the consult.",
    ),
    Stage(
        "procedure_booked",
        "Procedure booked",
        "booked a procedure",
        "operations",
        "The lead became a patient: a procedure is booked or paid for.",
    ),
)
NAMES: Final[tuple[str, ...]] = tuple(stage.name for stage in STAGES)
RECORDED: Final[tuple[str, ...]] = NAMES[2:]
"""The stages a file records itself, as a date (`reached_at`) or a yes/no (`reached`)."""
BY_NAME: Final[dict[str, Stage]] = {stage.name: stage for stage in STAGES}


def position(name: str) -> int:
    """Place of a stage in the funnel, inquiry being 0.

    Raises KeyError with the known names when there is no such stage.
    """
    if name not in BY_NAME:
        raise KeyError(f"No stage is called {name!r}; the stages are {', '.join(NAMES)}.")
    return NAMES.index(name)
