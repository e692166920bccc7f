"""The command that writes a made-up practice's exports."""

from __future__ import annotations

from pathlib import Path

import click
import polars as pl

from dashboard.cli.answers import say_csv, say_json, say_table
from dashboard.cli.options import format_option


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--leads", type=click.IntRange(1), default=6000, show_default=True, help="How many leads.")
@click.option("--months", type=click.IntRange(1), default=18, show_default=True, help="Over how many months.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed, the same practice.")
@format_option
def sample(directory: Path, leads: int, months: int, seed: int, form: str) -> None:
    """Write a made-up practice's exports into DIR: canonical files and what its systems would let it download."""
    from dashboard.sample.practice import sample_practice  # takes a second that no other command needs
    from dashboard.store.sample_files import write

    files = [path.as_posix() for path in write(directory, sample_practice(leads, months, seed))]
    if form == "json":
        say_json({"files": files})
        return
    table = pl.DataFrame({"file": files})
    if form == "csv":
        say_csv(table)
    else:
        say_table(table, f"{len(files)} files written.")
