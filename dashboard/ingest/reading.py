"""What a file is and how it was understood, before anything of it is kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.ingest.asking import DATED, Question, day_order, period_question
from dashboard.ingest.cells import TWO_WORDS, distinct, holds_contact, trimmed
from dashboard.ingest.choices import LEAVE_OUT, SEGMENT, Choices, Recall, Remembered
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import folded, forgetting
from dashboard.ingest.identifying import MASK, personal_of
from dashboard.ingest.leftovers import LeftOut
from dashboard.ingest.mapping import Decision, How, fields_of, kind_of, mapped
from dashboard.ingest.own_names import anybodys, names_of
from dashboard.ingest.period import Period, stated_period
from dashboard.ingest.profiles import Profile, by_name, profile_of
from dashboard.ingest.progress import Progress
from dashboard.ingest.ragged import Broken
from dashboard.ingest.segments import verdict
from dashboard.ingest.shaping import shaped, with_totals, without_descriptions, without_rows
from dashboard.ingest.tables import ROW, Table, table_of
from dashboard.ingest.unusable import UnusableFile
from dashboard.ingest.vocabulary import Rule, is_known
from dashboard.schema import CONTACT, FIELDS, KINDS, Kind

STAFF: Final = frozenset({"owner", "doctor", "first_response_by", "by", "handed_to"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field it is taken for ("segment": kept under its name, None: left
    out), up to three of its values (masked where they are somebody's), how that was decided, and a note."""

    header: str
    field: str | None
    samples: tuple[str, ...]
    how: How
    note: str = ""
    rule: Rule = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as understood. `text` holds every cell as text and `__row`, the record's number from 1,
    counted as a spreadsheet does: a cell of several lines does not shift it. `cells` are the same
    trimmed, with blank markers null. `layout` is the file's own order and spelling of the columns."""

    file: str
    digest: str
    kind: Kind | None
    profile: str | None
    encoding: str
    delimiter: str
    header_row: int | None
    columns: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    warnings: tuple[str, ...]
    signature: str
    text: pl.DataFrame
    cells: pl.DataFrame
    questions: tuple[Question, ...]
    period: Period | None
    day_first: bool | None
    layout: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> int:
        """Data rows, those that fit no header included."""
        return self.text.height + len(self.broken)

    @property
    def read(self) -> int:
        """Every record of the file but its header: rows and what was left out."""
        return self.rows + len(self.left_out)

    def header_of(self, field: str) -> str | None:
        """The header taken for a field."""
        return next((c.header for c in self.columns if c.field == field and c.how != "suggested"), None)


@forgetting
def read(
    name: str,
    data: bytes,
    choices: Choices | None = None,
    recall: Recall | None = None,
    progress: Progress | None = None,
) -> Reading:
    """What a file is and how its columns are understood; stores nothing.

    `recall` finds what was decided for a header signature; `progress` hears of each part read.
    Raises UnusableFile when the bytes hold no table with rows, or a choice names what is not there.
    """
    choices = choices or Choices()
    table = without_descriptions(table_of(data, is_known, partial(progress, "reading") if progress else None))
    if table.text.is_empty() and not table.broken:
        raise UnusableFile(without_rows(table))
    signature = signature_of(table.headers)
    known = (recall(signature) if recall else None) or Remembered()
    profile = profile_of(table.headers, choices.kind or known.kind)
    plain, noticed = shaped(table, profile)
    uniform = trimmed(plain)
    cells = {header: uniform[header] for header in table.headers}
    kind = choices.kind or known.kind or kind_of(cells, profile)
    if kind is None and table.totals.height:
        table = with_totals(table)
        uniform = trimmed(table.text.drop(ROW))
        cells = {header: uniform[header] for header in table.headers}
    _check_choices(choices, table.headers, kind)
    decisions = mapped(cells, kind, profile, choices.mapping, _recalled(known, table.headers, kind)) if kind else {}
    day_first, order_question = day_order(cells, decisions, kind, choices)
    said = []
    if order_question and known.day_first is not None:
        day_first, order_question = known.day_first, None
        first = "day" if day_first else "month"
        said = [f"Dates are read with the {first} first, as decided for these headers before."]
    period = stated_period(table.preamble, name) if choices.period is None else Period(*choices.period)
    columns = tuple(_column(header, cells[header], decisions.get(header), kind, day_first) for header in table.headers)
    names = names_of([cells[column.header].head(5000) for column in columns if column.field == "name"])
    columns = tuple(_unnamed(column, names) for column in columns)
    fields = {column.field for column in columns if column.field and column.how != "suggested"}
    questions = [q for q in (order_question, period_question(kind, fields, period)) if q is not None]
    return Reading(
        file=name,
        digest=hashlib.sha256(data).hexdigest(),
        kind=kind,
        profile=profile.name if profile else None,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=table.header_row,
        columns=columns,
        left_out=table.left_out,
        broken=table.broken,
        warnings=(*table.warnings, *noticed, *said, *_warnings(kind, columns, table, profile)),
        signature=signature,
        text=table.text,
        cells=uniform,
        questions=tuple(questions),
        period=period,
        day_first=day_first,
        layout=table.layout,
    )


def profile_for(reading: Reading) -> Profile | None:
    """The profile a reading was made with."""
    return by_name(reading.profile)


def signature_of(headers: Iterable[str]) -> str:
    """What files with these headers have in common, however they are spelled or ordered."""
    return hashlib.sha256("\x1f".join(sorted(folded(h).name for h in headers)).encode()).hexdigest()[:16]


def _recalled(known: Remembered, headers: Sequence[str], kind: Kind) -> dict[str, str]:
    """The remembered mapping by this file's headers, which may be spelled otherwise; only what the kind still has."""
    if known.kind not in (None, kind):
        return {}
    possible = fields_of(kind) | {SEGMENT, LEAVE_OUT}
    mapping = {header: field for header, field in known.mapping.items() if field in possible}
    otherwise = {folded(header).name: field for header, field in mapping.items() if header not in headers}
    found = {header: mapping.get(header, otherwise.get(folded(header).name)) for header in headers}
    return {header: field for header, field in found.items() if field is not None}


def _check_choices(choices: Choices, headers: tuple[str, ...], kind: Kind | None) -> None:
    for header, field in choices.mapping.items():
        if header not in headers:
            raise UnusableFile(f"The file has no column {header!r}; its columns are {', '.join(headers[:30])}.")
        allowed = fields_of(kind) if kind else frozenset().union(*(fields_of(k) for k in KINDS))
        if field not in allowed and field not in ("", SEGMENT):
            raise UnusableFile(f"There is no field {field!r}; choose one of {', '.join(sorted(allowed))}, or segment.")


def _column(
    header: str, cells: pl.Series, decision: Decision | None, kind: Kind | None, day_first: bool | None
) -> Column:
    staff = decision is not None and decision.field in STAFF
    private = personal_of(header, cells, staff=staff)
    if decision is not None and decision.field not in (None, SEGMENT):
        assert kind is not None
        return _field_column(header, cells, decision, kind, day_first, bool(private))
    if decision is not None and decision.field is None:
        return Column(header, None, _samples(cells, bool(private)), decision.how, "left out as chosen")
    keep, note = verdict(header, cells, private, kind)
    if decision is not None:
        keep = not private
        note = f"left out: it holds {private}" if private else ""
    field = SEGMENT if keep else None
    how: How = decision.how if decision is not None else ("segment" if keep else "dropped")
    return Column(header, field, _samples(cells, bool(private) or (not keep and _names_rows(cells))), how, note)


def _unnamed(column: Column, names: pl.Series) -> Column:
    """The column without the names of leads among its samples."""
    hidden = anybodys(pl.Series(column.samples, dtype=pl.String), names).to_list()
    return replace(column, samples=tuple(MASK if one in hidden else one for one in column.samples))


def _names_rows(cells: pl.Series) -> bool:
    """Whether a column has words of its own for every row, as names of people and firms are."""
    values = distinct(cells)
    return len(values) == len(cells) - cells.null_count() and not values.str.contains(r"^[\d\s.,:/+$€£%TZ-]*$").all()


def _field_column(
    header: str, cells: pl.Series, decision: Decision, kind: Kind, day_first: bool | None, private: bool
) -> Column:
    field = next(f for f in FIELDS[kind] if f.name == decision.field)
    note = ""
    if field.type in DATED:
        note = understood(cells.head(2000), ZoneInfo("UTC"), day_first).note if decision.rule != "inverted" else ""
    if decision.rule == "inverted":
        note = "yes means no"
    if decision.rule == "closed":
        note = f"the lead's end: {field.name} where the status says won, lost_at where it says lost. {note}"
    masked = field.name in CONTACT or (private and field.type in ("text", "choice", "id"))
    masked |= field.type not in ("text", "choice") and bool(cells.head(5000).str.contains(TWO_WORDS).any())
    return Column(header, field.name, _samples(cells, masked), decision.how, note.strip(), decision.rule)


def _samples(cells: pl.Series, masked: bool) -> tuple[str, ...]:
    values = distinct(cells.head(5000)).head(3)
    if masked:
        return (MASK,) * len(values)
    hidden = holds_contact(values)
    return tuple(MASK if hide else value[:80] for value, hide in zip(values.to_list(), hidden.to_list(), strict=True))


def _warnings(kind: Kind | None, columns: tuple[Column, ...], table: Table, profile: Profile | None) -> list[str]:
    said = [
        f"“{column.header}” looks like {column.field}; it was not used, because only you can say so."
        for column in columns
        if column.how == "suggested"
    ]
    repeated = Counter(name for name, known in table.layout if known and name.strip())
    several = [f"“{name.strip()}”" for name, count in repeated.items() if count > 1]
    if several and not profile:
        more = " ..." if len(several) > 3 else ""
        said.append(
            f"{', '.join(several[:3])}{more} heads more than one column; the first counts, the others are numbered (2) "
            "and so on, and are used where you say for what."
        )
    if kind is None:
        said.append("It is not clear whether these rows are leads, campaigns or touches; say which.")
    return said
