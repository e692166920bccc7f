"""Everything a page shows, without a browser: `python -m dashboard`.

A thin layer over the functions the pages call; the shapes it prints are a contract with scripts.
"""

from __future__ import annotations

import click

from dashboard.cli.audit import audit
from dashboard.cli.backup import backup, restore
from dashboard.cli.droughts import droughts
from dashboard.cli.ending import Sentences
from dashboard.cli.figures import figures
from dashboard.cli.files import import_files, imports, inspect
from dashboard.cli.forget import forget
from dashboard.cli.leaks import leaks
from dashboard.cli.minutes import minutes
from dashboard.cli.records import records
from dashboard.cli.retention import retention
from dashboard.cli.rotate import rotate_key
from dashboard.cli.sample import sample


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Leadloop: where a practice loses patients between inquiry and procedure.

    Exit codes: 0 done; 1 done, but some rows were rejected; 2 wrong usage; 3 the file cannot be used.
    """


COMMANDS = (
    inspect, import_files, imports, figures, leaks, droughts, minutes, sample, backup, restore, forget, audit, records,
    retention, rotate_key,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
