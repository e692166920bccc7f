"""What the teams' records mark on every trend: launches, briefs, agreements, syncs and done actions."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from dashboard.charts import text
from dashboard.metrics.marks import Mark

if TYPE_CHECKING:
    from dashboard.store.teams import Teams


def marks(teams: Teams, zone: tzinfo) -> tuple[Mark, ...]:
    """Every mark, oldest first; a moment counts on the practice's own day.

    A brief that is used from the day its campaign starts is marked once, as the launch.
    """
    launches = {
        one.brief: Mark(one.starts, "launch", f"Launch of {text.short(one.campaign, 60)}")
        for one in teams.briefs.newest()
        if one.starts
    }
    briefs = [
        Mark(one.used_from, "brief", f"Brief for {text.short(one.campaign, 60)}, version {one.version}")
        for one in teams.briefs.versions()
        if one.brief not in launches or one.used_from != launches[one.brief].day
    ]
    agreed = [
        Mark(
            one.in_force_at.astimezone(zone).date(),
            "agreement",
            f"Agreement in force: {one.name}",
        )
        for one in teams.agreements.versions()
        if one.in_force_at
    ]
    syncs = [Mark(one.held_on, "sync", "Sync") for one in teams.syncs.all()]
    done = [
        Mark(one.done_on, "action", f"Done: {text.short(one.what, 80)}") for one in teams.actions.all() if one.done_on
    ]
    return tuple(sorted([*launches.values(), *briefs, *agreed, *syncs, *done], key=lambda one: (one.day, one.kind)))
