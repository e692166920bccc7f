"""Measure reading and checking a lead file against polars' own reading: `python -m tests.bench.reading [ROWS]`.

Each step runs in processes of its own over the same csv of 22 canonical columns; polars reads every cell as text.
Printed are seconds by the clock, seconds of all processors together (what counts on a busy machine) and the most
memory held, each the least of several runs taken in turns, and how many times polars' figures they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

import polars as pl

from dashboard.ingest import check, read
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice
from tests.bench.measured import peak_gb

ROWS: Final = 1_000_000
RUNS: Final = 3
MOST_TIME: Final = 8
MOST_MEMORY: Final = 4
UNITS: Final = {"seconds": "seconds", "cpu": "cpu seconds", "peak_gb": "peak GB"}
COLUMNS: Final = (
    "lead_id", "created_at", "channel", "source", "campaign", "landing_page", "location", "doctor", "procedure",
    "patient_type", "owner", "first_response_at", "reached_at", "consult_booked_at", "consult_attended_at",
    "procedure_booked_at", "value", "currency", "status", "name", "email", "phone",
)  # fmt: skip


def _polars(path: Path) -> int:
    return pl.read_csv(path.read_bytes(), infer_schema=False).height


def _read(path: Path) -> int:
    return read(path.name, path.read_bytes()).rows


def _checked(path: Path) -> int:
    found = check(read(path.name, path.read_bytes()), SAMPLE_PRACTICE, b"a secret of the workspace")
    return found.rows.height + found.rejected


STEPS: Final[dict[str, Callable[[Path], int]]] = {"polars": _polars, "read": _read, "read and check": _checked}


def written(folder: Path, rows: int) -> None:
    """The made-up practice's leads as the files measured: the table alone, and between a title and a total."""
    leads = sample_practice(leads=rows).leads.select(COLUMNS)
    # every lead its own address and number, none of them a placeholder
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    phone = pl.format("({}) {}-{}", 212 + number // 10_000 % 700, 555, 1000 + number % 9000)
    own = leads.with_columns(
        pl.col("email").str.replace("@example.com", "@mail.org", literal=True), phone.alias("phone")
    )
    table = own.write_csv(datetime_format="%Y-%m-%dT%H:%M:%SZ")
    (folder / "plain.csv").write_text(table, encoding="utf-8")
    lines = ["Lead report", "All time", "", table.rstrip(), f"Total: {rows}", ""]
    (folder / "between a title and a total.csv").write_text("\n".join(lines), encoding="utf-8")


def measured(step: str, path: Path) -> dict[str, float]:
    """Seconds, seconds of all processors together, and the most memory held."""
    started, worked = perf_counter(), process_time()
    rows = STEPS[step](path)
    return {
        "rows": rows,
        "seconds": perf_counter() - started,
        "cpu": process_time() - worked,
        "peak_gb": peak_gb(),
    }


def main(rows: int) -> int:
    """Print a table a file; 1 when a step takes more than is agreed."""
    slow = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "tests.bench.reading", "--write", name, str(rows)], check=True)
        for path in sorted(folder.iterdir(), reverse=True):
            runs = [
                {step: measured_apart(step, folder / "plain.csv" if step == "polars" else path) for step in STEPS}
                for _ in range(RUNS)
            ]
            best = {step: {what: min(run[step][what] for run in runs) for what in runs[0][step]} for step in STEPS}
            base = best["polars"]
            print(f"\n{path.stem}: {rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
            print(f"{'':16}" + "".join(f"{title:>16}" for title in UNITS.values()))
            print(f"{'polars':16}" + "".join(f"{base[unit]:>16.2f}" for unit in UNITS))
            for step in ("read", "read and check"):
                times = {unit: best[step][unit] / base[unit] for unit in UNITS}
                cells = [f"{best[step][unit]:.2f} ({times[unit]:.1f}x)" for unit in UNITS]
                print(f"{step:16}" + "".join(f"{cell:>16}" for cell in cells))
                slow = slow or min(times["seconds"], times["cpu"]) > MOST_TIME or times["peak_gb"] > MOST_MEMORY
    return 1 if slow else 0


_run: Final = partial(subprocess.run, capture_output=True, text=True, check=True)


def measured_apart(step: str, path: Path) -> dict[str, float]:
    """What `measured` finds in a process of its own."""
    done = _run([sys.executable, "-m", "tests.bench.reading", "--step", step, str(path)])
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        print(json.dumps(measured(sys.argv[2], Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["--write"]:
        written(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
