"""Who works at the made-up practice, what it offers, and who asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Final

from dashboard.practice import Practice

SAMPLE_PRACTICE: Final = Practice(
    name="Quillmere Eye & Face",
    time_zone="America/New_York",
    opening=(*((time(8, 30), time(17, 30)),) * 5, (time(9), time(13)), None),
    holiday_country="US",
    currency="USD",
    consult_slots=(
        ("Dr. Amara Whitfield", 12),
        ("Dr. Tomas Lindqvist", 6),
        ("Dr. Ben Castellano", 10),
        ("Dr. Priya Nair", 8),
    ),
)

LOCATIONS: Final = ("Harbor Street", "Millbrook")
MILLBROOK: Final = 1
SATURDAY_CLOSED: Final = ((), (5,))
"""Weekdays on which each location stays closed although the practice is open."""


@dataclass(frozen=True, slots=True)
class Counselor:
    """One who answers leads: at which locations, how fast, and how well they persuade."""

    name: str
    role: str
    web: tuple[float, float]
    """Share of the forms and messages of each location."""
    call: tuple[float, float]
    pace: float
    """Times the usual wait."""
    persuasion: float
    """Log odds added to booking a consult: ordinary differences between people."""


COUNSELORS: Final = (
    Counselor("Maya Torres", "Senior patient counselor", (0.24, 0.14), (0.14, 0.10), 0.8, 0.12),
    Counselor("Jonah Reed", "Patient counselor", (0.30, 0.06), (0.12, 0.04), 1.0, 0.02),
    Counselor("Elise Novak", "Patient counselor", (0.06, 0.40), (0.04, 0.26), 1.0, 0.06),
    Counselor("Darius Cole", "Patient counselor", (0.26, 0.12), (0.12, 0.08), 1.1, -0.04),
    Counselor("Hannah Weiss", "Front desk", (0.08, 0.04), (0.52, 0.12), 1.1, -0.06),
    Counselor("Leo Park", "Junior patient counselor", (0.06, 0.24), (0.06, 0.40), 1.2, -0.10),
)
DARIUS: Final = 3


@dataclass(frozen=True, slots=True)
class Doctor:
    """A doctor: share of time at Millbrook, usual days to a free consult, and acceptance."""

    name: str
    millbrook: float
    days_ahead: float
    acceptance: float
    """Log odds added to booking the procedure after the consult."""


DOCTORS: Final = (
    Doctor("Dr. Amara Whitfield", 0.25, 8, 0.05),
    Doctor("Dr. Ben Castellano", 0.45, 7, 0.0),
    Doctor("Dr. Priya Nair", 0.60, 9, 0.04),
    Doctor("Dr. Tomas Lindqvist", 0.35, 36, -0.04),
)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: its price in USD, the odds that a consult leads to it, its doctors and patients."""

    name: str
    price: float
    acceptance: float
    """Log odds of the procedure after the consult."""
    doctors: tuple[float, float, float, float]
    personas: tuple[float, ...]
    ages: tuple[float, ...]
    payers: tuple[float, ...]


PERSONAS: Final = (
    "Glasses-free professional",
    "Active retiree",
    "Refresh-minded parent",
    "Confidence seeker",
    "Skin-first planner",
)
AGES: Final = ("18-29", "30-44", "45-59", "60+")
PAYERS: Final = ("Self-pay", "Financing", "HSA/FSA", "Insurance")
INSURANCE: Final = 3

PROCEDURES: Final = (
    Procedure("LASIK", 4_800, 0.25, (5, 5, 0, 0), (80, 2, 10, 6, 2), (40, 45, 14, 1), (35, 35, 26, 4)),
    Procedure("ICL", 9_200, -0.25, (4, 6, 0, 0), (78, 3, 10, 7, 2), (42, 48, 9, 1), (40, 36, 20, 4)),
    Procedure("Cataract surgery", 6_400, 0.05, (6, 4, 0, 0), (4, 88, 4, 1, 3), (1, 3, 22, 74), (30, 10, 12, 48)),
    Procedure("Blepharoplasty", 5_900, -0.05, (0, 0, 7, 3), (4, 26, 42, 12, 16), (3, 22, 47, 28), (56, 24, 4, 16)),
    Procedure("Brow lift", 6_800, -0.30, (0, 0, 7, 3), (3, 22, 44, 14, 17), (2, 20, 52, 26), (66, 28, 3, 3)),
    Procedure("Facelift", 16_500, -0.50, (0, 0, 3, 7), (1, 34, 40, 10, 15), (1, 8, 51, 40), (74, 24, 1, 1)),
    Procedure("Rhinoplasty", 11_800, -0.45, (0, 0, 1, 9), (3, 2, 14, 74, 7), (56, 34, 9, 1), (52, 40, 1, 7)),
    Procedure(
        "Laser skin resurfacing", 2_900, 0.20, (0, 0, 6, 4), (2, 14, 30, 14, 40), (10, 34, 38, 18), (80, 17, 2, 1)
    ),
)

AREAS: Final = (
    "Port Ellery",
    "Millbrook",
    "Harrow Falls",
    "Eastmere",
    "Cedar Reach",
    "Stonebridge",
    "Wexcombe",
    "Larkhollow",
    "Out of state",
    "Outside the US",
)
AREA_WEIGHTS: Final = (26, 18, 13, 11, 9, 8, 6, 5, 3, 1)
FAR_WEIGHTS: Final = (12, 8, 5, 4, 3, 2, 1, 1, 44, 20)
FAR_FROM: Final = 8
"""From this area on it is too far to come."""

LANGUAGES: Final = ("English", "Spanish", "Portuguese")
LANGUAGE_WEIGHTS: Final = (84, 12, 4)
LANGUAGE: Final = "Preferred language"
FINANCING: Final = "Financing asked"
SEGMENTS: Final = (LANGUAGE, FINANCING)
