"""One input after another through the importer, under atheris; what is wrong is written down and the next is tried.

Run by `python -m tests.fuzz` in a process of its own: libFuzzer ends its process when the time is up.
"""

from __future__ import annotations

import io
import json
import random
import resource
import sys
import time
import traceback
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import atheris

with atheris.instrument_imports(include=["dashboard.ingest"]):
    from dashboard.ingest import UnusableFile

from tests.fuzz.again import SECONDS, through

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Tally:
    """What came of the inputs so far. Each kind of fault is kept once, with the input that showed it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.runs = self.stored = self.slowest = 0.0
        self.faults: dict[str, str] = {}
        self._written = time.monotonic()

    def fault(self, kind: str, data: bytes) -> None:
        """Keep a fault of this kind, if it is the first."""
        if kind not in self.faults:
            path = self._folder / f"fault-{len(self.faults) + 1}"
            path.write_bytes(data)
            self.faults[kind] = path.name
            self.write()

    def write(self) -> None:
        """Write down how it stands: the process may be ended at any moment."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        said = {"peak_mb": peak, **{k: v for k, v in vars(self).items() if k[0] != "_"}}
        (self._folder / "tally.json").write_text(json.dumps(said), "utf-8")
        self._written = time.monotonic()

    def one(self, data: bytes) -> None:
        """Put one input through the importer."""
        began = time.process_time()
        try:
            self._through(data)
        except UnusableFile as refused:
            said = str(refused)
            if not said.strip() or "\n" in said or "Traceback" in said:
                self.fault(f"no sentence: {said[:80]!r}", data)
        except BaseException as error:  # a panic of Polars is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            self.fault(place_of(error), data)
        seconds = time.process_time() - began
        self.runs, self.slowest = self.runs + 1, max(self.slowest, seconds)
        if seconds > SECONDS:
            self.fault(f"slow: {seconds:.1f} s", data)
        if time.monotonic() - self._written > 5:
            self.write()

    def _through(self, data: bytes) -> None:
        checked = through(data)
        out = checked.rejected + checked.merged + len(checked.left_out)
        if checked.read != checked.rows.height + out:
            self.fault(f"does not add up: {checked.read} read, {checked.rows.height} rows, {out} not", data)
        self.stored += 1


def place_of(error: BaseException) -> str:
    """An error's kind and where in our code it came from."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "dashboard" in f.filename]
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {at}: {str(error)[:160]}"


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """The input changed a little; of an archive, what is packed in it, so that workbooks stay workbooks."""
    draw = random.Random(seed)
    if data.startswith(b"PK") and draw.random() < 0.8:
        try:
            return _repacked(data, most, draw)
        except _DAMAGE:
            pass
    return bytes(atheris.Mutate(data, most))


def _repacked(data: bytes, most: int, draw: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 10 * most:
            raise ValueError("too much is packed in it")
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    name = draw.choice(sorted(parts))
    parts[name] = bytes(atheris.Mutate(parts[name], most))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, body in parts.items():
            archive.writestr(part, body)
    return out.getvalue()[:most]


def main(folder: Path, arguments: list[str]) -> None:
    """Fuzz until libFuzzer's time is up; `folder` gets the tally and the inputs at fault."""
    tally: Any = Tally(folder)
    atheris.Setup([sys.argv[0], *arguments], tally.one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
