"""Columns of text as the values their fields hold, with what could not be understood noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dashboard.ingest.amounts import numbers, seconds, undecided
from dashboard.ingest.cells import distinct, without_contacts
from dashboard.ingest.choices import SEGMENT
from dashboard.ingest.currencies import currencies
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import folded
from dashboard.ingest.identifying import personal_of
from dashboard.ingest.own_names import named_in, names_of
from dashboard.ingest.problems import Problems
from dashboard.ingest.profiles import Profile
from dashboard.ingest.progress import Progress
from dashboard.ingest.reading import STAFF, Column, Reading, profile_for
from dashboard.ingest.tables import ROW
from dashboard.ingest.vocabulary import words
from dashboard.ingest.words import choice, yes_no
from dashboard.practice import Practice
from dashboard.schema import FIELDS, Field

_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MADE_A_DATE: Final = rf"^(?i:\d{{1,2}}-{_MONTH}|{_MONTH}-\d{{2}})$"
_MOST_COUNTED: Final = 1e9
"""A count or a length so great is a phone number."""
_DATE_FIX: Final = "Write it as 2026-01-31 or 2026-01-31 14:05."


@dataclass(slots=True)
class Sheet:
    """A reading on its way to rows: its cells by field, and the problems and warnings met so far."""

    reading: Reading
    practice: Practice
    decimal_comma: bool | None = None
    problems: Problems = field(default_factory=Problems)
    warnings: list[str] = field(default_factory=list)
    progress: Progress | None = None
    _names: pl.Series | None = None

    @property
    def names(self) -> pl.Series:
        """Each row's person by name, empty where the file names nobody; never kept."""
        if self._names is None:
            self._names = names_of([self.cells(column) for column in self.columns("name")])
        return self._names

    @property
    def rows(self) -> pl.Series:
        """Number in the file of each row."""
        return self.reading.text[ROW]

    @property
    def profile(self) -> Profile | None:
        return profile_for(self.reading)

    def columns(self, name: str) -> list[Column]:
        """The columns taken for a field."""
        return [c for c in self.reading.columns if c.field == name and c.how != "suggested" and name != SEGMENT]

    def column(self, name: str) -> Column | None:
        """The column taken for a field, if any."""
        return next(iter(self.columns(name)), None)

    def cells(self, column: Column) -> pl.Series:
        """A column's cells, trimmed, blank markers null."""
        return self.reading.cells[column.header]

    def none(self, dtype: pl.DataType | type[pl.DataType] = pl.String) -> pl.Series:
        """A column of which nothing is known."""
        return pl.Series([None], dtype=dtype).new_from_index(0, self.reading.text.height)

    def said(self, name: str) -> pl.Series:
        """A field's cells as text; all null without a column."""
        column = self.column(name)
        return self.cells(column) if column else self.none()

    def value(self, spec: Field) -> pl.Series | None:
        """A field's values in its own type; None without a column for it."""
        if self.progress and self.reading.kind:
            fields, height = FIELDS[self.reading.kind], self.reading.text.height
            self.progress("checking", height * (fields.index(spec) + 1) // len(fields), height)
        column = self.column(spec.name)
        if column is None:
            return None
        cells = self.cells(column)
        match spec.type:
            case "moment" | "day":
                return self.moments(column, rejects=spec.name == "created_at")
            case "money" | "count":
                return self._numbers(column, cells, spec)
            case "seconds":
                lengths = seconds(cells, folded(column.header).unit)
                lengths = lengths.set((lengths >= _MOST_COUNTED).fill_null(value=False), None)
                return self._checked(column, cells, lengths, "no length of time")
            case "yes_no":
                own = self.own(spec.name)
                known = yes_no(cells, words("call_answered") | own if spec.name == "call_answered" else own)
                known = ~known if column.rule == "inverted" else known
                return self._checked(column, cells, known, "neither a yes nor a no")
            case "choice":
                return self._choice(column, cells, spec)
            case "id":
                return cells
            case _ if spec.name == "campaign_id":
                return self.named(column, cells).str.replace_all(r"^c:|^\[|\]$|\.0$", "")
            case _:
                return self.named(column, cells)

    def own(self, name: str) -> dict[str, str]:
        """Words the profile knows for a field."""
        return dict(self.profile.words.get(name, {})) if self.profile else {}

    def moments(self, column: Column, rejects: bool = False) -> pl.Series:
        """A column's dates as UTC instants; cells that are none are problems, and keep the row out if it `rejects`."""
        cells = self.cells(column)
        # a day of spend is that day, whatever zone the platform counts its days in
        utc = folded(column.header).unit in ("UTC", "GMT") and column.field not in ("period_start", "period_end")
        moments = understood(cells, self.practice.zone, self.reading.day_first, utc).moments
        self.problems.add(
            self.rows, cells.is_not_null() & moments.is_null(), column.header, cells,
            "This is no date that can be told.", _DATE_FIX, rejects,
        )  # fmt: skip
        return moments

    def named(self, column: Column, cells: pl.Series) -> pl.Series:
        """A column of names or words; somebody's own sentences, addresses and numbers are not kept."""
        staff = column.field in STAFF or column.field in _PLACES
        numbered = (column.field or "").endswith("_id")
        if not numbered and (private := personal_of(self._asked(column), cells, staff)):
            held = "what people wrote" if private == "free text" else "contact details"
            self.warnings.append(f"“{column.header}” was left out: it holds {held}.")
            return self.none()
        cleared, hits = without_contacts(cells)
        values = distinct(cleared)
        if (own := named_in(cleared, values, self.names)) is not None:
            cleared, hits = cleared.set(own, None), hits + int(own.sum())
        if hits:
            cells_said = "1 cell" if hits == 1 else f"{hits:,} cells"
            self.warnings.append(
                f"{cells_said} of “{column.header}” held a name, e-mail address or phone number of a lead and were "
                "blanked."
            )
        made = values.filter(values.str.contains(_MADE_A_DATE))
        if len(made) and column.field in (SEGMENT, "age_band"):
            self.warnings.append(
                f"“{column.header}” says {made[0]}: a spreadsheet made a date of a range such as 1-5. Export the file "
                "again and do not open it in a spreadsheet before uploading."
            )
        spaced = values.str.contains(r"\s\s|[\t\n\r]").any()
        return cleared.str.replace_all(r"\s+", " ") if spaced else cleared

    def _asked(self, column: Column) -> str:
        """The name under which a column's cells are judged: what it is taken for, not what the file calls it."""
        return column.header if column.field == SEGMENT else column.field or ""

    def segment(self, column: Column) -> pl.Series:
        """A segment's values."""
        return self.named(column, self.cells(column))

    def priced(self, column: Column, said: pl.Series, values: pl.Series, chosen: str) -> tuple[pl.Series, pl.Series]:
        """A money column's currencies, as `said`, else as the cells say, else the header's, `chosen` or the
        practice's; and its amounts without those that could be in any of several, which are problems."""
        cells = self.cells(column)
        base = folded(column.header).currency or chosen or self.practice.currency
        signs = currencies(cells, base)
        told = later(said, signs)
        several = told.n_unique() - bool(told.null_count()) > 1
        usual = base or ("" if several else next(iter(distinct(signs)), ""))
        if usual:
            told = later(told, pl.Series([usual]).new_from_index(0, len(told)))
        untold = values.is_not_null() & told.is_null() & several
        self.problems.add(
            self.rows, untold, column.header, cells,
            "The column has several currencies, and this amount names none.",
            "Write the currency, or set the practice's in the settings.",
        )  # fmt: skip
        return told, pl.select(pl.when(~untold).then(values)).to_series()

    def _numbers(self, column: Column, cells: pl.Series, spec: Field) -> pl.Series:
        values = numbers(cells, self.decimal_comma)
        if spec.type == "count":
            values = values.set((values.abs() >= _MOST_COUNTED).fill_null(value=False), None)
        if spec.type == "money" and self.decimal_comma is None and undecided(cells):
            self.warnings.append(
                f"“{column.header}” has amounts like {_example(cells)}; the dot was read as the decimal point."
            )
        spoiled = cells.str.contains(_MADE_A_DATE).fill_null(value=False)
        if spoiled.any():
            said = "A spreadsheet made a date of this number or range."
            self.problems.add(self.rows, spoiled, column.header, cells, said, "Write it as the system shows it.")
            cells = cells.set(spoiled, None)
        checked = self._checked(column, cells, values, "no number")
        return checked.round(0).cast(pl.Int64) if spec.type == "count" else checked

    def _choice(self, column: Column, cells: pl.Series, spec: Field) -> pl.Series:
        cells = without_contacts(cells)[0]
        values = choice(cells, spec.name, spec.choices, self.own(spec.name))
        missed = cells.is_not_null() & values.is_null()
        if not missed.any():
            return values
        if spec.name == "channel":
            said = ", ".join(distinct(cells.filter(missed)).head(5).to_list())
            self.warnings.append(f"Words in “{column.header}” that name no channel were counted as other: {said}.")
            return later(values, pl.select(pl.when(missed).then(pl.lit("other"))).to_series())
        return self._checked(column, cells, values, f"none of {', '.join(spec.choices)}")

    def _checked(self, column: Column, cells: pl.Series, values: pl.Series, problem: str) -> pl.Series:
        self.problems.add(
            self.rows, cells.is_not_null() & values.is_null(), column.header, cells,
            f"This is {problem}.", "Correct the cell.",
        )  # fmt: skip
        return values


_PLACES: Final = frozenset({"location", "area", "landing_page", "inbox", "ad", "offer"})
"""Fields whose words may begin with a given name and name no person: Jackson Heights, Madison Street."""


def _example(cells: pl.Series) -> str:
    return str(cells.filter(cells.str.contains(r"\.\d{3}$"))[0])


def empty(dtype: pl.DataType | type[pl.DataType], height: int) -> pl.Series:
    """A column of nulls."""
    return pl.Series([None], dtype=dtype).new_from_index(0, height)


def later(first: pl.Series, second: pl.Series) -> pl.Series:
    """The first where known, else the second."""
    return pl.DataFrame({"a": first, "b": second}).select(pl.coalesce("a", "b").alias("x"))["x"]
