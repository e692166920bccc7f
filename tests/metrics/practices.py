"""Random leads for property tests, and the same figures worked out in plain Python loops."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

STAGES = ("inquiry", "real", "reached", "qualified", "consult_booked", "consult_attended", "procedure_booked")
START = datetime(2026, 1, 5, tzinfo=UTC)
AS_OF = START + timedelta(days=120)


def _after(created: datetime, most_days: float) -> st.SearchStrategy[datetime | None]:
    minutes = st.integers(0, int(most_days * 1440))
    return st.one_of(st.none(), minutes.map(lambda m: created + timedelta(minutes=m)))


@st.composite
def lead(draw: st.DrawFn) -> dict[str, Any]:
    created = START + timedelta(minutes=draw(st.integers(0, 119 * 1440)))
    row: dict[str, Any] = {
        "created_at": created,
        "campaign": draw(st.sampled_from(["Spring", "spring ", "LASIK, Meta", None])),
        "doctor": draw(st.sampled_from(["Ames", "Bell", None])),
        "channel": draw(st.sampled_from(["form", "call", "chat", None])),
        "is_real": draw(st.sampled_from([None, None, True, False])),
        "call_answered": draw(st.sampled_from([None, True, False])),
        "call_duration_s": draw(st.sampled_from([None, 10.0, 60.0, 61.0, 400.0])),
        "first_response_at": draw(_after(created, 5)),
        "first_response_kind": draw(st.sampled_from([None, "human", "auto"])),
        "attempts": draw(st.sampled_from([None, 0, 1, 2, 7])),
        "lost": draw(st.sampled_from([None, None, False, True])),
        "last_activity_at": draw(_after(created, 100)),
        "value": draw(st.sampled_from([None, 1000.0, 4500.5])),
        "currency": "USD",
    }
    for name in STAGES[2:]:
        kind = draw(st.sampled_from(["unknown", "yes", "no", "date"]))
        row[f"{name}_at"] = draw(_after(created, 60)) if kind == "date" else None
        row[name] = True if row[f"{name}_at"] else {"yes": True, "no": False}.get(kind)
    return row


practices = st.lists(lead(), min_size=1, max_size=25)


def furthest(row: dict[str, Any], as_of: datetime = AS_OF) -> int:
    """Place of the furthest stage, everything answerable."""
    far = 1 if is_real(row) else 0
    for place, name in enumerate(STAGES[2:], start=2):
        at = row[f"{name}_at"]
        if (at is not None and at <= as_of) or (at is None and row[name]):
            far = place
    return far


def is_real(row: dict[str, Any]) -> bool:
    if row["is_real"] is not None:
        return bool(row["is_real"])
    about_call = row["channel"] == "call" or (
        row["channel"] is None and (row["call_answered"] is not None or row["call_duration_s"] is not None)
    )
    if not about_call:
        return True
    return row["call_answered"] is not False and (row["call_duration_s"] is None or row["call_duration_s"] > 60)


def waited(row: dict[str, Any], as_of: datetime = AS_OF) -> float | None:
    """Seconds to the first human answer; None while waiting."""
    at = row["first_response_at"]
    if at is None or at > as_of or row["first_response_kind"] == "auto":
        return None
    return float((at - row["created_at"]).total_seconds() // 1)


def quantile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
