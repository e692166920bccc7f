"""The command that rotates the match key."""

from __future__ import annotations

import click

from dashboard.cli.answers import SENTENCE, printable
from dashboard.cli.options import workspace_option
from dashboard.store.rotating import rotate_key as rotated
from dashboard.store.workspace import Workspace


@click.command("rotate-key")
@workspace_option
def rotate_key(workspace: Workspace) -> None:
    """Put a new match key behind the old one; who is the same person stays as it was."""
    links = rotated(workspace)
    sentences = (
        f"The match key was rotated: it is a chain of {links:,} keys now, and every stored match key was hashed under "
        "the newest.",
        "A copy of the key taken before recognises nobody in the rows of today. Backups made before hold the old key "
        "and the old match keys: delete them, or keep them as safe as the key.",
    )
    for sentence in sentences:
        click.echo(printable(sentence, SENTENCE))
