"""The command that lists who did what."""

from __future__ import annotations

import click
import polars as pl

from dashboard.cli.answers import say_csv, say_json, say_table
from dashboard.cli.options import format_option, workspace_option
from dashboard.store.workspace import Workspace


@click.command()
@workspace_option
@format_option
def audit(workspace: Workspace, form: str) -> None:
    """Who imported, took back, agreed, exported and changed settings, newest first."""
    rows = [
        {"at": one.at.isoformat(), "who": one.who, "subject": one.subject, "role": one.role, "deed": one.deed,
         "about": one.about}
        for one in workspace.audit.all()
    ]  # fmt: skip
    if form == "json":
        say_json({"audit": rows})
        return
    table = pl.DataFrame(rows, schema=dict.fromkeys(("at", "who", "subject", "role", "deed", "about"), pl.String))
    if form == "csv":
        say_csv(table)
        return
    say_table(table, "" if rows else "Nothing was done yet; the first import begins the list.")
