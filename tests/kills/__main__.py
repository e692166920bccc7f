"""Kill many imports: `python -m tests.kills [N] [SEED]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.kills.killing import Tally, kill_imports


def say(done: int, tally: Tally) -> None:
    sys.stderr.write(f"\r{done} kills: {tally.before} as before, {tally.after} as after, {tally.unharmed} too late ")


given = [int(word) for word in sys.argv[1:3]]
count, seed = (*given, *(200, 1)[len(given) :])
with tempfile.TemporaryDirectory() as folder:
    found = kill_imports(Path(folder), count, seed, say)
sys.stderr.write("\n")
sys.stdout.write(
    f"{count} kills: the store was as before in {found.before}, as after in {found.after}; {found.unharmed} imports "
    "had ended first. Every next import worked, and nothing of the planted person was found.\n"
)
