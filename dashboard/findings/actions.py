"""What became of a figure that an action was meant to move, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts import text
from dashboard.metrics.before_after import Effect
from dashboard.metrics.measures import Measure, Part


def effect_sentence(measure: Measure, found: Effect) -> str:
    """Before and after, and whether that says anything: 'No-shows: 9 of 31 before, 3 of 28 after: ...'."""
    return f"{measure.label}: {_counts(found.before, found.after)}: {verdict_words(found)}"


def verdict_words(found: Effect) -> str:
    """Whether the move could be chance, or the season's."""
    match found.verdict:
        case "too_few":
            return "too few to say"
        case "chance":
            return "could be chance"
        case "worse":
            return "worse, unlikely to be chance"
        case "season":
            return f"better, but the rest moved as much ({_counts(found.rest_before, found.rest_after)})"
    return "better, unlikely to be chance"


def effect_subtitle(measure: Measure, found: Effect, slice_words: str) -> str:
    """Who is counted, over which days, and how far the share moved."""
    days = "1 day" if found.days == 1 else f"{found.days} days"
    moved = ""
    if found.before.share is not None and found.after.share is not None:
        points = round((found.after.share - found.before.share) * 100)
        low, high = round(found.low * 100), round(found.high * 100)
        moved = f"; {_signed(points)} points ({_signed(low)} to {_signed(high)})"
    return f"Of {measure.of}, {days} before and {days} after, followed equally long; {slice_words}{moved}"


def rest_words(found: Effect) -> str:
    """What the leads did that the action was not about; '' where there are none."""
    if not found.rest_before.whole or not found.rest_after.whole:
        return ""
    return f"All others over the same time: {_counts(found.rest_before, found.rest_after)}"


def actions_finding(due: Sequence[date | None], today: date) -> str:
    """How many of the open actions are late; `due` is the day of each, None without one."""
    late = sum(day is not None and day < today for day in due)
    if not due:
        return "No action is open"
    if not late:
        return f"{len(due)} {'action is' if len(due) == 1 else 'actions are'} open, none is late"
    return f"{late} of {len(due)} open {'action' if len(due) == 1 else 'actions'} {'is' if late == 1 else 'are'} late"


def _counts(before: Part, after: Part) -> str:
    return (
        f"{text.count(before.part)} of {text.count(before.whole)} before, "
        f"{text.count(after.part)} of {text.count(after.whole)} after"
    )


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points)}"
