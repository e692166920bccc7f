"""The command for what the teams wrote down: all of it as JSON, one kind as a table."""

from __future__ import annotations

import click

from dashboard.cli.answers import say_csv, say_json, say_table
from dashboard.cli.options import format_option, workspace_option
from dashboard.store.teams import TABLES
from dashboard.store.workspace import Workspace


@click.command()
@click.argument("name", type=click.Choice([table.name for table in TABLES]), metavar="[NAME]", required=False)
@workspace_option
@format_option
def records(name: str | None, workspace: Workspace, form: str) -> None:
    """What the teams wrote: feedback, themes, briefs, acknowledgements, pictures, agreements, agreed, goals, actions,
    syncs, shadowings or response_tests; without a NAME all of it, which takes --format json."""
    if name is None:
        if form != "json":
            raise click.UsageError("All records together are JSON: add --format json, or name one kind.")
        say_json(workspace.teams.whole())
    elif form == "json":
        say_json(workspace.teams.whole()[name])
    elif form == "csv":
        say_csv(workspace.teams.table(name))
    else:
        say_table(workspace.teams.table(name), name.replace("_", " ").capitalize())
