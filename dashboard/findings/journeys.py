"""A lead's journey in words: each step, the silences between them, and how it ended."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.charts import text
from dashboard.metrics.journeys import State
from dashboard.stages import BY_NAME

ENDED: Final[dict[State, str]] = {"won": "Won", "lost": "Lost", "open": "Still open"}
_SAID: Final = {
    "inquiry": "Inquired",
    "again": "Inquired again",
    "attempt": "First try to get hold of the lead",
    "answer": "A person answered",
    "reply": "The lead wrote back",
    "auto": "An automatic message went out",
    "call": "The practice called",
    "called": "The lead called, and somebody took it",
    "missed": "The lead called, and nobody took it",
    "passed_on": "Passed on to somebody else",
    "reached": "Reached: both sides spoke",
    "qualified": "Qualified",
    "consult_booked": "Booked a consult",
    "consult": "The day of the consult",
    "consult_attended": "Came to the consult",
    "procedure_booked": "Booked a procedure",
    "lost": "Given up",
    "next_step": "The next step is due",
}
_OUTCOMES: Final = {
    "reached": "they spoke",
    "voicemail": "voicemail",
    "no_answer": "no answer",
    "bounced": "it came back",
    "walk_in": "in person",
}
_SILENCE: Final = 3
"""Days without anything that are told."""


def journey_lines(steps: pl.DataFrame, zone: ZoneInfo) -> list[str]:
    """A sentence a step, with silences of three days and more between them. Plain text, not escaped.

    Midnight is what a date without a time of day looks like: no time is told then.
    """
    lines = []
    before = None
    for row in steps.iter_rows(named=True):
        if before is not None and row["day"] is not None and row["day"] - before >= _SILENCE:
            lines.append(f"… {row['day'] - before} days without anything on record")
        at = row["at"].astimezone(zone)
        day = "" if row["day"] is None else f"Day {row['day']}, "
        by = f" ({text.short(row['by'], 40)})" if row["by"] else ""
        detail = _OUTCOMES.get(row["detail"], row["detail"])
        why = f": {text.short(detail, 60)}" if detail else ""
        when = f"{at:%a}" if (at.hour, at.minute) == (0, 0) else f"{at:%a %H:%M}"
        lines.append(f"{day}{when}: {_SAID[row['what']]}{by}{why}")
        before = row["day"] if row["day"] is not None else before
    return lines or ["Nothing on record has a date"]


def journey_title(state: State, steps: pl.DataFrame, about: dict[str, str], last: str) -> str:
    """How it ended, after how long, and what brought it; `last` is the last stage the data can answer."""
    past = steps.filter(~pl.col("what").is_in(["next_step"])).drop_nulls("day")
    days = int(past["day"][-1]) if len(past) else None
    lasted = "" if days is None or state == "open" else f" after {days} day{'' if days == 1 else 's'}"
    lasted = lasted if days else lasted and " on the same day"
    named = [text.short(about[name], 40) for name in ("procedure", "campaign", "source") if name in about]
    ended = BY_NAME[last].label if state == "won" else ENDED[state]
    if state == "lost" and "lost" not in steps["what"]:
        # nobody gave the lead up: it is lost because nothing has happened for too long
        ended = "Went silent"
    return f"{ended}{lasted}" + (f": {', '.join(named)}" if named else "")
