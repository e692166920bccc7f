"""How a text's records are written: which delimiter, which quote, which escape."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import clevercsv

csv.field_size_limit(2**31 - 1)

_HEAD: Final = 200_000
_HEAD_LINES: Final = 400
_LONGEST: Final = 2000
"""Characters of a line that are looked at where its dialect is guessed."""
_USUAL: Final = (",", ";", "\t", "|")
_RARE: Final = ("^", "~", "\x1f", "\x01", ":", " ")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A delimiter, a quote ("" for none), an escape ("" for doubled quotes), and blanks after delimiters."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    padded: bool = False

    def reader(self, lines: Iterator[str], strict: bool = False) -> Iterator[list[str]]:
        """The records of the lines, cell by cell."""
        return csv.reader(
            lines,
            delimiter=self.delimiter or "\x00",
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            doublequote=True,
            skipinitialspace=self.padded,
            strict=strict,
        )


def dialect_of(data: bytes) -> Dialect:
    """The dialect of a text in UTF-8, told from its first lines."""
    lines = _head(data)
    found = _stated(lines) or _plain(lines) or _guessed(lines)
    return _with_padding(lines, _with_escape(lines, found))


def _head(data: bytes) -> list[str]:
    lines = list(io.StringIO(data[:_HEAD].decode(errors="ignore"), newline=""))
    return lines[: min(_HEAD_LINES, len(lines) - 1)] if len(data) > _HEAD and len(lines) > 1 else lines[:_HEAD_LINES]


def _stated(lines: list[str]) -> Dialect | None:
    """Excel's own first line `sep=;`."""
    found = re.fullmatch(r'"?sep=(.)"?\s*', lines[0]) if lines else None
    return Dialect(found.group(1)) if found else None


def _plain(lines: list[str]) -> Dialect | None:
    """The one usual delimiter that gives (nearly) every record of two or more cells the same width.

    Where two would do, the one whose cells look more like values wins, else the wider table.
    """
    quotes = ["'"] if _single_quoted(lines) else ['"']
    scored = [
        (consistency, _typed(records), width, dialect)
        for dialect in (Dialect(delimiter, quote) for delimiter in _USUAL for quote in quotes)
        for records in [_records(lines, dialect)]
        for consistency, width in [_consistency(records)]
        if consistency >= 0.5 and width > 1
    ]
    if not scored:
        return None
    best = max(scored, key=lambda s: (round(s[0], 1), round(s[1], 1), s[2]))
    return best[3] if best[0] >= 0.9 or (len(scored) == 1 and best[0] >= 0.7) else None


def _consistency(records: list[list[str]]) -> tuple[float, int]:
    """Share of the records that have the commonest width of more than one cell, and that width."""
    widths = Counter(len(record) for record in records if any(record))
    wide = Counter({width: n for width, n in widths.items() if width > 1})
    if not wide:
        return 0.0, 1
    width, rows = max(wide.items(), key=lambda item: (item[1], item[0]))
    return rows / sum(widths.values()), width


_VALUE: Final = re.compile(
    r"""^\s*(?:[-+(]?[$€£¥]?\s?\d[\d\s.,'%)]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\S+@\S+\.\w+|https?://\S+|"""
    r"""[\w .()'&/+-]{1,40})?\s*$"""
)


def usual_width(data: bytes, dialect: Dialect) -> int:
    """Cells of most records at the beginning of a text in UTF-8."""
    return _consistency(_records(_head(data), dialect))[1]


def _typed(records: list[list[str]]) -> float:
    cells = [cell for record in records for cell in record]
    return sum(bool(_VALUE.match(cell)) for cell in cells) / len(cells) if cells else 0.0


def _single_quoted(lines: list[str]) -> bool:
    """Single quotes enclose cells where they stand at both edges of cells in more lines than double quotes do."""
    single, double = (
        sum(bool(re.search(rf"(?:^|[,;\t|])\s?{q}(?:[^{q}]|{q}{q})*{q}(?=[,;\t|]|\s*$)", line)) for line in lines)
        for q in ("'", '"')
    )
    return single > double and single > 0.1 * len(lines)


def _records(lines: list[str], dialect: Dialect) -> list[list[str]]:
    try:
        return list(dialect.reader(iter(lines)))
    except csv.Error:
        return []


def _guessed(lines: list[str]) -> Dialect:
    """What clevercsv makes of the head, where the usual delimiters do not give one clear table."""
    for rare in _RARE:
        consistency, width = _consistency(_records(lines, Dialect(rare)))
        if consistency > 0.98 and width > 2 and len(lines) > 3:
            return Dialect(rare)
    # what looks at every pair of places in a line takes minutes for one that never ends
    sample = "".join(line[:_LONGEST] for line in lines[:100])[:20_000]
    try:
        found = clevercsv.Detector().detect(sample)
    except (clevercsv.exceptions.NoDetectionResult, ValueError):
        found = None
    delimiter = found.delimiter if found is not None else ""
    quote = '"' if '"' in sample else ""
    if delimiter in _USUAL or (delimiter in _RARE and _consistency(_records(lines, Dialect(delimiter)))[0] > 0.9):
        return Dialect(delimiter, (found.quotechar if found else "") or quote or '"', "")
    wide = [(_consistency(_records(lines, Dialect(d)))[0], d) for d in _USUAL]
    best = max(wide)
    return Dialect(best[1]) if best[0] > 0 else Dialect("\x00", '"')


def _with_escape(lines: list[str], dialect: Dialect) -> Dialect:
    """A backslash escapes where it stands before quotes or delimiters inside cells and that mends the widths."""
    text = "".join(lines)
    marks = [mark for mark in (dialect.quote, dialect.delimiter) if mark and f"\\{mark}" in text]
    if not marks:
        return dialect
    escaped = Dialect(dialect.delimiter, dialect.quote, "\\")
    plain, mended = _consistency(_records(lines, dialect)), _consistency(_records(lines, escaped))
    # where both give one width, a text that never doubles a quote within a cell escapes it
    doubled = re.search(rf"[^{re.escape(dialect.delimiter)}\r\n\\]{dialect.quote * 2}|{dialect.quote * 2}\w", text)
    same = mended == plain and dialect.quote in marks and not doubled
    return escaped if mended[0] > plain[0] or same else dialect


def _with_padding(lines: list[str], dialect: Dialect) -> Dialect:
    """Blanks after delimiters are no part of the cells where they stand before quotes."""
    if dialect.quote and any(f"{dialect.delimiter} {dialect.quote}" in line for line in lines):
        return Dialect(dialect.delimiter, dialect.quote, dialect.escape, padded=True)
    return dialect
