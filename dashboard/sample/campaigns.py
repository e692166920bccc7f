"""What brings leads to the made-up practice: ten campaigns on three platforms, and everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GOOGLE: Final = "Google Ads"
META: Final = "Meta Ads"
MICROSOFT: Final = "Microsoft Advertising"


@dataclass(frozen=True, slots=True)
class Origin:
    """One stream of leads: how large, how they get in touch, what they ask for, how good they are."""

    source: str
    medium: str | None
    share: float
    """Weight of the stream among all leads in an ordinary month."""
    channels: tuple[float, ...]
    """Weights of CHANNELS."""
    procedures: tuple[float, ...]
    """Weights of people.PROCEDURES."""
    landing_page: str | None = None
    campaign: str | None = None
    campaign_id: str | None = None
    cost_per_lead: float = 0.0
    """USD; 0: nothing is paid."""
    ads: tuple[str, str] | None = None
    offer: str | None = None
    months: tuple[int, ...] = ()
    """Calendar months in which it runs; empty: all."""
    last_days: int = 0
    """Runs only in so many last days; 0: all along."""
    claimed: float = 1.0
    """Leads the platform claims for each that arrives."""


CHANNELS: Final = ("form", "call", "chat", "text", "email", "social", "walk_in", "referral", "event")
FORM: Final = 0
CALL: Final = 1
IN_PERSON: Final = (6, 8)

_SEARCH: Final = (52, 36, 9, 3, 0, 0, 0, 0, 0)
_LEAD_FORM: Final = (84, 3, 1, 2, 0, 10, 0, 0, 0)
_SITE: Final = (55, 31, 9, 2, 3, 0, 0, 0, 0)
_EYES: Final = (44, 10, 46, 0, 0, 0, 0, 0)
_MIX: Final = (24, 6, 18, 17, 5, 11, 12, 7)

CAMPAIGNS: Final = (
    Origin(
        GOOGLE, "cpc", 8.5, _SEARCH, (84, 16, 0, 0, 0, 0, 0, 0), "/lasik",
        "LASIK | Search | Brand + Near Me", "20417733051", 118, ("lasik near me", "quillmere eye lasik"),
        "Free LASIK assessment", claimed=1.08,
    ),
    Origin(
        GOOGLE, "cpc", 9.0, _SEARCH, (0, 2, 98, 0, 0, 0, 0, 0), "/cataract-premium-lens",
        "Cataract - Premium Lens, 60+ (Search)", "20417733198", 96, ("premium cataract lens", "cataract surgeon"),
        "Lens guide and consult", claimed=1.1,
    ),
    Origin(
        GOOGLE, "cpc", 6.5, _SEARCH, (0, 0, 0, 78, 22, 0, 0, 0), "/eyelids",
        "PMax_Eyelid & Brow_2025_v3", "21066420917", 84, ("asset group A", "asset group B"),
        "Virtual eyelid preview", claimed=1.35,
    ),
    Origin(
        GOOGLE, "cpc", 6.5, _SEARCH, (0, 0, 0, 0, 4, 52, 44, 0), "/face",
        "Facelift, Rhinoplasty | Search | Non-Brand", "20980155342", 164, ("facelift surgeon", "nose job cost"),
        claimed=1.05,
    ),
    Origin(
        META, "paid_social", 7.5, _LEAD_FORM, (0, 0, 0, 74, 18, 4, 0, 4), "Instant form",
        "LEADGEN – Eyelid Refresh Quiz", "120214403318850417", 46, ("quiz_video_15s", "quiz_carousel"),
        "Two-minute eyelid quiz", claimed=1.12,
    ),
    Origin(
        META, "paid_social", 8.0, _LEAD_FORM, (92, 8, 0, 0, 0, 0, 0, 0), "Instant form",
        "FB/IG | LASIK $1,000 Off, Limited Time", "120214403318850928", 52, ("1000_off_static", "1000_off_reel"),
        "$1,000 off LASIK, both eyes", claimed=1.1,
    ),
    Origin(
        META, "paid_social", 6.5, _LEAD_FORM, (0, 0, 0, 0, 0, 6, 92, 2), "Instant form",
        "IG_Rhino_BeforeAfter_Lookalike 1%", "120215519024470163", 31, ("before_after_01", "before_after_02"),
        claimed=1.15,
    ),
    Origin(
        META, "paid_social", 6.0, _LEAD_FORM, (0, 0, 0, 8, 4, 12, 0, 76), "Instant form",
        "Spring Glow Laser, 35-55 - Copy", "120216630147770552", 38, ("glow_reel", "glow_story"),
        "Spring package, second session half price", months=(2, 3, 4, 5, 6), claimed=1.1,
    ),
    Origin(
        MICROSOFT, "cpc", 3.2, _SEARCH, (4, 0, 96, 0, 0, 0, 0, 0), "/cataract",
        "Bing - Cataract Surgery, Seniors", "462118305", 71, ("cataract surgery", "lens replacement"), claimed=1.0,
    ),
    Origin(
        MICROSOFT, "cpc", 3.4, _SEARCH, (12, 2, 4, 46, 8, 16, 8, 4), "/eyelids",
        "MSAN | Eyelids & Face | Remarketing", "462118977", 64, ("native_a", "native_b"),
        last_days=150, claimed=1.2,
    ),
)  # fmt: skip

OTHERS: Final = (
    Origin("Google Organic", "organic", 13, _SITE, _MIX, "/"),
    Origin("Google Business Profile", "organic", 6, (12, 86, 0, 2, 0, 0, 0, 0, 0), _MIX, "/locations"),
    Origin("Optometrist referral", "referral", 6, (0, 18, 0, 0, 4, 0, 0, 78, 0), _EYES),
    Origin("Patient referral", "referral", 5, (14, 36, 0, 4, 0, 0, 0, 46, 0), _MIX),
    Origin("Direct", None, 6, (36, 56, 4, 2, 2, 0, 0, 0, 0), _MIX, "/contact"),
    Origin("Instagram", "organic_social", 2.5, (0, 0, 0, 0, 0, 100, 0, 0, 0), (10, 2, 0, 24, 6, 16, 26, 16)),
    Origin("Walk-in", "offline", 2.5, (0, 0, 0, 0, 0, 0, 100, 0, 0), _MIX),
    Origin("Open house", "offline", 3, (0, 0, 0, 0, 0, 0, 0, 0, 100), _MIX, months=(3, 10)),
)

ORIGINS: Final = CAMPAIGNS + OTHERS
NAMES: Final = tuple(origin.campaign for origin in ORIGINS)

CATARACT: Final = NAMES.index("Cataract - Premium Lens, 60+ (Search)")
PMAX: Final = NAMES.index("PMax_Eyelid & Brow_2025_v3")
DISCOUNT: Final = NAMES.index("FB/IG | LASIK $1,000 Off, Limited Time")
LOOKALIKE: Final = NAMES.index("IG_Rhino_BeforeAfter_Lookalike 1%")
WARM: Final = tuple(i for i, origin in enumerate(ORIGINS) if origin.medium in ("referral", "offline"))
"""Streams of people who know the practice already."""
