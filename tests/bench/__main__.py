"""Measure one page's figures after a filter change at 100k, 1M and 10M leads: `python -m tests.bench [SIZE ...]`.

Every engine runs in a process of its own over the same files, first once unfiltered (opening the page), then with
one doctor left out after the other. All answers are compared number by number before a time is printed.
"""

from __future__ import annotations

import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
from math import isclose
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench import leads
from tests.bench.engines import ENGINES, Numbers

SIZES = (100_000, 1_000_000, 10_000_000)


def measured(engine: str, folder: Path) -> dict[str, Any]:
    """Seconds to load, to open the page, for the first filter and for others like it, and the peak memory."""
    started = perf_counter()
    ready = ENGINES[engine](folder)
    loaded = perf_counter()
    answers: dict[str | None, Numbers] = {None: ready.page(None)}
    opened = perf_counter()
    doctors = sorted({key[2] for key in answers[None] if key[0] == "pair" and key[2] != "(none)"})
    times = []
    for doctor in doctors:
        before = perf_counter()
        answers[doctor] = ready.page(doctor)
        times.append(perf_counter() - before)
    (folder / f"{engine}.pickle").write_bytes(pickle.dumps(answers))
    return {
        "load": loaded - started,
        "open": opened - loaded,
        "first": times[0],
        "next": statistics.median(times[1:]),
        "peak_gb": peak_gb(),
    }


def peak_gb() -> float:
    """The most memory this process has held, in GB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands getrusage's figure on from the parent process
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e9


def differences(folder: Path, other: str) -> list[str]:
    """Numbers on which an engine and Leadloop disagree."""
    ours, theirs = (pickle.loads((folder / f"{name}.pickle").read_bytes()) for name in ("leadloop", other))
    found = []
    for doctor, answer in ours.items():
        for key in answer.keys() | theirs[doctor].keys():
            left, right = answer.get(key), theirs[doctor].get(key)
            if left is None or right is None or not all(_same(a, b) for a, b in zip(left, right, strict=True)):
                found.append(f"without {doctor}, {key}: {left} against {right}")
    return found


def _same(left: float | None, right: float | None) -> bool:
    return left is right is None or (
        left is not None and right is not None and isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    )


def main(sizes: list[int]) -> int:
    """Print a table a size; 1 when the engines disagree."""
    wrong = 0
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            leads.write(folder, size)
            runs = {engine: _in_its_own_process(engine, folder) for engine in ENGINES}
            print(f"\n{size:,} leads: one page's figures, seconds (and how many times Leadloop's)")
            print(f"{'':10}{'load':>9}{'open page':>12}{'first filter':>22}{'next filter':>22}{'peak GB':>9}")
            for engine, run in runs.items():
                ratios = {step: run[step] / runs["leadloop"][step] for step in ("first", "next")}
                cells = [f"{run[step]:.3f} ({ratios[step]:.1f}x)" for step in ("first", "next")]
                print(
                    f"{engine:10}{run['load']:>9.2f}{run['open']:>12.3f}{cells[0]:>22}{cells[1]:>22}{run['peak_gb']:>9.2f}"
                )
            for other in ("duckdb", "pandas"):
                found = differences(folder, other)
                wrong += len(found)
                print(f"same numbers as {other}: {'yes' if not found else 'NO'}", *found[:5], sep="\n  ")
    return 1 if wrong else 0


def _in_its_own_process(engine: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench", "--engine", engine, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]))))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
