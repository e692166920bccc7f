"""Records of the made-up practice's teams as rows of their tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, Final

Row = dict[str, Any]
"""A record's values by the names of its table's columns."""
_HOUR: Final = time(15, tzinfo=UTC)


def written(number: int, day: date) -> Row:
    """What every record has: its number, its version, and that it was written on a day."""
    return {"id": number, "version": 1, "at": moment(day)}


def moment(day: date) -> datetime:
    """The hour of a day at which the practice writes things down."""
    return datetime.combine(day, _HOUR)
