"""Time a full search for leaks and for silent sources: `python -m tests.bench.searches [SIZE ...]`.

Each size runs in a process of its own over the made-up practice's leads. Beside the seconds stands the least that
could be done: touching the columns the search splits by once.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.droughts import droughts
from dashboard.metrics.leads import lead_table
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice
from tests.bench.leads import stored
from tests.bench.measured import peak_gb

SIZES = (20_000, 1_000_000, 10_000_000)
AIMS_S = {20_000: 0.5, 1_000_000: 10.0, 10_000_000: 60.0}
PART = 1_000_000
"""More leads are made and written part by part: made at once they would need more memory than their search."""


def write(folder: Path, leads: int) -> None:
    """Stored leads of the made-up practice, each part of them from a seed of its own."""
    for place, start in enumerate(range(0, leads, PART)):
        part = sample_practice(leads=min(PART, leads - start), seed=7 + place)
        stored(part.leads, "leads").write_parquet(folder / f"leads{place:03}.parquet")


def measured(folder: Path) -> dict[str, float]:
    """Seconds of each search on a coded table, wall and processor time of the first, and the peak memory in GB."""
    chosen = lead_table(pl.read_parquet(folder / "leads*.parquet"), SAMPLE_PRACTICE).slice(Filters())
    for name in chosen.table.dimensions:
        chosen.counts(chosen.table.dimension(name).axis)
    began = perf_counter()
    for name in chosen.table.dimensions:
        int(chosen.table.dimension(name).axis.codes.max())
    touched = perf_counter() - began
    began, spent = perf_counter(), process_time()
    found = find_leaks(chosen)
    leaks_s, leaks_cpu_s = perf_counter() - began, process_time() - spent
    began = perf_counter()
    silent = droughts(chosen)
    return {
        "touch": touched,
        "leaks": leaks_s,
        "leaks_cpu": leaks_cpu_s,
        "droughts": perf_counter() - began,
        "peak_gb": peak_gb(),
        "found": len(found.leaks),
        "looked_at": found.looked_at,
        "silent": len(silent),
    }


def main(sizes: list[int]) -> int:
    """Print a line a size."""
    heads = ("leads", "leaks s", "CPU s", "aim s", "droughts s", "touching s", "peak GB", "found", "looked at")
    print("".join(f"{head:>12}" for head in heads))
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            step = [sys.executable, "-m", "tests.bench.searches"]
            subprocess.run([*step, "--write", name, str(size)], check=True)
            done = subprocess.run([*step, "--measure", name], check=True, capture_output=True, text=True)
            run = json.loads(done.stdout.splitlines()[-1])
        aim = f"{AIMS_S[size]:g}" if size in AIMS_S else "-"
        cells = (f"{size:,}", f"{run['leaks']:.2f}", f"{run['leaks_cpu']:.2f}", aim, f"{run['droughts']:.2f}",
                 f"{run['touch']:.3f}", f"{run['peak_gb']:.2f}", run["found"], f"{run['looked_at']:,}")  # fmt: skip
        print("".join(f"{cell:>12}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measured(Path(sys.argv[2]))))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
