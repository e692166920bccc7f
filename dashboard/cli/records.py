"""The command for what the teams wrote down: all of it as JSON, one kind as a table."""

from __future__ import annotations

import click

from dashboard.cli.answers import say_csv, say_json, say_table
from dashboard.cli.leaving import leaving_records
from dashboard.cli.options import format_option, workspace_option
from dashboard.store.teams import TABLES, as_table
from dashboard.store.workspace import Workspace


@click.command()
@click.argument("name", type=click.Choice([table.name for table in TABLES]), metavar="[NAME]", required=False)
@workspace_option
@format_option
def records(name: str | None, workspace: Workspace, form: str) -> None:
    """What the teams wrote: feedback, themes, briefs, acknowledgements, pictures, agreements, agreed, goals, actions,
    syncs, shadowings or response_tests; without a NAME all of it, which takes --format json."""
    if name is None and form != "json":
        raise click.UsageError("All records together are JSON: add --format json, or name one kind.")
    whole = leaving_records(workspace)
    if name is None:
        say_json(whole)
    elif form == "json":
        say_json(whole[name])
    elif form == "csv":
        say_csv(as_table(name, whole[name]))
    else:
        say_table(as_table(name, whole[name]), name.replace("_", " ").capitalize())
