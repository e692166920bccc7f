"""A large made-up practice, and what its funnel must show for each campaign and doctor."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dashboard import stages
from dashboard.ingest.checking import check
from dashboard.ingest.reading import read
from dashboard.metrics.leads import lead_table
from dashboard.sample.exports import exports
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice
from dashboard.store.workspace import Workspace

Known = dict[tuple[str, str], dict[str, int]]
"""Field and value, to stage and leads that reached it."""
FIELDS = ("campaign", "doctor")


def busy_practice(folder: Path, leads: int) -> Workspace:
    """A workspace into which so many leads were imported."""
    workspace = Workspace(folder)
    data = exports(sample_practice(leads=leads))["canonical/leads.csv"]
    workspace.add([check(read("leads.csv", data), SAMPLE_PRACTICE, workspace.match_key())])
    return workspace


def known_answers(workspace: Workspace) -> Known:
    """Counted by value, without the coded tables the pages count with."""
    table = lead_table(workspace.leads(), workspace.practice(), workspace.segments(), None, workspace.touches())
    known: Known = {}
    rows = table.leads.select(*FIELDS).with_columns(furthest=pl.Series(table.progress.furthest))
    for field in FIELDS:
        for (value,), held in rows.drop_nulls(field).group_by(field):
            known[field, str(value)] = {
                stages.NAMES[stage]: held.filter(pl.col("furthest") >= stage).height
                for stage in table.progress.answerable
            }
    return known
