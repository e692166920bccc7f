"""What one engine takes for every page, measured in a process of its own."""

from __future__ import annotations

import gc
import pickle
import resource
import statistics
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any, Final

from tests.bench.engines import ENGINES, Columns
from tests.bench.numbers import Numbers
from tests.bench.pages import PAGES

GIVEN_BACK_S: Final = 2.0
"""Within this time what an engine let go of is given back to the system."""


def measured(engine: str, folder: Path) -> dict[str, Any]:
    """Seconds to load, and of each page to open it, for the first filter and for others like it, clock and processor.

    The answers are left in the folder. `held_gb` is what the process holds once every page has been open.
    """
    started = perf_counter()
    ready = ENGINES[engine](folder)
    loaded = perf_counter() - started
    doctors = sorted({key[2] for key in ready.page("Segments", None) if key[0] == "pair" and key[2] != "(none)"})
    answers: dict[tuple[str, str | None], Numbers] = {}
    pages: dict[str, dict[str, float]] = {}
    for name in PAGES:
        taken = []
        for without in (None, *doctors):
            clock, spent = perf_counter(), process_time()
            answers[name, without] = ready.page(name, without)
            taken.append((perf_counter() - clock, process_time() - spent))
        pages[name] = {
            f"{step}{kind}": times[place]
            for place, kind in enumerate(("", "_cpu"))
            for step, times in (("open", taken[0]), ("first", taken[1]), ("next", _middle(taken[2:])))
        }
    (folder / f"{engine}.pickle").write_bytes(pickle.dumps(answers))
    del answers
    gc.collect()
    sleep(GIVEN_BACK_S)
    return {"load": loaded, "pages": pages, "held_gb": memory_gb("VmRSS"), "peak_gb": peak_gb()}


def touched(folder: Path) -> dict[str, Any]:
    """Seconds to go once through the columns each page needs, and what all columns weigh."""
    columns = Columns(folder)
    return {"touch": {name: columns.touch(name) for name in PAGES}, "columns_gb": columns.gigabytes}


def _middle(taken: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(clock for clock, _ in taken), statistics.median(spent for _, spent in taken)


def memory_gb(what: str) -> float:
    """What Linux says of this process's memory, in GB; 0 elsewhere."""
    status = Path("/proc/self/status")
    return int(status.read_text().split(f"{what}:")[1].split()[0]) / 1e6 if status.exists() else 0.0


def peak_gb() -> float:
    """The most memory this process has held, in GB."""
    # Linux hands getrusage's figure on from the parent process
    return memory_gb("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e9
