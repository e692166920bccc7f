"""Where a table begins: the header among the first records, and what stands before it."""

from __future__ import annotations

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

    `first` is the first record after it. `names` are as written, blanks around them included.
    """

    at: int | None
    first: int
    names: tuple[str, ...]


def is_value(cell: str | None) -> bool:
    """Whether a cell holds a number, a date, an address of some kind: what data has and headers do not."""
    return cell is not None and bool(_VALUE.fullmatch(cell.strip()))


def filled(row: Row) -> int:
    """How many cells of a record are not blank."""
    return sum(1 for cell in row if cell is not None and cell.strip())


def header_of(rows: Sequence[Row], known: Callable[[str], bool]) -> Header:
    """The header among a file's first records; `known` says whether a cell is a name some field goes by."""
    width = _table_width(rows)
    counts = [filled(row) for row in rows]
    named = [sum(known(cell) for cell in row if cell) for row in rows]
    at = _best(rows, counts, named, width)
    if at is None:
        first = next((i for i, n in enumerate(counts) if n and n >= 0.4 * width), 0)
        return Header(None, first, tuple(f"column {i + 1}" for i in range(max((len(r) for r in rows), default=0))))
    names = [cell or "" for cell in rows[at]]
    first = at + 1
    # a header whose names are known needs no second line to be understood
    understood = named[at] >= 0.5 * counts[at]
    while not understood and first < min(at + 4, len(rows)) and _second_header(rows, at, first):
        below = [cell or "" for cell in rows[first]]
        pairs = zip_longest(names, below, fillvalue="")
        names = [" ".join(part.strip() for part in pair if part.strip()) for pair in pairs]
        first += 1
    return Header(at, first, tuple(names))


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
    return first if years >= values and values < len(cells) else None


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


def _second_header(rows: Sequence[Row], at: int, below: int) -> bool:
    """Whether a record under the header continues it: words where all the data has values."""
    row, head = rows[below], rows[at]
    data = [r for r in rows[below + 1 : below + 40] if filled(r)]
    if len(data) < 3 or filled(row) < 0.5 * max(filled(head), 1):
        return False
    if [(c or "").strip() for c in row] == [(c or "").strip() for c in head]:
        return False
    if any(is_value(cell) for cell in row if cell and cell.strip()):
        return False
    if any(cell and len(cell) > 80 for cell in row):
        return False
    valued = [
        i for i in range(len(row)) if sum(is_value(r[i]) if i < len(r) else False for r in data) >= 0.9 * len(data)
    ]
    return len(valued) >= 2 and sum(bool((row[i] or "").strip()) for i in valued) >= 0.8 * len(valued)
