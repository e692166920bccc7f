"""Practices whose leads can be counted: groups of equal leads, of which an exact number went on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads


def group(size: int, booked: int, **fields: Any) -> list[dict[str, Any]]:
    """So many leads without a date, of which so many booked a consult."""
    return [{"created_at": None, "consult_booked": place < booked, **fields} for place in range(size)]


def dated(size: int, booked: int, *, asked: float, took: float, **fields: Any) -> list[dict[str, Any]]:
    """So many leads that asked up to 100 days after NOON, `asked` being the first day; those who book take `took`."""
    rows = []
    for place in range(size):
        created = NOON + timedelta(days=asked + (100 - asked) * place / size)
        # spread over the days, so that old and new leads fare alike
        books = place * 7919 % size < booked
        at = created + timedelta(days=took * (0.5 + (place % 11) / 10))
        rows.append({"created_at": created, "consult_booked_at": at if books else None, **fields})
    return rows


def searched(
    *groups: list[dict[str, Any]], segments: dict[str, str] | None = None, as_of: float | None = None
) -> Slice:
    """All these leads as a slice, as of so many days after NOON."""
    rows = [row for rows in groups for row in rows]
    moment = None if as_of is None else NOON + timedelta(days=as_of)
    table = lead_table(leads(*rows, segments=tuple(segments or ())), Practice(), segments, moment)
    return table.slice(Filters())
