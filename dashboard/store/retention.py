"""How long leads are kept: those from before a practice's limit are removed for good, as a forgotten one is.

A running server does so by itself once a day, from the day after the limit was set: a slip can be taken back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from dashboard.practice import Practice
from dashboard.rights import Member
from dashboard.store.forgetting import Gone, all_names, remove
from dashboard.store.forgotten import Forgotten
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace

BY_ITSELF: Final = Member("Leadloop, by itself", "", "admin")
"""Whom the list of who did what names where nobody asked."""
STANDING: Final = "retention.json"
"""The small file that says when a limit was last kept to."""
_PAUSE: Final = timedelta(days=31)
"""After a longer one the limit counts as set anew: the clock may be wrong."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """How many leads are from before the first day that is kept."""

    leads: int
    before: date


def kept_from(practice: Practice, today: date) -> date | None:
    """The first day whose leads are kept; None where leads are kept as long as their import counts."""
    if not practice.keep_months:
        return None
    years, month = divmod(today.year * 12 + today.month - 1 - practice.keep_months, 12)
    # 31 March less a month is the last of February
    last = (date(years + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(years, month + 1, min(today.day, last))


def outdated(workspace: Workspace, today: date) -> Outdated | None:
    """The leads that `remove_outdated` would remove; None where no limit is set or nothing was imported."""
    before = kept_from(workspace.settings(), today)
    if before is None or workspace.is_sample:
        return None
    moment = datetime.combine(before, datetime.min.time(), workspace.settings().zone)
    return Outdated(workspace.leads().filter(pl.col("created_at") < moment).height, before)


def remove_outdated(workspace: Workspace, today: date) -> tuple[Outdated, Gone]:
    """Remove every lead whose inquiry is from before the limit, with its history, and never store it again.

    A lead without a known day stays. Raises StoreError where no limit is set or nothing was imported, and where
    another process was faster.
    """
    found = outdated(workspace, today)
    if found is None:
        raise StoreError("No limit is set, or nothing was imported; set how long leads are kept under Settings.")
    if not found.leads:
        return found, Gone((), 0, 0)
    moment = datetime.combine(found.before, datetime.min.time(), workspace.settings().zone)

    def chosen(of: pl.DataFrame, forgotten: Forgotten) -> pl.DataFrame:
        # an inquiry that later records repeat began with its first
        began = of.group_by("lead").agg(pl.col("created_at").min())
        old = began.filter(pl.col("created_at") < moment)
        leads = all_names(of, of.join(old.select("lead"), on="lead", how="semi"))
        if leads.is_empty():
            raise StoreError("These leads were removed just now by another process; nothing is left to remove.")
        forgotten.add(leads)
        return leads

    return found, remove(workspace, chosen, f"leads from before {found.before}")


def remove_when_due(workspace: Workspace, today: date) -> Outdated | None:
    """Once a day remove what is outdated, from the day after the limit was set; what was removed, None for nothing.

    Raises StoreError as `remove_outdated` does, and where an import runs for minutes: the day is then not done.
    """
    months = workspace.settings().keep_months
    if not months or workspace.is_sample:
        return None
    last, _ = _kept_to(workspace, months)
    if last == today:
        return None
    removes = last is not None and timedelta() < today - last <= _PAUSE
    found = remove_outdated(workspace, today)[0] if removes else None
    said = {"months": months, "day": today.isoformat(), "removed": removes}
    workspace.records.keep(STANDING, json.dumps(said).encode())
    return found if found and found.leads else None


def last_removed(workspace: Workspace) -> date | None:
    """The day on which the limit of today was last kept to by itself; None where it was not yet."""
    day, removed = _kept_to(workspace, workspace.settings().keep_months)
    return day if removed else None


def _kept_to(workspace: Workspace, months: int) -> tuple[date | None, bool]:
    """The last day on which this limit was looked at, and whether what was too old was removed on it."""
    said = json.loads(workspace.records.kept(STANDING) or b"{}")
    if said.get("months") != months:
        return None, False
    return date.fromisoformat(said["day"]), bool(said["removed"])
