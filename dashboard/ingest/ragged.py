"""Rows with more or fewer cells than the header: which fit, which are mended, which cannot be put under it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

_FIX: Final = "An unquoted delimiter splits a cell, or one is missing; correct the row. It did not go in."
_LOOKED_AT: Final = 2000
"""Rows of the usual width that tell what each column holds."""
_CLOSELY: Final = 5000
"""Rows of another width looked at cell by cell; of more the file is of several parts and only widths are told."""
_KINDS: Final = (
    ("date", re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,].*)?")),
    ("time", re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?")),
    ("number", re.compile(r"[-+($€£¥]*\s?\d[\d\s.,'’]*[)%€]?")),
    ("address", re.compile(r"\S+@\S+\.\w+|https?://\S+")),
)

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be put under the header: its number in the file, what is wrong, what to do."""

    row: int
    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows under the header, those that are broken, and what the user should know of the rest."""

    body: pl.DataFrame
    broken: tuple[Broken, ...]
    warnings: tuple[str, ...]


def fitted(body: pl.DataFrame, columns: list[str], header_width: int, delimiter: str) -> Fitted:
    """Rows of another width than the header's put under it, where what their cells hold says how.

    `body` has `columns`, `__width` and `__row`. A longer row with cells to spare is broken, unless they are blank
    at its end, or one blank cell too many explains it; a shorter one is read as if cells were missing at its end,
    unless then a date, a number or an address would stand where the column never has one.
    """
    usual, rows = usual_width(body, header_width)
    width = usual if usual > header_width and rows > 0.5 * body.height else header_width
    said: list[str] = []
    if usual != header_width and body.height:
        kind = "more" if usual > header_width else "fewer"
        said.append(f"Most rows have {usual} cells, {kind} than the header's {header_width}; check the first columns.")
    other = pl.lit(True) if usual > width else pl.col("__width") != usual
    wrapped = pl.col(columns[0]).str.count_matches(delimiter, literal=True) >= max(width - 1, 1) if delimiter else False
    odd = body.filter(other & ((pl.col("__width") > 1) | wrapped) & ~_is_total(columns))
    kinds = _kinds(body.filter(pl.col("__width") == usual).head(_LOOKED_AT), columns[:width])
    broken: list[Broken] = []
    mended: dict[int, Cells] = {}
    quoted: dict[int, Cells] = {}
    short, long = [], []
    looked_at = odd.height <= _CLOSELY
    for *cells, row, filled_to in odd.select(*columns, "__row", "__width").iter_rows():
        written = cells[:filled_to]
        if filled_to == 1 and width > 1:
            inner = _inside(cells[0], delimiter)
            if len(inner) == width and not _misfits(inner, kinds):
                quoted[row] = inner
            continue
        spare = any(cell and cell.strip() for cell in written[width:])
        fits = not spare and (not looked_at or not _misfits(written[:width], kinds))
        if fits and filled_to < min(width, usual):
            short.append(row)
        elif fits and filled_to > max(width, usual):
            long.append(row)
        elif fits:
            continue
        elif looked_at and (rest := _without_a_blank(written, width, kinds)) is not None:
            mended[row] = rest
        else:
            broken.append(Broken(row, f"The row has {filled_to} cells, the header {width}.", _FIX))
    said += [
        f"{_rows(rows)} {what}, the first is row {rows[0]}."
        for rows, what in (
            (short, "shorter than the header; the missing cells at the end were read as blank"),
            (long, "longer than the header; the blank cells at the end were left out"),
            (list(mended), "longer than the header by a blank cell among the others, which was left out"),
            (list(quoted), "quoted as a whole and read as what stands between the quotes"),
            ([b.row for b in broken], "of another width than the header and did not go in"),
        )
        if rows
    ]
    gone = [b.row for b in broken]
    kept = body.filter(~pl.col("__row").is_in(gone)) if gone else body
    return Fitted(_put(kept.select(*columns[:width], "__row"), mended | quoted, width), tuple(broken), tuple(said))


def _inside(cell: str, delimiter: str) -> list[str]:
    """The cells of a row that was quoted as a whole; none where the cell holds lines of its own."""
    try:
        return next(csv.reader([cell], delimiter=delimiter), [])
    except csv.Error:
        return []


def usual_width(body: pl.DataFrame, header_width: int) -> tuple[int, int]:
    """Cells of most rows, lone cells aside, and how many rows have so many; the header's without any such row."""
    wide = Counter(body.filter((pl.col("__width") > 1) | (header_width < 2))["__width"].to_list())
    return max(wide.items(), key=lambda item: item[1], default=(header_width, 0))


def aligned(names: tuple[str, ...], body: pl.DataFrame, columns: list[str]) -> tuple[tuple[str, ...], str]:
    """The header's names as they stand above the rows, and what the user should know of it.

    A header one cell longer than the rows loses its one blank name; one that is a cell shorter gets a blank name
    for row numbers or row names, which some programs write without a header.
    """
    usual, rows = usual_width(body, len(names))
    if rows < 0.9 * body.height:
        return names, ""
    blanks = [at for at, name in enumerate(names) if not name.strip()]
    if usual == len(names) - 1 and len(blanks) == 1 and names[-1].strip():
        said = f"The header has a blank cell more than the rows have cells; its cell {blanks[0] + 1} was left out."
        return names[: blanks[0]] + names[blanks[0] + 1 :], said
    if usual == len(names) + 1 and not blanks and _numbers_rows(body.head(_LOOKED_AT), columns[: len(names) + 1]):
        return ("", *names), "The header has no name for the first column, which numbers or names the rows."
    return names, ""


def _numbers_rows(rows: pl.DataFrame, columns: list[str]) -> bool:
    """Whether the first column counts the rows, or has a name of its own for each where the others have numbers."""
    first = rows[columns[0]].drop_nulls().to_list()
    if len(first) < rows.height or len(set(first)) < len(first):
        return False
    kinds = _kinds(rows, columns)
    counted = first in ([str(at) for at in range(begin, begin + len(first))] for begin in (0, 1))
    return counted or (kinds[0] == "words" and all(kind == "number" for kind in kinds[1:]))


def _is_total(columns: list[str]) -> pl.Expr:
    """Whether a row calls itself a total, at its beginning or, with a blank there, anywhere: it has its own width."""
    total = [pl.col(name).fill_null("").str.contains(r"(?i)^\W*(grand |sub)?total") for name in columns]
    return total[0] | ((pl.col(columns[0]).fill_null("") == "") & pl.any_horizontal(total))


def _rows(rows: list[int]) -> str:
    return "1 row is" if len(rows) == 1 else f"{len(rows):,} rows are"


def _kind(cell: str) -> str:
    return next((name for name, form in _KINDS if form.fullmatch(cell)), "words")


def _kinds(rows: pl.DataFrame, columns: list[str]) -> list[str]:
    """What nearly all cells of each column are; "" where they are of several kinds or too few to tell."""
    found: list[str] = []
    for name in columns:
        cells = rows[name].drop_nulls().str.strip_chars()
        counts = Counter(map(_kind, cells.filter(cells != "").to_list()))
        kind, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
        found.append(kind if count >= max(3, 0.97 * counts.total()) else "")
    return found


def _misfits(cells: Cells, kinds: list[str]) -> int:
    """How many cells are of another kind than their column."""
    pairs = ((cell.strip(), kind) for cell, kind in zip(cells, kinds, strict=False) if cell and cell.strip())
    return sum(bool(kind) and _kind(cell) != kind for cell, kind in pairs)


def _without_a_blank(cells: list[str | None], width: int, kinds: list[str]) -> list[str | None] | None:
    """A row one cell too long without the one blank cell whose going puts every other under its column."""
    ends = len(cells)
    while ends > width + 1 and not (cells[ends - 1] or "").strip():
        ends -= 1
    if ends != width + 1:
        return None
    blanks = [at for at in range(ends) if not (cells[at] or "").strip()]
    fitting = {tuple(cells[:at] + cells[at + 1 : ends]) for at in blanks}
    fitting = {row for row in fitting if not _misfits(row, kinds)}
    return list(fitting.pop()) if len(fitting) == 1 and any(kinds) else None


def _put(body: pl.DataFrame, mended: dict[int, Cells], width: int) -> pl.DataFrame:
    if not mended:
        return body
    names = body.columns[:width]
    better = pl.DataFrame(
        [[row, *cells[:width]] for row, cells in mended.items()],
        schema={"__row": pl.Int64} | dict.fromkeys(names, pl.String),
        orient="row",
    )
    rest = body.filter(~pl.col("__row").is_in(list(mended)))
    return pl.concat([rest, better.select(body.columns)]).sort("__row")
