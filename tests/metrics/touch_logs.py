"""Made-up touch logs, and what a loop over each lead's touches makes of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

Touch = dict[str, Any]


def touch_of(start: datetime, leads: str = "ABC", hours: int = 20) -> st.SearchStrategy[Touch]:
    """A touch of one of these leads, every 20 minutes from an hour before the start to so many hours after it."""
    return st.fixed_dictionaries(
        {
            "lead_id": st.sampled_from(leads),
            "at": st.integers(-3, 3 * hours).map(lambda n: start + n * timedelta(minutes=20)),
            "kind": st.sampled_from(["call", "text", "email", "system", None]),
            "direction": st.sampled_from(["in", "out", None]),
            "outcome": st.sampled_from(["reached", "voicemail", "no_answer", "bounced", "auto", None]),
            "handed_to": st.sampled_from(["Front desk", None]),
        }
    )


def told(mine: list[Touch], handed: bool) -> dict[str, Any]:
    """What one lead's touches say, worked out by hand in order of time."""
    human = [t for t in mine if t["kind"] != "system" and t["outcome"] != "auto"]
    tries = [t["at"] for t in human if t["direction"] == "out"]
    answers, reached = [], []
    for touch in human:
        if touch["kind"] == "call":
            if touch["outcome"] == "reached":
                answers.append(touch["at"])
        elif touch["direction"] == "out" and touch["outcome"] != "bounced":
            answers.append(touch["at"])
    wrote = [
        t["at"]
        for t in human
        if t["direction"] == "out" and (t["outcome"] == "reached" if t["kind"] == "call" else t["outcome"] != "bounced")
    ]
    for touch in human:
        back = touch["direction"] == "in" and (touch["kind"] != "call" or touch["outcome"] is None)
        if touch["outcome"] == "reached" or (back and wrote and touch["at"] > min(wrote)):
            reached.append(touch["at"])
    machine = [t["at"] for t in mine if t not in human and t["direction"] == "out"]
    first = min(reached, default=None)
    return {
        "first_attempt_at": min(tries, default=None),
        "attempts": sum(first is None or at <= first for at in tries) if tries else None,
        "handoffs": sum(t["handed_to"] is not None for t in mine) if handed and mine else None,
        "first_response_at": min(answers, default=min(machine, default=None)),
        "first_response_kind": "human" if answers else "auto" if machine else None,
        "reached_at": first,
        "reached": True if reached else None,
        "last_activity_at": max((t["at"] for t in mine), default=None),
    }
