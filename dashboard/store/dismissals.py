"""Leaks that people looked into and dismissed: which, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from dashboard.store.imports import StoreError
from dashboard.store.records import DISMISSALS, Records

LONGEST: Final = 200
"""Signs in a reason."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A leak that is no longer shown among the others, by the id that its step and slice give it."""

    leak: str
    reason: str
    at: datetime


class Dismissals:
    """The dismissed leaks of a workspace. They change no figure, and so not the workspace's version."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def live(self) -> dict[str, Dismissal]:
        """Those that count, by the leak's id."""
        if not self._records.exists:
            return {}
        found = sa.select(DISMISSALS).where(DISMISSALS.c.undone_at.is_(None)).order_by(DISMISSALS.c.id)
        with self._records.reading() as connection:
            return {
                row.leak: Dismissal(row.leak, row.reason, datetime.fromisoformat(row.at))
                for row in connection.execute(found)
            }

    def add(self, leak: str, reason: str) -> None:
        """Dismiss the leak from now on; a second reason replaces the first. Raises StoreError without a reason."""
        said = " ".join(reason.split())[:LONGEST]
        if not said:
            raise StoreError("Say in a few words why this is no leak, so that the others know.")
        now = datetime.now(UTC).isoformat()
        with self._records.changing() as connection:
            connection.execute(_of(leak).values(undone_at=now))
            connection.execute(DISMISSALS.insert().values(at=now, leak=leak, reason=said))

    def undo(self, leak: str) -> None:
        """Show the leak again. Raises StoreError when it is not dismissed, or no longer."""
        with self._records.changing() as connection:
            done = connection.execute(_of(leak).values(undone_at=datetime.now(UTC).isoformat()))
            if not done.rowcount:
                raise StoreError("This leak was brought back already; reload the page to see where it stands.")


def _of(leak: str) -> sa.Update:
    return DISMISSALS.update().where(DISMISSALS.c.leak == leak, DISMISSALS.c.undone_at.is_(None))
