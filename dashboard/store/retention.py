"""How long leads are kept: those from before a practice's limit are removed for good, as a forgotten one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from dashboard.practice import Practice
from dashboard.store.forgetting import Gone, all_names, remove
from dashboard.store.forgotten import Forgotten
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace


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

    A lead without a known day stays. Raises StoreError where no limit is set or nothing was imported.
    """
    found = outdated(workspace, today)
    if found is None:
        raise StoreError("No limit is set, or nothing was imported; set how long leads are kept under Settings.")
    moment = datetime.combine(found.before, datetime.min.time(), workspace.settings().zone)

    def chosen(of: pl.DataFrame, forgotten: Forgotten) -> pl.DataFrame:
        # an inquiry that later records repeat began with its first
        began = of.group_by("lead").agg(pl.col("created_at").min())
        old = began.filter(pl.col("created_at") < moment)
        leads = all_names(of, of.join(old.select("lead"), on="lead", how="semi"))
        forgotten.add(leads)
        return leads

    return found, remove(workspace, chosen, f"leads from before {found.before}")
