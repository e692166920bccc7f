from __future__ import annotations

from dashboard.ingest import check, read
from tests.ingest.exports import KEY, NEW_YORK


def test_reading_and_checking_say_how_many_rows_are_done() -> None:
    heard: list[tuple[str, int, int]] = []

    def progress(step: str, done: int, total: int) -> None:
        heard.append((step, done, total))

    data = b"lead_id,created_at,source\n" + b"".join(b"%d,2026-03-01,Web\n" % i for i in range(30_000))
    found = check(read("leads.csv", data, progress=progress), NEW_YORK, KEY, progress=progress)
    assert found.rows.height == 30_000
    reading = [(done, total) for step, done, total in heard if step == "reading"]
    checking = [(done, total) for step, done, total in heard if step == "checking"]
    assert [total for _, total in reading] == [30_002] * len(reading)
    assert reading == sorted(reading)
    assert reading[-1][0] == 30_001
    assert len(reading) > 1
    assert checking == sorted(checking)
    assert checking[-1] == (30_000, 30_000)
