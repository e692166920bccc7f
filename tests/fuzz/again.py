"""All inputs that fuzzing kept, read three times without the fuzzer: what the process holds after each.

The fuzzer's own memory grows with what it learns; what is read must not.
"""

from __future__ import annotations

import contextlib
import resource
import sys
from pathlib import Path
from typing import Final

from dashboard.ingest import Choices, UnusableFile, check, read
from dashboard.ingest.checking import Checked
from dashboard.practice import Practice
from dashboard.store.receipts import stored_rows
from dashboard.store.rows import in_stored_form

SECONDS: Final = 5.0
"""Of the processor's time, for one input."""
_KEY: Final = b"a secret of the workspace"
_NEW_YORK: Final = Practice(time_zone="America/New_York")


def through(data: bytes) -> Checked:
    """An input as it would be stored. Raises UnusableFile where it would be refused."""
    checked = check(read("export.csv", data), _NEW_YORK, _KEY, Choices())
    in_stored_form(checked.kind, stored_rows(checked, 1, 0))
    return checked


def memory_mb() -> float:
    """Memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    for _ in range(3):
        for path in sorted(Path(sys.argv[1]).iterdir()):
            with contextlib.suppress(UnusableFile):
                through(path.read_bytes())
        sys.stdout.write(f"{memory_mb():.0f} ")
