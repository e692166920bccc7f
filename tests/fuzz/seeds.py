"""What the fuzzing starts from: every small fixture, exports of known systems, and hostile values as tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.hostile.values import TEXTS
from tests.ingest import exports
from tests.ingest.workbook import workbook

TESTS: Final = Path(__file__).parents[1]
LONGEST: Final = 48 * 1024
"""Bytes of one input. Odd shapes are small; what is long is timed in tests/ingest/test_limits.py."""


def write_seeds(folder: Path) -> int:
    """Put the seeds into a folder, one file each; how many they are."""
    found = {data for data in _seeds() if len(data) <= LONGEST}
    for number, data in enumerate(sorted(found)):
        (folder / f"seed-{number:04}").write_bytes(data)
    return len(found)


def _seeds() -> Iterator[bytes]:
    for place in (TESTS / "ingest" / "fixtures", TESTS / "robustness" / "problems"):
        for path in sorted(place.iterdir()):
            if path.suffix not in (".toml", ".md", ".gitattributes"):
                yield path.read_bytes()
    yield from (text.encode() for name, text in vars(exports).items() if name.isupper() and isinstance(text, str))
    for header in ("lead_id,created_at,campaign", "campaign,spend,period_start", "lead_id,at,kind"):
        rows = "".join(f'\n{number},2026-03-0{number % 9 + 1},"{text}"' for number, text in enumerate(TEXTS))
        yield (header + rows.replace("\r", " ")).encode("utf-8", "replace")
    sheet: list[list[str | int]] = [["lead_id", "created_at", "campaign"]]
    sheet += [[number, "2026-03-01 10:00", text] for number, text in enumerate(TEXTS[:12])]
    yield workbook({"Leads": sheet})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("leads.csv", exports.HUBSPOT)
    yield out.getvalue()
