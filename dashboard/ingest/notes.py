"""Notes that a practice already keeps, as feedback: kind, text, date, campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.ingest.cells import trimmed
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import forgetting, word
from dashboard.ingest.tables import ROW, table_of
from dashboard.ingest.telling import SAID, telling, telling_number
from dashboard.ingest.unusable import UnusableFile
from dashboard.practice import Practice

NOTES: Final = {
    "row": pl.Int64,
    "kind": pl.String,
    "words": pl.String,
    "said_on": pl.Date,
    "campaign": pl.String,
    "procedure": pl.String,
    "doctor": pl.String,
    "lead_id": pl.String,
    "who": pl.String,
}
"""Columns of `Notes.rows`; row is the record's number in the file, null elsewhere: not said."""
_HEADERS: Final = {
    "kind": ("kind", "type", "category", "art"),
    "words": ("text", "words", "note", "notes", "comment", "comments", "feedback", "question", "message"),
    "said_on": ("date", "day", "when", "on", "created", "created at", "said on", "datum"),
    "campaign": ("campaign", "campaign name", "source campaign", "kampagne"),
    "procedure": ("procedure", "service", "treatment"),
    "doctor": ("doctor", "provider", "surgeon"),
    "lead_id": ("lead id", "lead", "lead number"),
    "who": ("who", "by", "author", "counselor", "user"),
}
_KINDS: Final = {
    "question": ("question", "questions", "faq", "inquiry", "frage"),
    "confusion": ("confusion", "confused", "unclear", "misunderstanding"),
    "objection": ("objection", "objections", "concern", "complaint", "barrier", "einwand"),
    "ask": ("ask", "request", "wish", "suggestion", "idea", "ask to marketing"),
    "material_missing": ("material missing", "missing material", "missing materials", "material", "materials"),
    "praise": ("praise", "compliment", "positive", "thanks", "lob"),
}
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Notes:
    """What a file of notes holds: rows with the columns of NOTES, and for each row left out why."""

    rows: pl.DataFrame
    left_out: tuple[tuple[int, str], ...]


@forgetting
def notes(data: bytes, practice: Practice, today: date, known: frozenset[str] = frozenset()) -> Notes:
    """The notes in a file's bytes. `known` are names that may be written (doctors, counselors, campaigns).

    A row that tells who a patient is, by an address, a number or a name, is left out and its words are not kept.
    Raises UnusableFile where the file holds no table or no columns for kind, text and date.
    """
    names = {word(header): field for field, headers in _HEADERS.items() for header in headers}
    table = table_of(data, lambda cell: word(cell) in names)
    found: dict[str, str] = {}
    for header in table.headers:
        found.setdefault(names.get(word(header), ""), header)
    found.pop("", None)
    missing = [field for field in ("kind", "words", "said_on") if field not in found]
    if missing:
        said = {"kind": "kind", "words": "text", "said_on": "date"}
        raise UnusableFile(
            f"No column for {' and '.join(said[field] for field in missing)}. "
            "Name the columns kind, text, date and, where you have it, campaign."
        )
    cells = trimmed(table.text.drop(ROW)).with_columns(table.text[ROW])
    kinds = {word(name): kind for kind, said in _KINDS.items() for name in said}
    days = understood(cells[found["said_on"]], practice.zone).moments
    said_on = days.dt.convert_time_zone(practice.time_zone).dt.date()
    rows, left_out = [], [(broken.row, broken.problem) for broken in table.broken]
    for cell, day in zip(cells.iter_rows(named=True), said_on, strict=True):
        row = {field: cell[header] for field, header in found.items()}
        row |= {"row": cell[ROW], "said_on": day, "kind": kinds.get(word(row["kind"] or ""))}
        why = _wrong(row, today, known)
        if why:
            left_out.append((cell[ROW], why))
        else:
            rows.append(dict.fromkeys(NOTES) | row)
    return Notes(pl.DataFrame(rows, schema=NOTES, orient="row"), tuple(sorted(left_out)))


def _wrong(row: dict[str, Any], today: date, known: frozenset[str]) -> str:
    if not row["words"]:
        return "The text is empty."
    if row["kind"] is None:
        return "The kind is none of question, confusion, objection, ask, material missing and praise."
    if row["said_on"] is None:
        return "The date cannot be read; write it as 2026-01-31."
    if row["said_on"] > today:
        return "The date lies ahead; check whether day and month are swapped."
    if len(row["words"]) > _LONGEST:
        return f"The text is longer than {_LONGEST:,} characters."
    # staff and campaigns have names, as patients do; an address none of them has
    others = " ".join(row.get(name) or "" for name in ("who", "campaign", "procedure", "doctor"))
    tell = [*telling(row["words"], today, known), *(one for one in telling(others, today) if one.kind == "email")]
    tell += filter(None, [telling_number(row.get("lead_id") or "", today)])
    return f"It holds {SAID[tell[0].kind]}; leave that out and upload the row again." if tell else ""
