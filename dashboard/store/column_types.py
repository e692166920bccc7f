"""How values that SQL does not know stand in a column: moments, rows of words, slices of the leads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from dashboard.filters import Filters


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, as ISO text in UTC."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        """To ISO text."""
        return value.astimezone(UTC).isoformat() if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        """From ISO text."""
        return datetime.fromisoformat(value) if value else None


class Several(TypeDecorator[tuple[Any, ...]]):
    """Values in a row, as a JSON list; a row of rows comes back as tuples in a tuple."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: sa.Dialect) -> list[Any]:
        """To a list."""
        return list(value or ())

    def process_result_value(self, value: list[Any] | None, dialect: sa.Dialect) -> tuple[Any, ...]:
        """From a list."""
        return tuple(tuple(one) if isinstance(one, list) else one for one in value or ())


class Cut(TypeDecorator[Filters]):
    """A slice of the leads, as JSON."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Filters | None, dialect: sa.Dialect) -> dict[str, Any]:
        """To plain values."""
        return plain_slice(value or Filters())

    def process_result_value(self, value: dict[str, Any] | None, dialect: sa.Dialect) -> Filters:
        """From plain values."""
        said = value or {}
        since, until = (date.fromisoformat(said[name]) if said.get(name) else None for name in ("since", "until"))
        return Filters.of(since, until, said.get("where"))


def plain_slice(cut: Filters) -> dict[str, Any]:
    """A slice as plain values for JSON."""
    return {
        "since": cut.since.isoformat() if cut.since else None,
        "until": cut.until.isoformat() if cut.until else None,
        "where": {name: list(values) for name, values in cut.where},
    }
