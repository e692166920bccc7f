"""Measure every page's figures after a filter change at 100k, 1M and 10M leads: `python -m tests.bench [SIZE ...]`.

Every engine runs in a process of its own over the same files, each page first once unfiltered (opening it), then with
one doctor left out after the other. All answers are compared number by number before a time is printed. The search
for leaks and for silent sources is no work another engine offers; tests.bench.searches times it.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from math import isclose, isnan
from pathlib import Path
from typing import Any

from tests.bench import leads
from tests.bench.engines import ENGINES
from tests.bench.measured import measured, touched
from tests.bench.pages import PAGES

SIZES = (100_000, 1_000_000, 10_000_000)
OTHERS = ("duckdb", "pandas")
Runs = dict[str, dict[str, Any]]


def main(sizes: list[int]) -> int:
    """Print a table a size, and how the times grow; 1 when the engines disagree."""
    wrong = 0
    known: dict[int, Runs] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _in_its_own_process("--write", str(folder), str(size))
            runs = {engine: json.loads(_in_its_own_process("--engine", engine, str(folder))) for engine in ENGINES}
            runs["leadloop"] |= json.loads(_in_its_own_process("--touch", str(folder)))
            for other in OTHERS:
                found = differences(folder, other)
                wrong += len(found)
                print(
                    f"\n{size:,} leads: same numbers as {other}: {'yes' if not found else 'NO'}", *found[:8], sep="\n  "
                )
        known[size] = runs
        _print_pages(size, runs)
        _print_memory(runs)
    if len(known) > 1:
        _print_growth(known)
    return 1 if wrong else 0


def differences(folder: Path, other: str) -> list[str]:
    """Numbers on which an engine and Leadloop disagree."""
    ours, theirs = (pickle.loads((folder / f"{name}.pickle").read_bytes()) for name in ("leadloop", other))
    found = []
    for (page, doctor), answer in ours.items():
        for key in answer.keys() | theirs[page, doctor].keys():
            left, right = answer.get(key), theirs[page, doctor].get(key)
            if left is None or right is None or not all(_same(a, b) for a, b in zip(left, right, strict=True)):
                found.append(f"{page} without {doctor}, {key}: {left} against {right}")
    return found


def _same(left: float | None, right: float | None) -> bool:
    nothing = [number is None or isnan(number) for number in (left, right)]
    if any(nothing):
        return all(nothing)
    assert left is not None
    assert right is not None
    return isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)


def _print_pages(size: int, runs: Runs) -> None:
    ours = runs["leadloop"]
    print("Milliseconds of Leadloop, and how many times that DuckDB, pandas (by processor time) and touching take")
    print(f"{size:<16,}{'open':>8}" + "".join(f"{head:>{8 + 6 * (head in OTHERS)}}" for head in
          ("first", *OTHERS, "next", *OTHERS)) + f"{'touching':>10}")  # fmt: skip
    for name in [*PAGES, "all pages"]:
        own = _times(ours, name)
        cells = [f"{1000 * own['open']:>8.0f}"]
        for step in ("first", "next"):
            cells.append(f"{1000 * own[step]:>8.1f}")
            cells += [_times_ours(_times(runs[other], name), own, step) for other in OTHERS]
        touch = sum(ours["touch"].values()) if name == "all pages" else ours["touch"][name]
        print(f"{name:16}{''.join(cells)}{own['next'] / touch:>9.1f}x")


def _times_ours(theirs: dict[str, float], own: dict[str, float], step: str) -> str:
    spent = theirs[f"{step}_cpu"] / max(own[f"{step}_cpu"], 1e-6)
    return f"{theirs[step] / own[step]:.1f} ({spent:.1f})".rjust(14)


def _times(run: dict[str, Any], name: str) -> dict[str, float]:
    """A page's times, or those of all pages one after the other."""
    if name in run["pages"]:
        found: dict[str, float] = run["pages"][name]
        return found
    every = list(run["pages"].values())
    return {step: sum(page[step] for page in every) for step in every[0]}


def _print_memory(runs: Runs) -> None:
    ours = runs["leadloop"]
    said = [f"{engine} {run['held_gb']:.2f} (peak {run['peak_gb']:.2f})" for engine, run in runs.items()]
    times = ours["held_gb"] / ours["columns_gb"]
    print(f"GB held once every page was open: {', '.join(said)}")
    print(f"The coded columns alone are {ours['columns_gb']:.2f} GB, so Leadloop holds {times:.1f} times as much")
    print(f"It loads in {ours['load']:.1f} s")


def _print_growth(known: dict[int, Runs]) -> None:
    small, large = min(known), max(known)
    print(
        f"\nFrom {small:,} to {large:,} leads ({large / small:.0f} times the rows) Leadloop takes so many times as long"
    )
    for name in [*PAGES, "all pages"]:
        own = [_times(known[size]["leadloop"], name) for size in (small, large)]
        print(
            f"{name:16}"
            + "".join(f"{step} {own[1][step] / own[0][step]:>6.1f}   " for step in ("open", "first", "next"))
        )


def _in_its_own_process(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.splitlines()[-1] if done.stdout else ""


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["--touch"]:
        print(json.dumps(touched(Path(sys.argv[2]))))
    elif sys.argv[1:2] == ["--write"]:
        leads.write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
