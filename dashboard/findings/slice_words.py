"""A slice of one or two fields in words: 'North office, evening calls'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from dashboard.charts import text
from dashboard.metrics.dimensions import FIELDS, NOT_ANSWERED
from dashboard.metrics.groups import OTHERS

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
_NAMES: Final = {
    "campaign", "location", "doctor", "procedure", "source", "persona", "ad", "landing_page", "area", "payer",
}  # fmt: skip
"""Fields whose values are names from files or agreements: they say by themselves what they are."""


def slice_words(where: Slice, label: Label) -> str:
    """The slice in words that begin a sentence, long values cut; not escaped.

    A name from a file stays as it is written; one that does not begin with a capital comes after its field: 'Source
    meta', 'Campaign 2026'.
    """
    said, first = slice_within(where, label), _fields(where)[:1]
    if said[0].isupper():
        return said
    if first and first[0][0] in _NAMES and first[0][1] not in (None, OTHERS):
        said = f"{label(first[0][0]).lower()} {said}"
    return said[0].upper() + said[1:]


def slice_within(where: Slice, label: Label) -> str:
    """The slice in words within a sentence, long values cut; not escaped."""
    fields = dict(where)
    when = [fields.pop(name) or text.UNKNOWN for name in _ARRIVED if fields.get(name)]
    what = CHANNELS[fields.pop("channel") or ""] if when and fields.get("channel") in CHANNELS else "inquiries"
    parts = [_said(name, value, label) for name, value in fields.items()]
    if when:
        parts.append(" ".join([*when, what]))
    return ", ".join(parts) if parts else "all leads"


def leads_words(field: str, value: str | None, label: Label) -> str:
    """The leads of one value within a sentence: 'calls', 'leads of North', 'leads with inbox info@'; not escaped."""
    if value is None:
        return f"leads whose {label(field).lower()} is not known"
    words = slice_within(((field, value),), label)
    if field == "response_band":
        return "leads not answered" if value == NOT_ANSWERED else f"leads that waited {words}"
    if field in _ARRIVED or field in ("channel", "patient_type", "owner"):
        return words
    if field in ("handoffs", "attempts"):
        return f"leads {words}"
    return f"leads of {words}" if field in _NAMES or field == "month" else f"leads with {words}"


def _fields(where: Slice) -> list[tuple[str, str | None]]:
    return [(name, value) for name, value in where if name not in _ARRIVED or value is None]


def _said(name: str, value: str | None, label: Label) -> str:
    if value is None:
        return f"{label(name).lower()} not known"
    if value == OTHERS:
        return value
    if value in _WORDS.get(name, {}):
        return _WORDS[name][value]
    said = text.short(value, 60)
    if name in _NAMES or name == "response_band":
        return said
    if name == "owner":
        return f"leads of {said}"
    if name == "month":
        return _month(value)
    # a column of the practice's own goes by its header, as it is written
    return f"{label(name).lower()} {said}" if name in FIELDS else f"{text.short(label(name), 40)}: {said}"


def _month(value: str) -> str:
    try:
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
    except ValueError:
        return text.short(value)
