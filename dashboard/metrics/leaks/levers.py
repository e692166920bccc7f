"""Which fields a leak may lie in, and which only tell easy leads from hard ones: declared here and nowhere else.

A lever is something a practice can change: a campaign, a doctor, who looks after the lead. The case
mix is what a lead brings along. What happens to a lead after it arrived (how long it waited, how
often it was tried, why it was lost) is neither: it explains a leak and must not excuse one.
"""

from __future__ import annotations

from typing import Final

from dashboard.metrics.leads import LeadTable

LEVERS: Final = (
    "campaign", "campaign_id", "ad", "landing_page", "location", "doctor", "owner", "owner_role", "inbox", "handoffs",
)  # fmt: skip
"""Of two that split the leads alike the one named first is looked at: a name before its number."""

CASE_MIX: Final = (
    "channel", "source", "medium", "procedure", "persona", "patient_type", "age_band", "area", "payer",
    "arrival_hours", "arrival_day",
)  # fmt: skip
"""Segments, the practice's own columns, are case mix too."""

MECHANISMS: Final = ("response_band", "attempts", "first_response_by", "status", "lost_reason", "month")
"""What the leads can be split by and the finder leaves alone. Age, which includes the month, has its own place."""

MARKETING: Final = frozenset({"campaign", "campaign_id", "ad", "landing_page", "source", "medium", "channel"})
"""Fields that marketing decides on."""


def levers_of(table: LeadTable) -> tuple[str, ...]:
    """The levers these leads know, most telling name first."""
    return tuple(name for name in LEVERS if name in table.dimensions)


def case_mix_of(table: LeadTable) -> tuple[str, ...]:
    """The case mix these leads know, segments last."""
    held = table.dimensions
    return tuple(name for name in (*CASE_MIX, *table.segments) if name in held)
