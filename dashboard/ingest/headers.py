"""Where a table begins: the header among the first records, and what stands before it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median
from typing import Final

HEAD: Final = 120
"""Records looked at to find the header."""

_VALUE: Final = re.compile(
    r"[-+(]?\s?(?:[$€£¥]|[A-Z]{3}\s)?\s?\d[\d\s.,'’]*[)%KMkm€]?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,].*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?"
    r"|\S+@\S+\.\w+|https?://\S+|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}"
    r"|true|false|null|none|n/a|--?|\+?\d[\d\s().-]{6,}",
    re.IGNORECASE,
)

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The header's place among the records (from 0; None: the table has no header) and the names it gives.

    `first` is the first record after it. `names` are as written, blanks around them included; of a header of
    several records (`lines`) they are joined. Records between that say more of the columns are no part of it.
    """

    at: int | None
    first: int
    names: tuple[str, ...]
    lines: int = 1


def is_value(cell: str | None) -> bool:
    """Whether a cell holds a number, a date, an address of some kind: what data has and headers do not."""
    return cell is not None and bool(_VALUE.fullmatch(cell.strip()))


def filled(row: Row) -> int:
    """How many cells of a record are not blank."""
    return sum(1 for cell in row if cell is not None and cell.strip())


def header_of(rows: Sequence[Row], known: Callable[[str], bool], delimiter: str = "") -> Header:
    """The header among a file's first records; `known` says whether a cell is a name some field goes by."""
    width = _table_width(rows)
    if (other := _of_another_delimiter(rows, delimiter, width)) is not None:
        return other
    counts = [filled(row) for row in rows]
    named = [sum(known(cell) for cell in row if cell) for row in rows]
    at = _best(rows, counts, named, width)
    if at is None:
        first = next((i for i, n in enumerate(counts) if n and n >= 0.4 * width), 0)
        return Header(None, first, tuple(f"column {i + 1}" for i in range(max((len(r) for r in rows), default=0))))
    names = tuple(cell or "" for cell in rows[at])
    # a header whose names are known needs no second line to be understood
    if named[at] >= 0.5 * counts[at]:
        units = _continues(rows, at, at + 1, names) and all(len(cell or "") <= 24 for cell in rows[at + 1])
        return Header(at, at + 1 + units, names)
    begin, first = at, at + 1
    if _spans(rows, at, names):
        begin, names = at - 1, _joined(rows[at - 1], names)
    while first < min(at + 5, len(rows)) and _continues(rows, at, first, names):
        names = _joined(names, rows[first])
        first += 1
    return Header(begin, first, names, first - begin)


def _of_another_delimiter(rows: Sequence[Row], delimiter: str, width: float) -> Header | None:
    """A header with another delimiter than the table's, right above rows of values, with a word for each cell."""
    first = next((i for i, row in enumerate(rows) if filled(row) >= max(3, 0.8 * width)), 0)
    if not delimiter or not first or filled(rows[first - 1]) > 1 or not any(map(is_value, rows[first])):
        return None
    line = delimiter.join(cell or "" for cell in rows[first - 1])
    for sign in (sign for sign in ",;\t| " if sign != delimiter):
        names = next(csv.reader([line], delimiter=sign), [])
        if len(names) == len(rows[first]) and not any(is_value(name) or not name.strip() for name in names):
            return Header(first - 1, first, tuple(names))
    return None


def _joined(above: Row, below: Row) -> tuple[str, ...]:
    pairs = zip_longest(above, below, fillvalue="")
    return tuple(" ".join(part.strip() for part in pair if part and part.strip()) for pair in pairs)


def _spans(rows: Sequence[Row], at: int, names: Sequence[str]) -> bool:
    """Whether the record above the header is its first line: words over groups of columns whose names repeat."""
    above = [cell.strip() for cell in rows[at - 1] if cell and cell.strip()] if at else []
    given = [name for name in names if name.strip()]
    words = sum(not is_value(cell) or bool(re.fullmatch(r"(19|20)\d\d", cell)) for cell in above)
    return len(above) >= 2 and words == len(above) and len(rows[at - 1]) <= len(names) and len(set(given)) < len(given)


def _table_width(rows: Sequence[Row]) -> float:
    """Cells filled in a usual record of the table: the median of the fuller half."""
    counts = sorted((filled(row) for row in rows if filled(row)), reverse=True)
    return median(counts[: max(1, (len(counts) + 1) // 2)]) if counts else 0


def _best(rows: Sequence[Row], counts: list[int], named: list[int], width: float) -> int | None:
    wide = [i for i, n in enumerate(counts) if n >= max(2, 0.6 * width)] or [i for i, n in enumerate(counts) if n]
    if not wide:
        return None
    known = [i for i in wide[:25] if named[i] >= 2 and named[i] >= 0.3 * counts[i]]
    if known:
        return max(known, key=lambda i: (named[i], -i))
    first = wide[0]
    if width == 1 and max(counts) == 1:
        return None if is_value(_first_cell(rows[first])) else first
    cells = [cell for cell in rows[first] if cell and cell.strip()]
    values = sum(is_value(cell) for cell in cells)
    if values == 0 or (values < 0.5 * len(cells) and not _same_kinds(rows, first)):
        return first
    years = sum(bool(re.fullmatch(r"(19|20)\d\d", cell.strip())) for cell in cells)
    if years == values == len(cells) and _labelled(rows, first):
        return first
    if years >= values and values < len(cells):
        return first
    # a header may be shorter than the rows: words right above values
    above = [cell for cell in rows[first - 1] if cell and cell.strip()] if first else []
    return first - 1 if len(above) >= 2 and not any(map(is_value, above)) else None


def _labelled(rows: Sequence[Row], at: int) -> bool:
    """Whether a record has a blank first cell where the records after it have words: the corner of a cross table."""
    below = [row[0] for row in rows[at + 1 : at + 40] if filled(row)]
    words = sum(bool(cell and cell.strip()) and not is_value(cell) for cell in below)
    return not (rows[at][0] or "").strip() and words >= 0.8 * len(below) > 0


def _first_cell(row: Row) -> str | None:
    return next((cell for cell in row if cell and cell.strip()), None)


def _same_kinds(rows: Sequence[Row], at: int) -> bool:
    """Whether a record has values just where the records after it have: then it is one of them."""
    below = [row for row in rows[at + 1 : at + 40] if filled(row)]
    if not below:
        return False
    judged = [
        (is_value(cell), sum(is_value(row[i]) if i < len(row) else False for row in below) / len(below))
        for i, cell in enumerate(rows[at])
        if cell and cell.strip()
    ]
    return all(share > 0.5 for value, share in judged if value) and all(
        share < 0.5 for value, share in judged if not value
    )


def _continues(rows: Sequence[Row], at: int, below: int, names: Sequence[str]) -> bool:
    """Whether a record under the header goes on with it: words where the data has values, or where it has no name."""
    if below >= len(rows):
        return False
    row = [(cell or "").strip() for cell in rows[below]]
    given = [i for i, cell in enumerate(row) if cell]
    if len(given) < 2 or any(is_value(row[i]) or len(row[i]) > 80 for i in given):
        return False
    if row == [(cell or "").strip() for cell in rows[at]]:
        return False
    # the data begins where values do
    begin = next((i for i in range(below + 1, len(rows)) if any(is_value(cell) for cell in rows[i])), len(rows))
    data = [r for r in rows[begin : begin + 40] if filled(r)]
    if begin > below + 4 or len(data) < 3:
        return False
    if all(i >= len(names) or not names[i].strip() for i in given):
        return True
    valued = {i for i in range(len(names)) if _is_valued([r[i] for r in data if i < len(r)])}
    over = valued.intersection(given)
    return len(over) >= 2 and (len(over) >= 0.8 * len(valued) or (len(over) >= 3 and len(over) >= 0.5 * len(given)))


def _is_valued(cells: Row) -> bool:
    """Whether a column holds values: nine of ten cells that are not blank, and three at least."""
    there = [cell for cell in cells if cell and cell.strip()]
    return len(there) >= 3 and sum(map(is_value, there)) >= 0.9 * len(there)
