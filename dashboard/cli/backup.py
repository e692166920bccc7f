"""The commands that keep a workspace in one file and bring it back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from dashboard.cli.answers import SENTENCE, printable
from dashboard.cli.options import workspace_option
from dashboard.store.backup import back_up
from dashboard.store.restoring import restore as restored
from dashboard.store.workspace import Workspace

_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@workspace_option
def backup(file: Path, workspace: Workspace) -> None:
    """Write the whole workspace, as it is now, to FILE; imports may run meanwhile."""
    made = back_up(workspace.folder, file)
    sentences = (
        f"{file} holds {_counted(made.imports, 'import')} with {_counted(made.rows, 'row')}, and what the teams wrote.",
        "It holds the match key too: whoever has this file can look up whether a person whose e-mail or phone number "
        "they know is among the leads. Keep it where only those may read who may see patients' data.",
    )
    for sentence in sentences:
        click.echo(printable(sentence, SENTENCE))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Give up the workspace that is there.")
@workspace_option
def restore(file: Path, replace: bool, workspace: Workspace) -> None:
    """Bring back the workspace that FILE holds, whole or not at all."""
    made = restored(file, workspace.folder, replace=replace)
    sentence = (
        f"{workspace.folder} is as it was on {made.at}: {_counted(made.imports, 'import')} with "
        f"{_counted(made.rows, 'row')}, and what the teams wrote."
    )
    click.echo(printable(sentence, SENTENCE))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
