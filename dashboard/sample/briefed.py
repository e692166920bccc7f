"""What the made-up practice's marketing tells its counselors about three campaigns, and who has read it."""

from __future__ import annotations

from datetime import date
from typing import Final

from dashboard.sample.written import Row, moment, written

_BY: Final = "Nadia Flores"
_LASIK: Final = "FB/IG | LASIK $1,000 Off, Limited Time"
_LASIK_OFFER: Final = {
    "campaign": _LASIK,
    "starts": date(2026, 9, 7),
    "ends": date(2026, 11, 30),
    "offer": "$1,000 off LASIK for both eyes, when the procedure is booked by 30 November",
    "audience": "Adults of 21 to 45 within 30 miles who wear glasses or contact lenses",
    "landing_page": "https://example.com/lasik-offer",
    "avoid": "No promise that anybody is a candidate before the exam",
    "links": ("https://example.com/ads/lasik-offer",),
}

_VERSIONS: Final = (
    (
        1,
        1,
        date(2026, 9, 7),
        _LASIK_OFFER
        | {
            "script": "Congratulations, you found our fall offer.\nMay I ask what you wear today, glasses or contacts?",
            "price": "Refer to the consult",
            "questions": (("Is the exam free?", "Yes, the first visit costs nothing."),),
        },
    ),
    (
        2,
        1,
        date(2026, 9, 14),
        {
            "campaign": "Cataract - Premium Lens, 60+ (Search)",
            "starts": date(2026, 9, 14),
            "ends": None,
            "offer": "A guide to premium lenses, and a first consult within ten days",
            "audience": "People of 60 and over, and those who look after them",
            "landing_page": "https://example.com/premium-lens",
            "script": "Have you been told that you have a cataract?\nWhich would you rather do without glasses: "
            "reading, or driving?",
            "price": "Insurance covers the standard lens; the premium lens is paid on top, from $2,400 an eye",
            "avoid": "Never say that nobody needs glasses afterwards",
            "questions": (
                ("Does Medicare pay?", "For the standard lens and the surgery, not for the premium lens."),
                ("Are both eyes done at once?", "One after the other, about two weeks apart."),
            ),
            "links": ("https://example.com/ads/premium-lens",),
        },
    ),
    (
        3,
        1,
        date(2026, 9, 21),
        {
            "campaign": "LEADGEN – Eyelid Refresh Quiz",
            "starts": date(2026, 9, 21),
            "ends": None,
            "offer": "A quiz of six questions, answered with a call by a counselor",
            "audience": "People of 40 to 65 who feel they look tired",
            "landing_page": "https://example.com/eyelid-quiz",
            "script": "You took our eyelid quiz. What made you look into it now?",
            "price": "From $3,900; insurance may pay where lids hinder the sight",
            "avoid": "Do not guess whether insurance pays",
            "questions": (("How long until it heals?", "Most people go out again after ten days."),),
            "links": ("https://example.com/ads/eyelid-quiz",),
        },
    ),
    (
        1,
        2,
        date(2026, 9, 28),
        _LASIK_OFFER
        | {
            "script": "Congratulations, you found our fall offer.\nThe $1,000 is off the price of both eyes together.\n"
            "May I ask what you wear today, glasses or contacts?",
            "price": "$4,900 for both eyes, less $1,000",
            "questions": (
                ("Is the exam free?", "Yes, the first visit costs nothing."),
                ("Is the $1,000 off for one eye or for both?", "For both eyes together."),
                ("Can I pay in instalments?", "Yes, over 24 months, without interest."),
            ),
        },
    ),
)
"""Brief, version, first day it is used, and what it says; in the order they were written."""
_READ: Final = (
    (1, 1, date(2026, 9, 7), ("Maya Torres", "Jonah Reed", "Elise Novak", "Hannah Weiss")),
    (2, 1, date(2026, 9, 14), ("Maya Torres", "Elise Novak", "Leo Park")),
    (3, 1, date(2026, 9, 21), ("Maya Torres", "Jonah Reed", "Elise Novak", "Hannah Weiss", "Leo Park")),
    (1, 2, date(2026, 9, 29), ("Maya Torres", "Jonah Reed", "Elise Novak", "Hannah Weiss")),
)
"""Brief, version, the day it was read, and by whom."""


def briefs() -> list[Row]:
    """Every version, oldest first."""
    return [
        written(number, used_from) | said | {"version": version, "brief": brief, "used_from": used_from, "by": _BY,
                                             "pictures": ()}
        for number, (brief, version, used_from, said) in enumerate(_VERSIONS, 1)
    ]  # fmt: skip


def acknowledgements() -> list[Row]:
    """Who has read which version, oldest first; nobody has seen Darius Cole read one."""
    read = [(brief, version, day, who) for brief, version, day, people in _READ for who in people]
    return [
        {"id": number, "at": moment(day), "brief": brief, "version": version, "who": who}
        for number, (brief, version, day, who) in enumerate(read, 1)
    ]
