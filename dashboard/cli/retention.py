"""The command that removes leads older than the practice keeps them."""

from __future__ import annotations

from datetime import datetime

import click

from dashboard.cli.answers import SENTENCE, printable
from dashboard.cli.options import workspace_option
from dashboard.store.imports import StoreError
from dashboard.store.retention import outdated, remove_outdated
from dashboard.store.workspace import Workspace


@click.command()
@click.option("--remove", is_flag=True, help="Remove them for good; without it the command only counts them.")
@workspace_option
def retention(remove: bool, workspace: Workspace) -> None:
    """Leads older than the practice keeps them (Settings), and their removal for good."""
    today = datetime.now(workspace.settings().zone).date()
    if remove:
        found, gone = remove_outdated(workspace, today)
        sentence = (
            f"Removed for good: {found.leads:,} leads from before {found.before}, with {gone.rows:,} rows of files and "
            f"their numbers in {gone.records:,} records of the teams. Backups made before still hold them: delete them."
        )
    elif (counted := outdated(workspace, today)) is None:
        raise StoreError("No limit is set, or nothing was imported; set how long leads are kept under Settings.")
    else:
        sentence = (
            f"{counted.leads:,} leads are from before {counted.before}. Remove them for good with "
            "'python -m dashboard retention --remove'."
        )
    click.echo(printable(sentence, SENTENCE))
