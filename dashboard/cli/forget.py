"""The command that removes a lead for good."""

from __future__ import annotations

import click

from dashboard.cli.answers import SENTENCE, printable
from dashboard.cli.options import workspace_option
from dashboard.store.forgetting import forget as forgotten
from dashboard.store.workspace import Workspace


@click.command()
@click.option("--lead", "lead_id", required=True, metavar="ID", help="The lead's number, as lists of leads show it.")
@click.option("--system", metavar="S", help="The system it is of, where several have a lead of this number.")
@workspace_option
def forget(lead_id: str, system: str | None, workspace: Workspace) -> None:
    """Remove a lead and its history for good; no later import brings it back."""
    gone = forgotten(workspace, lead_id, system)
    sentences = (
        f"Forgotten: {gone.rows:,} rows of files, and the lead's number in {gone.records:,} records of the teams. "
        f"It went by {', '.join(gone.numbers)}.",
        "Files that name it again are stored without it, as their receipts say. Another inquiry of the same person "
        "is another lead. Backups made before still hold it: delete them.",
    )
    for sentence in sentences:
        click.echo(printable(sentence, SENTENCE))
