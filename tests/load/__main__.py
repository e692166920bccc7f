"""Fifty viewers click filters for five minutes: `python -m tests.load [--viewers 50] [--minutes 5] [--leads 100000]`.

Every answer is held against the one known beforehand for the filter its viewer chose. Ends with 1 on any fault.
"""
# ruff: noqa: T201 (a script that a person runs and watches)

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.browser.server import Server
from tests.load.known import busy_practice, known_answers
from tests.load.run import Load, loaded

PAGE = "funnel"


def main() -> int:
    """Print what the viewers saw, how long they waited and what the server grew by."""
    asked = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    asked.add_argument("--viewers", type=int, default=50)
    asked.add_argument("--minutes", type=float, default=5.0)
    asked.add_argument("--leads", type=int, default=100_000)
    asked.add_argument("--every", type=float, default=10.0, help="seconds between two clicks of a viewer (10)")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = busy_practice(folder / "workspace", given.leads)
        known = known_answers(workspace)
        server = Server(folder / "workspace", folder / "server.log")
        try:
            load = loaded(server, PAGE, known, given.viewers, given.minutes * 60, given.every)
        finally:
            server.stop()
    print(_told(load, given.viewers, given.leads))
    return 0 if load.sound else 1


def _told(load: Load, viewers: int, leads: int) -> str:
    return "\n".join(
        (
            f"{viewers} viewers at {leads:,} leads: {load.clicks:,} clicks, {len(load.faults)} errors, "
            f"{load.wrong} wrong answers",
            f"seconds to the whole page: median {load.waited(0.5):.2f}, 95 % within {load.waited(0.95):.2f}, "
            f"slowest {load.waited(1.0):.2f}; one viewer alone {load.alone_s:.2f}",
            f"memory of the server: {load.memory_mb[0]:,.0f} MB after every viewer's first page, "
            f"{load.memory_mb[1]:,.0f} MB half way, {load.memory_mb[2]:,.0f} MB at the end",
            *load.faults[:5],
        )
    )


if __name__ == "__main__":
    sys.exit(main())
