"""Which actions were decided in a sync."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.store.actions import Action
    from dashboard.store.syncs import Sync


def decided(actions: Iterable[Action], syncs: Sequence[Sync], day: date, zone: tzinfo) -> tuple[Action, ...]:
    """The open actions of a sync held on a day and not saved yet: all written that day since the sync before it.

    Whoever wrote them, and whether at the decisions or at a leak that was looked at on the way.
    """
    before = syncs[-1].at if syncs else None
    return tuple(
        one
        for one in actions
        if one.sync_id is None
        and one.status == "open"
        and one.at is not None
        and one.at.astimezone(zone).date() == day
        and (before is None or one.at > before)
    )


def held(syncs: Iterable[Sync]) -> Mapping[int, date]:
    """The day of each sync by its number."""
    return {one.id: one.held_on for one in syncs}


def decided_words(action: Action, days: Mapping[int, date]) -> str:
    """'decided in the sync of 3 Oct 2026'; '' for one of no sync."""
    day = days.get(action.sync_id or 0)
    return f"decided in the sync of {day.day} {day:%b %Y}" if day else ""
