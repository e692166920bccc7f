"""A slice of one or two fields in words: 'North office, evening calls'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from dashboard.charts import text

Slice = tuple[tuple[str, str | None], ...]
Label = Callable[[str], str]
"""A field's name as people read it, `LeadTable.label`."""

CHANNELS: Final = {
    "form": "forms",
    "call": "calls",
    "chat": "chats",
    "text": "texts",
    "email": "e-mails",
    "walk_in": "walk-ins",
    "referral": "referrals",
    "social": "social messages",
    "event": "event leads",
    "other": "leads by other ways",
}
_ARRIVED: Final = ("arrival_hours", "arrival_day")
_WORDS: Final[dict[str, dict[str, str]]] = {
    "patient_type": {"new": "new patients", "existing": "existing patients", "other": "other patients"},
    "handoffs": {"0": "never passed on", "1": "passed on once", "2+": "passed on twice or more"},
    "attempts": {"0": "never tried", "1": "tried once", "2": "tried twice", "3-5": "tried 3 to 5 times"}
    | {"6+": "tried 6 times or more"},
    "channel": CHANNELS,
}
_BARE: Final = {
    "campaign", "location", "doctor", "procedure", "source", "persona", "ad", "landing_page", "area", "payer",
    "response_band",
}  # fmt: skip
"""Fields whose values say by themselves what they are."""


def slice_words(where: Slice, label: Label) -> str:
    """The slice in words that may begin a sentence, long values cut; not escaped."""
    fields = dict(where)
    when = [fields.pop(name) or text.UNKNOWN for name in _ARRIVED if fields.get(name)]
    what = CHANNELS[fields.pop("channel") or ""] if when and fields.get("channel") in CHANNELS else "inquiries"
    parts = [_said(name, value, label) for name, value in fields.items()]
    if when:
        parts.append(" ".join([*when, what]))
    said = ", ".join(parts) if parts else "all leads"
    # a value from a file stays as it is written
    return said if next(iter(fields), "") in _BARE else said[0].upper() + said[1:]


def _said(name: str, value: str | None, label: Label) -> str:
    if value is None:
        return f"{label(name)} not known"
    if value in _WORDS.get(name, {}):
        return _WORDS[name][value]
    said = text.short(value, 60)
    if name in _BARE:
        return said
    if name == "owner":
        return f"leads of {said}"
    if name == "month":
        return _month(value)
    return f"{text.short(label(name), 40)}: {said}"


def _month(value: str) -> str:
    try:
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    except ValueError:
        return text.short(value)
