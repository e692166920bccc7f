"""The figures of the sample practice's last sync, written anew: `python -m dashboard.cli.sample_sync`."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.minutes.agenda import Agenda
from dashboard.minutes.compose import agenda
from dashboard.minutes.did import did
from dashboard.minutes.spoken import spoken
from dashboard.sample.decided import SYNC_AS_OF
from dashboard.store.sample_records import FIGURES
from dashboard.store.workspace import Workspace


def last_sync(workspace: Workspace) -> Agenda:
    """What the sample practice saw at its last sync: its leads of then, and what had been heard by then.

    It was its first, so there was no action to look back on.
    """
    teams, practice = workspace.teams, workspace.practice()
    chosen = teams.syncs.one(1).slice
    before = chosen.previous()
    assert chosen.since
    assert before
    assert before.since

    def seen(days_ago: int) -> LeadTable:
        moment = SYNC_AS_OF - timedelta(days=days_ago)
        return lead_table(workspace.leads(), practice, workspace.segments(), moment, workspace.touches())

    leads = seen(0).slice(chosen)
    earlier = seen((chosen.since - before.since).days).slice(before)
    said = replace(spoken(teams, SYNC_AS_OF.date(), chosen.since), actions=())
    return agenda(
        leads,
        earlier,
        find_leaks(leads),
        said,
        sample=True,
        compared=before.describe_period(),
        did=did(leads, workspace.campaigns()),
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = last_sync(Workspace(Path(folder), sample_records=True))
    FIGURES.write_text(json.dumps(found.to_json(), indent=1, ensure_ascii=False) + "\n", "utf-8")
