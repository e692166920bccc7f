"""Viewers who click at their own pace, and what came of each click."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.server import Server
from tests.load.known import Known
from tests.load.viewer import Viewer

GROWS = 1.1
"""The server may end with so much of the memory it had half way."""


@dataclass(slots=True)
class Load:
    """What happened, click by click."""

    alone_s: float = 0.0
    """Median seconds of a click while nobody else is there."""
    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    faults: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    """Once every viewer is there, half way and at the end."""

    @property
    def clicks(self) -> int:
        return len(self.seconds)

    @property
    def sound(self) -> bool:
        """No error, no wrong answer, no growing memory."""
        _, half, end = self.memory_mb
        return bool(self.clicks) and not self.wrong and not self.faults and end <= GROWS * half

    def waited(self, share: float) -> float:
        """Seconds within which this share of the clicks was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def loaded(server: Server, page: str, known: Known, viewers: int, seconds: float, every: float) -> Load:
    """So many viewers on one server for so long, each clicking every so many seconds."""
    return asyncio.run(_loaded(server, page, known, viewers, seconds, every))


async def _loaded(server: Server, page: str, known: Known, viewers: int, seconds: float, every: float) -> Load:
    load = Load()
    first = await Viewer.opened(server.url, page)
    await first.choose()
    alone = [await _click(load, first, known, random.Random(place)) for place in range(10)]
    load.alone_s, load.seconds = sorted(alone)[len(alone) // 2], []
    there = [await Viewer.opened(server.url, page) for _ in range(viewers)]
    for viewer in there:
        await viewer.choose()
    load.memory_mb.append(_memory_mb(server.pid))
    until = time.monotonic() + seconds
    walks = [_walk(load, one, known, random.Random(seed), until, every) for seed, one in enumerate(there)]
    await asyncio.gather(_half_way(load, server.pid, seconds / 2), *walks)
    load.memory_mb.append(_memory_mb(server.pid))
    for viewer in (first, *there):
        await viewer.leave()
    return load


async def _walk(load: Load, viewer: Viewer, known: Known, draw: random.Random, until: float, every: float) -> None:
    await asyncio.sleep(draw.uniform(0, every))
    while time.monotonic() < until:
        started = time.monotonic()
        load.seconds.append(await _click(load, viewer, known, draw))
        await asyncio.sleep(max(0.0, every - (time.monotonic() - started)))


async def _click(load: Load, viewer: Viewer, known: Known, draw: random.Random) -> float:
    """Choose another value; returns the seconds until the whole page was drawn."""
    named, value = draw.choice(sorted(known))
    started = time.monotonic()
    screen = await viewer.choose(**{named: value})
    taken = time.monotonic() - started
    load.faults += screen.faults
    load.wrong += screen.reached != known[named, value]
    return taken


async def _half_way(load: Load, pid: int, seconds: float) -> None:
    await asyncio.sleep(seconds)
    load.memory_mb.append(_memory_mb(pid))


def _memory_mb(pid: int) -> float:
    """Resident memory, read where Linux keeps it."""
    held = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024
