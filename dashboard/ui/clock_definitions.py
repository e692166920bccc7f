"""What the clocks of the Response page mean, in two lines."""

from __future__ import annotations

from dashboard.charts import text
from dashboard.practice import Practice


def clocks(practice: Practice, business: bool) -> str:
    """Where each clock starts, and what is timed."""
    hours = "Only opening hours count" if business else "Every hour counts"
    return (
        "First try: from the inquiry to the first try or answer by a person; automatic messages are neither. Then from "
        "that try to contact both ways, and from there to the consult's booking.\n"
        f"{hours}. Dot: half; line to nine of ten. Agreed limit: {text.duration(practice.response_limit_s)}. "
        "Spam, duplicates and tests are left out."
    )


def after_hours(practice: Practice) -> str:
    """What by the opening means."""
    return (
        "Inquiries outside the opening hours, holidays and closed days included. By the opening: before the practice "
        "opened again, or as it did.\n"
        f"The agreed limit, {text.duration(practice.response_limit_s)}, counts from the next opening. "
        "Automatic replies are no answer."
    )
