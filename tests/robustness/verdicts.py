"""Whether a fixture is read as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from dashboard.ingest import Checked, Reading, UnusableFile, check, read
from dashboard.practice import Practice
from tests.robustness.expectations import Expected, summary

PRACTICE = Practice(time_zone="America/New_York", currency="USD")
KEY = b"a secret of the workspace"

Word = Literal["right", "refused", "flagged", "refused wrongly", "SILENTLY DIFFERENT"]
GOOD: frozenset[Word] = frozenset({"right", "refused", "flagged"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fixture, what was expected and got, in a few words, and every difference."""

    file: str
    expected: str
    got: str
    word: Word
    differences: tuple[str, ...] = ()


def verdict_on(path: Path) -> Verdict:
    """Reads a fixture and compares it with the expectation beside it.

    'flagged' is right too: the user is asked, or told what the expectation says they must be told.
    """
    expected = Expected.beside(path)
    try:
        reading = read(path.name, path.read_bytes(), expected.choices)
        asked = next((q.sentence for q in reading.questions), "")
        if expected.asks:
            word: Word = "flagged" if expected.asks in asked else "SILENTLY DIFFERENT"
            return Verdict(path.name, expected.said, f"asks: {asked}", word)
        checked = check(reading, PRACTICE, KEY, expected.choices)
    except UnusableFile as refusal:
        right = bool(expected.refused) and str(refusal) == expected.refused
        return Verdict(path.name, expected.said, f"refused: {refusal}", "refused" if right else "refused wrongly")
    got = summary(
        checked.profile or "",
        checked.kind,
        checked.rows.height,
        Counter(left.why for left in checked.left_out),
        checked.rejected,
    )
    differences = tuple(_differences(expected, reading, checked))
    if differences:
        return Verdict(path.name, expected.said, got, "SILENTLY DIFFERENT", differences)
    return Verdict(path.name, expected.said, got, "flagged" if expected.flags else "right")


def _differences(expected: Expected, reading: Reading, checked: Checked) -> Iterator[str]:
    pairs: Mapping[str, tuple[Any, Any]] = {
        "kind": (expected.kind, checked.kind),
        "profile": (expected.profile, checked.profile or ""),
        "rows": (expected.rows, checked.rows.height),
        "left out": (dict(expected.left_out), dict(Counter(left.why for left in checked.left_out))),
        "rejected": (expected.rejected, checked.rejected),
        "merged": (expected.merged, checked.merged),
    }
    yield from (f"{what}: {want!r}, got {have!r}" for what, (want, have) in pairs.items() if want != have)
    if checked.read != checked.rows.height + checked.merged + checked.rejected + len(checked.left_out):
        yield "the receipt does not add up"
    for header, field in expected.mapping.items():
        have = checked.mapping.get(header, "")
        if have != field:
            yield f"“{header}”: {field!r}, got {have!r}"
    for at, fields in enumerate(expected.rows_hold):
        row = checked.rows.row(at, named=True) if at < checked.rows.height else {}
        yield from (
            f"row {at + 1} {name}: {want!r}, got {_plain(row.get(name))!r}"
            for name, want in fields.items()
            if _plain(row.get(name)) != want
        )
    phones = checked.rows["match_phone"].to_list() if "match_phone" in checked.rows.columns else []
    for rows in expected.same_phone:
        if len({phones[row - 1] for row in rows}) != 1 or phones[rows[0] - 1] is None:
            yield f"rows {rows} are not one person"
    yield from (f"row {row} has a phone number of somebody" for row in expected.no_phone if phones[row - 1] is not None)
    if not expected.refused and not expected.rejected and checked.problems.height:
        yield f"problems: {checked.problems['problem'].unique(maintain_order=True).to_list()}"
    told = " ".join((*checked.warnings, *checked.problems["problem"].to_list()))
    yield from (f"not told: {flag}" for flag in expected.flags if flag not in told)
    kept = {*checked.mapping, *checked.segments.values()}
    yield from (f"kept: {header}" for header in expected.dropped if header in kept)
    yield from (f"no such column: {header}" for header in expected.dropped if header not in reading.cells.columns)


def _plain(value: Any) -> Any:
    """A value as TOML can say it: nothing is "", a moment is written in UTC to the minute, a day as a day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if hasattr(value, "isoformat") else value
