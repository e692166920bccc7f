"""A text whose quotes may not pair up, read as its writer meant it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from dashboard.ingest.dialects import Dialect

_MOST_QUOTES: Final = 60
_HIDDEN: Final = "\ue000"
_SWALLOWED: Final = 40
"""Lines; a quoted cell longer than this is a quote that was never closed."""


def tolerant(text: str, dialect: Dialect, width: int) -> tuple[list[list[str]], int]:
    """The text's records, the usual one having `width` cells, and how many lines have quotes that do not pair up."""
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    stray = at = 0
    while at < len(lines):
        source = _Counting(lines, at)
        reader = dialect.reader(source, strict=True)
        done = at
        try:
            for row in reader:
                if source.at - done > _SWALLOWED:
                    raise csv.Error("a quote that never closes")
                rows.append(row)
                done = source.at
            return rows, stray
        except csv.Error:
            rows.append(lenient(lines[done], dialect, width))
            stray += 1
            at = done + 1
    return rows, stray


class _Counting:
    """The lines from a place on, remembering how far a reader has gone."""

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines, self.at = lines, at

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def lenient(line: str, dialect: Dialect, width: int) -> list[str]:
    """The line's cells, the usual number being `width`.

    A quoted cell ends only at a quote before a delimiter or the line's end; where that does not
    give the usual number, one quote is taken literally.
    """
    text = line.rstrip("\r\n")
    cut = _cells(text, dialect)
    if len(cut) == width:
        return cut
    places = [i for i, char in enumerate(text) if char == dialect.quote][:_MOST_QUOTES] if dialect.quote else []
    for place in places:
        try:
            hidden = text[:place] + _HIDDEN + text[place + 1 :]
            cells = next(dialect.reader(iter([hidden]), strict=True), [])
        except csv.Error:
            continue
        if len(cells) == width:
            return [cell.replace(_HIDDEN, dialect.quote) for cell in cells]
    return cut


def _cells(text: str, dialect: Dialect) -> list[str]:
    delimiter, quote = dialect.delimiter, dialect.quote
    cells: list[str] = []
    at = 0
    while True:
        while dialect.padded and text[at : at + 1] == " ":
            at += 1
        end = _closing(text, at + 1, delimiter, quote) if quote and text[at : at + 1] == quote else -1
        if end >= 0:
            cells.append(text[at + 1 : end].replace(quote * 2, quote))
            at = end + 1
        else:
            stop = text.find(delimiter, at)
            stop = len(text) if stop < 0 else stop
            cells.append(text[at:stop])
            at = stop
        if at >= len(text):
            return cells
        at += 1


def _closing(text: str, at: int, delimiter: str, quote: str) -> int:
    """Where a quoted cell closes: a quote before a delimiter or the end; -1 when it never does."""
    while (at := text.find(quote, at)) >= 0:
        after = text[at + 1 : at + 2]
        if after == quote and text[at + 2 : at + 3] not in (delimiter, ""):
            at += 2
        elif after in (delimiter, ""):
            return at
        else:
            at += 1
    return -1
