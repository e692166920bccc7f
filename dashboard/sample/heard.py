"""What the made-up practice's counselors heard in the last weeks, and what marketing answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from dashboard.sample.arrivals import LAST_DAY
from dashboard.sample.written import Row, written

_LASIK: Final = "FB/IG | LASIK $1,000 Off, Limited Time"
_LENS: Final = "Cataract - Premium Lens, 60+ (Search)"
_RHINO: Final = "IG_Rhino_BeforeAfter_Lookalike 1%"
_MAYA, _JONAH, _ELISE = "Maya Torres", "Jonah Reed", "Elise Novak"

_THEMES: Final = (
    "What does LASIK cost after the $1,000 off?",
    "Is the $1,000 off for one eye or for both?",
    "The booking link in the lens guide leads nowhere",
    "Can I have my first rhinoplasty visit by video?",
    "Five weeks is too long to wait for Dr. Lindqvist",
    "Put a price range on the LASIK offer page",
    "Tell us before a new offer goes out",
    "A one-page sheet on financing",
    "The lens guide answers what people ask",
)
_ANSWERS: Final[dict[int, dict[str, Any]]] = {
    7: {
        "status": "answered",
        "answer": "From October on each offer has a brief two working days before it starts.",
        "answered_by": "Nadia Flores",
        "answered_on": date(2026, 10, 1),
    },
}
"""What marketing said to a theme, by its number."""

_ABOUT: Final = (
    (_LASIK, "LASIK", None),
    (_LASIK, "LASIK", None),
    (_LENS, "Cataract surgery", None),
    (_RHINO, "Rhinoplasty", None),
    (None, "Cataract surgery", "Dr. Tomas Lindqvist"),
    (_LASIK, "LASIK", None),
    (None, None, None),
    (None, "LASIK", None),
    (_LENS, "Cataract surgery", None),
)
"""Campaign, procedure and doctor that a theme is about, in the order of the themes."""
_SAID: Final = (
    (44, "question", 1, _MAYA, "What does LASIK cost once the $1,000 is off?", 4),
    (37, "confusion", 2, _JONAH, "Is the $1,000 off for one eye or for both eyes?", None),
    (35, "ask", 7, _ELISE, "Please tell us before a new offer goes out", None),
    (26, "question", 1, _JONAH, "What will LASIK cost me after the $1,000 off?", 4),
    (24, "question", 4, _ELISE, "Can my first rhinoplasty visit be by video? I live out of state", 2),
    (22, "objection", 5, _MAYA, "Five weeks is too long to wait for Dr. Lindqvist", None),
    (19, "confusion", 3, _ELISE, "The booking link in the lens guide leads nowhere", 5),
    (17, "question", 1, _ELISE, "How much does LASIK cost with the $1,000 off?", None),
    (15, "confusion", 2, _MAYA, "Does the $1,000 off count for one eye or for both?", 3),
    (12, "material_missing", 8, _JONAH, "A one-page sheet on financing to send after the call", None),
    (10, "ask", 6, _JONAH, "Put a price range on the LASIK offer page, half of my calls stop at it", None),
    (8, "question", 4, _JONAH, "Is a first rhinoplasty visit possible by video? She would fly in", 2),
    (6, "confusion", 3, _MAYA, "The booking link in the lens guide leads to an error", 4),
    (4, "objection", 5, _ELISE, "Waiting five weeks for Dr. Lindqvist is too long, he went elsewhere", None),
    (3, "question", 1, _MAYA, "What is the price of LASIK after the $1,000 off?", 3),
    (2, "praise", 9, _ELISE, "The lens guide answers nearly everything people ask", 5),
)
"""Days before the last one, kind, theme, who, words, and the rating of the lead's quality."""


def themes() -> list[Row]:
    """The themes, numbered from 1, each begun on the day it was first said."""
    begun = {theme: back for back, _, theme, *_ in reversed(_SAID)}
    nothing = {"status": "open", "answer": "", "answered_by": "", "answered_on": None, "merged_into": None}
    return [
        written(number, _day(begun[number])) | nothing | {"name": name} | _ANSWERS.get(number, {})
        for number, name in enumerate(_THEMES, 1)
    ]


def feedback() -> list[Row]:
    """The notes, oldest first."""
    return [
        written(number, _day(back))
        | dict(zip(("campaign", "procedure", "doctor"), _ABOUT[theme - 1], strict=True))
        | {
            "kind": kind,
            "words": words,
            "lead_id": None,
            "rating": rating,
            "who": who,
            "team": "sales",
            "said_on": _day(back),
            "theme_id": theme,
        }
        for number, (back, kind, theme, who, words, rating) in enumerate(_SAID, 1)
    ]


def _day(back: int) -> date:
    return LAST_DAY - timedelta(days=back)
