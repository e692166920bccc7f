"""Kill many imports: `python -m tests.kills [N] [SEED]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.kills.killing import Tally, kill_imports


def say(tally: Tally) -> None:
    sys.stderr.write(f"\r{tally.kills} kills: {tally.before} as before, {tally.after} as after, {tally.late} too late ")
    sys.stderr.flush()


given = [int(word) for word in sys.argv[1:3]]
count, seed = (*given, *(200, 1)[len(given) :])
with tempfile.TemporaryDirectory() as folder:
    found = kill_imports(Path(folder), count, seed, say)
sys.stderr.write("\n")
sys.stdout.write(
    f"{found.kills} kills hit a running import: the store was as before in {found.before}, as after in {found.after}. "
    f"{found.late} more came too late. Every next import worked, and nothing of the planted person was found.\n"
)
