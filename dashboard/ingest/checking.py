"""A reading as rows that can be stored, and every row that cannot with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import polars as pl

from dashboard.ingest.answers import cannot_answer
from dashboard.ingest.campaigns import campaign_rows
from dashboard.ingest.choices import SEGMENT, Choices
from dashboard.ingest.conversion import Sheet
from dashboard.ingest.folding import folded, forgetting
from dashboard.ingest.identifying import personal_of
from dashboard.ingest.leads import lead_rows, system_of
from dashboard.ingest.leftovers import LeftOut
from dashboard.ingest.period import Period
from dashboard.ingest.progress import Progress
from dashboard.ingest.reading import Column, Reading
from dashboard.ingest.segments import verdict
from dashboard.ingest.touches import touch_rows
from dashboard.ingest.unusable import UnusableFile
from dashboard.practice import Practice
from dashboard.schema import SEGMENT_PREFIX, Kind

_PAST = (
    "created_at", "first_attempt_at", "first_response_at", "reached_at", "qualified_at", "consult_booked_at",
    "consult_attended_at", "procedure_booked_at", "lost_at", "last_activity_at", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """A file ready to be stored.

    `rows` has exactly `schema.stored_columns(kind)` and a column for each of `segments`; `file` is 0
    until the store numbers it. Of a campaign file `merged` rows were added into others of the same
    campaign and period. Always: read = rows + merged + rejected + left out.
    """

    file: str
    digest: str
    kind: Kind
    profile: str | None
    system: str
    mapping: Mapping[str, str]
    segments: Mapping[str, str]
    dropped: tuple[str, ...]
    rows: pl.DataFrame
    problems: pl.DataFrame
    rejected: int
    merged: int
    left_out: tuple[LeftOut, ...]
    read: int
    cannot_answer: tuple[str, ...]
    warnings: tuple[str, ...]
    through: datetime | None
    period: Period | None


@forgetting
def check(
    reading: Reading,
    practice: Practice,
    match_key: bytes,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> Checked:
    """A reading turned into rows, the practice's time zone and currency filling in what the file leaves open.

    `match_key` is the secret under which people are recognised again. Raises UnusableFile while a
    question that the import needs answered stands open.
    """
    choices = choices or Choices()
    kind = _answered(reading)
    sheet = Sheet(reading, practice, choices.decimal_comma, progress=progress)
    for broken in reading.broken:
        sheet.problems.add_row(broken.row, broken.problem, broken.fix)
    period = Period(*choices.period) if choices.period else reading.period
    segments: dict[str, str] = {}
    merged = 0
    left_out = list(reading.left_out)
    if kind == "campaigns":
        spend = campaign_rows(sheet, period, choices.currency)
        rows, merged = spend.rows, spend.added
        left_out += [LeftOut(row, why) for row, why in spend.left_out]
    else:
        rows = (
            lead_rows(sheet, period, match_key, choices.currency) if kind == "leads" else touch_rows(sheet, match_key)
        )
        if kind == "leads":
            rows, segments = _with_segments(sheet, rows)
        if sheet.problems.rejected:
            rows = rows.filter(~pl.col("row").is_in(list(sheet.problems.rejected)))
    if progress:
        progress("checking", reading.text.height, reading.text.height)
    mapping = {c.header: c.field for c in reading.columns if c.field and c.field != SEGMENT and c.how != "suggested"}
    used = {*mapping, *segments.values()}
    return Checked(
        file=reading.file,
        digest=reading.digest,
        kind=kind,
        profile=reading.profile,
        system=system_of(sheet),
        mapping=mapping,
        segments=segments,
        dropped=tuple(c.header for c in reading.columns if c.header not in used),
        rows=rows,
        problems=sheet.problems.table(),
        rejected=len(sheet.problems.rejected),
        merged=merged,
        left_out=tuple(sorted(left_out, key=lambda left: left.row)),
        read=reading.read,
        cannot_answer=cannot_answer(rows, kind),
        warnings=(*reading.warnings, *dict.fromkeys(sheet.warnings)),
        through=_through(rows),
        period=period,
    )


def _answered(reading: Reading) -> Kind:
    """The reading's kind, if nothing is left to ask.

    Raises UnusableFile with the open question.
    """
    if reading.kind is None:
        raise UnusableFile(
            "It is not clear whether these rows are leads, campaigns or touches; say which, and which column is what."
        )
    needed = [q for q in reading.questions if q.key != "period" or reading.header_of("lead_id") is None]
    if needed:
        raise UnusableFile(f"One thing must be known first. {needed[0].sentence}")
    return reading.kind


def segment_name(header: str) -> str:
    """The stored column of a segment: the same for headers that fold alike."""
    return SEGMENT_PREFIX + hashlib.sha1(folded(header).name.encode(), usedforsecurity=False).hexdigest()[:8]


def _with_segments(sheet: Sheet, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
    found: dict[str, str] = {}
    columns: dict[str, pl.Series] = {}
    for column in sheet.reading.columns:
        name = segment_name(column.header)
        if name in found or not (column.field == SEGMENT or _spared(sheet, column)):
            continue
        values = sheet.segment(column)
        if values.null_count() < len(values):
            found[name] = column.header
            columns[name] = values.alias(name)
    return rows.with_columns(**columns), found


def _spared(sheet: Sheet, column: Column) -> bool:
    """Whether a column that was suggested for a field and not confirmed can serve as a segment meanwhile."""
    if column.how != "suggested":
        return False
    cells = sheet.cells(column)
    return verdict(column.header, cells, personal_of(column.header, cells), "leads")[0]


def _through(rows: pl.DataFrame) -> datetime | None:
    """The newest moment something happened; appointments and next steps lie ahead and do not count."""
    moments = [rows[name].max() for name in _PAST if name in rows.columns]
    known = [moment for moment in moments if isinstance(moment, datetime)]
    last = rows["period_end"].max() if "period_end" in rows.columns else None
    if not known and isinstance(last, date):
        return datetime.combine(last, time(), UTC)
    return max(known, default=None)
