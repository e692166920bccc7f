"""Killing an import at a random moment and looking at what it left."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any, Final

from dashboard.cli import main
from dashboard.store.workspace import Workspace

ROOT: Final = Path(__file__).parents[2]
PEOPLE: Final = ("Zephyrine", "Quackenbush", "zephyrine.q@planted-mail.org", "planted-mail", "(605) 555-0142",
                 "6055550142", "+16055550142", "555-0142", "terrified of needles since childhood")  # fmt: skip
"""A name, an address, a number and a remark that must not be found anywhere afterwards."""
_ROWS: Final = 3000
_SLOWER: Final = 1.05
"""How much longer an import is taken to last after each kill that hit."""


@dataclass(frozen=True)
class Tally:
    """What the kills left: the store as before or as after. `late` are imports that ended before their kill came;
    they are no kills."""

    before: int = 0
    after: int = 0
    late: int = 0

    @property
    def kills(self) -> int:
        """How many kills hit a running import."""
        return self.before + self.after


def exports(folder: Path) -> None:
    """Two exports of which every row carries the planted person's details, one of them with rejected rows."""
    folder.mkdir(parents=True)
    who = "Zephyrine,Quackenbush,zephyrine.q@planted-mail.org,(605) 555-0142,terrified of needles since childhood"
    for name, first in (("one.csv", 0), ("two.csv", _ROWS - 500)):
        lines = ["lead_id,created_at,campaign,First Name,Last Name,email,phone,Notes"]
        for number in range(first, first + _ROWS):
            lead = "6.02E+23" if number % 500 == 7 else number
            lines.append(f"{lead},2026-0{1 + number % 9}-{1 + number % 28:02} 10:00,C{number % 7},{who}")
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def seeded(workspace: Path) -> None:
    """A workspace that has one import already."""
    first = workspace.parent / "first.csv"
    first.write_text("lead_id,created_at,campaign\n1,2025-12-01 10:00,C1\n99999,2025-12-05 10:00,C2\n", "utf-8")
    imported(workspace, first)


def imported(workspace: Path, *files: Path) -> None:
    """Import the files; some of their rows may be rejected."""
    with redirect_stdout(StringIO()):
        main(["import", *map(str, files), "--workspace", str(workspace)], standalone_mode=False)


def figures(workspace: Path) -> Any:
    """What a practice sees: the leads, each with what is known of it."""
    leads = Workspace(workspace).leads()
    return leads.drop("import_id", "file", "row").sort("system", "lead_id").to_dicts()


def started(source: Path, workspace: Path, temporary: Path) -> subprocess.Popen[str]:
    """An import that is ready to begin, with a temporary folder of its own."""
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.kills.importing", str(source), str(workspace)]
    with (temporary / "log.txt").open("a") as log:
        found = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    assert found.stdout is not None
    assert found.stdout.readline() == "ready\n"
    return found


def kill_imports(folder: Path, count: int, seed: int, say: Any = None) -> Tally:
    """Kill so many running imports, each into a copy of one workspace, and check each time what is left.

    The moment is drawn anew for each within the time an import takes; one that ended first is checked too but not
    counted, and tells how long an import takes now.

    Raises AssertionError where the store is neither as before nor as after, where the next import does not work, or
    where something of the planted person is found.
    """
    source, first, temporary = folder / "exports", folder / "first" / "workspace", folder / "temporary"
    exports(source)
    temporary.mkdir()
    first.parent.mkdir()
    seeded(first)
    whole = folder / "whole"
    shutil.copytree(first, whole)
    process = started(source, whole, temporary)
    begun = time.monotonic()
    output = process.communicate()[0]
    lasted = time.monotonic() - begun
    assert "is stored" in output, output
    before, after = figures(first), figures(whole)
    assert before != after
    chance = random.Random(seed)
    tally = Tally()
    number = 0
    while tally.kills < count:
        number += 1
        workspace = folder / f"killed-{number}"
        shutil.copytree(first, workspace)
        process = started(source, workspace, temporary)
        took = killed(process, chance.uniform(0, lasted))
        found = figures(workspace)
        if took is not None:
            assert found == after
            tally, lasted = replace(tally, late=tally.late + 1), took
        else:
            assert found in (before, after), f"kill {number}: {len(found)} leads"
            left = {"before": tally.before + 1} if found == before else {"after": tally.after + 1}
            # a machine that got slower would otherwise be killed early only
            tally, lasted = replace(tally, **left), lasted * _SLOWER
        imported(workspace, *sorted(source.glob("*.csv")))
        assert figures(workspace) == after, f"the import after kill {number} went wrong"
        assert planted(workspace, temporary) == []
        shutil.rmtree(workspace)
        if say:
            say(tally)
    return tally


def killed(process: subprocess.Popen[str], moment: float) -> float | None:
    """Kill a process so many seconds after it was ready; None where it still ran, else how long it took."""
    begun = time.monotonic()
    try:
        process.wait(moment)
        took = time.monotonic() - begun
    except subprocess.TimeoutExpired:
        process.kill()
        took = time.monotonic() - begun if process.wait() >= 0 else None
    assert process.stdout is not None
    process.stdout.close()
    return took


def planted(*folders: Path) -> list[tuple[str, str]]:
    """Files below the folders that hold something of the planted person, and what."""
    needles = [(text, form) for text in PEOPLE for form in (text.lower().encode(), text.lower().encode("utf-16-le"))]
    return [
        (str(path), text)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        for data in [path.read_bytes().lower()]
        for text, form in needles
        if form in data
    ]
