"""Fuzz the importer and say what came of it: `python -m tests.fuzz [MINUTES] [FOLDER]`.

It ends with 1 where an input crashed the importer, kept it longer than its limit or took more memory than its limit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tests.fuzz.again import SECONDS
from tests.fuzz.seeds import LONGEST, write_seeds

MINUTES: Final = 10.0
HANG_S: Final = 30
"""Of the clock; an input at work for longer ends the run as a hang."""
MEMORY_MB: Final = 2000
"""Of the whole process at any moment."""
GROWTH_MB: Final = 50
"""By which a process without the fuzzer may grow from the second to the third time it reads all that was found."""


def fuzz(minutes: float, folder: Path) -> dict[str, Any]:
    """Fuzz for so long; the tally. `folder` keeps the corpus and the inputs at fault."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = write_seeds(corpus)
    began = time.monotonic()
    limits = (f"-max_total_time={minutes * 60:.0f}", f"-timeout={HANG_S}", f"-rss_limit_mb={MEMORY_MB}")
    more = (
        f"-max_len={LONGEST}",
        "-len_control=0",
        f"-artifact_prefix={folder}/ended-",
        "-print_final_stats=1",
        str(corpus),
    )
    with (folder / "libfuzzer.log").open("w") as log:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.target", str(folder), *limits, *more],
            env=os.environ | {"POLARS_MAX_THREADS": "1"}, stdout=log, stderr=subprocess.STDOUT, check=False,
        ).returncode  # fmt: skip
    tally: dict[str, Any] = json.loads((folder / "tally.json").read_text("utf-8"))
    if ended:
        tally["faults"][f"the process ended with {ended}; see {folder}/libfuzzer.log"] = "ended-*"
    minutes = (time.monotonic() - began) / 60
    again = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.again", str(corpus)], capture_output=True, text=True, check=False
    )
    held = [float(word) for word in again.stdout.split()]
    if len(held) != 3 or held[2] > held[1] + GROWTH_MB:
        tally["faults"][f"reading the same inputs again took more and more memory: {held} MB"] = "corpus"
    return tally | {"seeds": seeds, "minutes": minutes, "held": held}


def main(arguments: list[str]) -> int:
    """Fuzz as asked and print the figures; what the process should end with."""
    minutes = float(arguments[0]) if arguments else MINUTES
    folder = Path(arguments[1] if len(arguments) > 1 else tempfile.mkdtemp(prefix="leadloop-fuzz-"))
    tally = fuzz(minutes, folder)
    sys.stdout.write(
        f"{tally['runs']:,.0f} inputs from {tally['seeds']} seeds in {tally['minutes']:.1f} minutes: "
        f"{tally['stored']:,.0f} could be stored, the others were refused in a sentence.\n"
        f"Slowest: {tally['slowest']:.1f} s of {SECONDS:.0f}. Memory with the fuzzer's own: "
        f"{tally['peak_mb']:.0f} MB at most, of {MEMORY_MB:,}. A process of its own held "
        f"{', '.join(f'{one:.0f}' for one in tally['held'])} MB after each of three times through all inputs kept.\n"
    )
    for kind, name in tally["faults"].items():
        sys.stdout.write(f"FAULT ({folder / name}): {kind}\n")
    return 1 if tally["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
