"""What machines ask the server: whether it can answer, and how much it does. Neither tells anything of a patient."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit.runtime import Runtime

from dashboard.access import AccessError
from dashboard.store.imports import StoreError
from dashboard.store.places import records_of, rows_of
from dashboard.store.records import STATE
from dashboard.store.rows import RowTable
from dashboard.store.workspace import Workspace
from dashboard.ui.access_file import rules

_STARTED: Final = time.time()
_PROMETHEUS: Final = "text/plain; version=0.0.4; charset=utf-8"
Samples = list[tuple[Mapping[str, str], float]]
"""Values of one metric, each with its labels."""


def routes() -> list[Route]:
    """/healthz: 200 while records and rows can be reached, else 503. /metrics: counts in Prometheus' text form."""
    return [Route("/healthz", _health), Route("/metrics", _metrics)]


def _health(_: Request) -> Response:
    reached = {part: all(found.values()) for part, found in _reached().items()}
    return JSONResponse(reached, 200 if all(reached.values()) else 503, {"cache-control": "no-store"})


def _metrics(_: Request) -> Response:
    return PlainTextResponse("".join(_lines()), headers={"content-type": _PROMETHEUS, "cache-control": "no-store"})


def _lines() -> Iterator[str]:
    for name, kind, meaning, samples in _families():
        yield f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n"
        for labels, value in samples:
            said = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
            yield f"{name}{{{said}}} {value:.15g}\n" if said else f"{name} {value:.15g}\n"


def _families() -> Iterator[tuple[str, str, str, Samples]]:
    reached = _reached()
    yield (
        "leadloop_reachable",
        "gauge",
        "1 where a practice's records or rows can be reached.",
        [({"part": part, "practice": name}, ok) for part, found in reached.items() for name, ok in found.items()],
    )
    counts: Samples = []
    newest: Samples = []
    for name, folder in _practices().items():
        try:
            imports = [one for one in _opened(folder).imports() if not one.undone]
        except StoreError:
            continue
        counts.append(({"practice": name}, len(imports)))
        newest += [({"practice": name}, imports[0].at.timestamp())] if imports else []
    yield "leadloop_imports", "gauge", "Imports that count.", counts
    yield "leadloop_last_import_timestamp_seconds", "gauge", "When the newest of them was stored.", newest
    yield "leadloop_sessions", "gauge", "Browser tabs that are open now.", [({}, _sessions())]
    yield "process_start_time_seconds", "gauge", "When this process began.", [({}, _STARTED)]
    yield "process_cpu_seconds_total", "counter", "Processor time it took.", [({}, time.process_time())]
    memory = _memory()
    if memory:
        yield "process_resident_memory_bytes", "gauge", "Memory it holds.", [({}, memory)]


def _reached() -> dict[str, dict[str, bool]]:
    """For records and rows, whether each practice's can be reached. What is not there yet can be."""
    practices = _practices()
    return {
        "records": {name: _answers(_records, folder) for name, folder in practices.items()},
        "rows": {name: _answers(_rows, folder) for name, folder in practices.items()},
    }


def _records(folder: Path) -> None:
    records = records_of(folder)
    if records.exists:
        with records.reading() as connection:
            connection.execute(sa.select(STATE.c.changes)).one()


def _rows(folder: Path) -> None:
    _ = RowTable(rows_of(folder), "leads").exists


def _answers(asks: Callable[[Path], None], folder: Path) -> bool:
    try:
        asks(folder)
    except StoreError:
        return False
    return True


def _practices() -> dict[str, Path]:
    try:
        return {site.name or "practice": Path(site.folder) for site in rules().sites}
    except AccessError:
        return {}


@cache
def _opened(folder: Path) -> Workspace:
    return Workspace(folder)


def _sessions() -> int:
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def _memory() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        # only Linux tells it there
        return 0


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
