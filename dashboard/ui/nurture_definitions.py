"""What the nurture figures of the Follow-up page mean, in two lines."""

from __future__ import annotations

from dashboard.charts import text
from dashboard.practice import Practice


def pool(practice: Practice) -> str:
    """Who is in the pool, and what a chance is."""
    return (
        "Not recorded as lost, and not silent for longer than "
        f"{text.percent(practice.silent_share)} of those who went on took. Chance: of booking yet, from "
        "leads that were at the same step after as many days.\n"
        "Contact due: the next step on record was to be taken by now. No date: leads whose inquiry no file dates."
    )


def late() -> str:
    """What is late, and what coming back means."""
    return (
        "Late: booked more than 30 days after the inquiry. The campaign is that of the first inquiry, "
        "whatever brought the person again.\n"
        "Came back: reached a step on a day after the one they were given up on."
    )


def roles() -> str:
    """Which roles are compared."""
    return (
        "Leads by the role of the person who answered first; waiting in opening hours.\n"
        "Compared with all other roles' leads only where both are 30 or more, of nearly the same channels and hours. "
        "Associated with, not because of."
    )
