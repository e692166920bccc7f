"""What programs do to a whole text before anyone sees it, undone where every line shows it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_HEAD: Final = 200_000
_NEARLY_ALL: Final = 0.98
_LONG_DELIMITERS: Final = ("~|~", "|~|", "^|^", "<|>", "|;|", "||", "::", "@@", "$$", "##")
_UNIT: Final = "\x1f"
"""Stands for a delimiter of several signs, which no parser knows; it is made for that."""
_PADDED_QUOTE: Final = re.compile(rb'"[ ]+([,;\t|])(?=")')
_APPENDED: Final = re.compile(rb";+(?=\r?\n|\r?$)")
_GAP: Final = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with the damage undone, the delimiter it is written with where that has several signs, what was done."""

    data: bytes
    delimiter: str = ""
    warnings: tuple[str, ...] = ()


def mended(data: bytes) -> Mended:
    """A normalised UTF-8 text as it was before it was damaged; itself where nearly every line does not show the same.

    Known: lines quoted as a whole, semicolons appended to each line, blanks between a quote and a delimiter,
    delimiters of several signs, columns set apart by blanks alone.
    """
    lines = _head(data)
    if not lines:
        return Mended(data)
    said: list[str] = []
    if _share(lines, _is_wrapped) > 0.5 and _agree(lines):
        data = _unwrapped(data)
        lines = _head(data)
        said.append("Lines were quoted as a whole; they were read as what stands between the quotes.")
    if _share(lines, lambda line: line.endswith(";") and line.rstrip(";").count(",") > 0) >= _NEARLY_ALL:
        ends = Counter(len(line) - len(line.rstrip(";")) for line in lines)
        inside = sum(";" in line.rstrip(";") for line in lines)
        if len(ends) == 1 and inside < 0.1 * len(lines):
            data = _APPENDED.sub(b"", data)
            said.append("Every line ended in semicolons, which were left out.")
    if _share(lines, lambda line: bool(_PADDED_QUOTE.search(line.encode()))) > 0.5:
        data = _PADDED_QUOTE.sub(rb'"\1', data)
    for long in _LONG_DELIMITERS:
        if _delimits(lines, long):
            return Mended(data.replace(long.encode(), _UNIT.encode()), long, tuple(said))
    if _in_columns(lines):
        said.append("Columns are set apart by blanks alone; two blanks or more were read as the end of a cell.")
        stripped = b"\n".join(line.strip(b" ") for line in data.split(b"\n"))
        return Mended(re.sub(rb" {2,}", b"\t", stripped), "", tuple(said))
    return Mended(data, "", tuple(said))


def _head(data: bytes) -> list[str]:
    lines = data[:_HEAD].decode(errors="ignore").splitlines()
    return [line for line in (lines[:-1] if len(data) > _HEAD else lines)[:400] if line.strip()]


def _share(lines: list[str], shows: Callable[[str], bool]) -> float:
    return sum(bool(shows(line)) for line in lines) / len(lines)


def _is_wrapped(line: str) -> bool:
    """Whether a line is one quoted cell that holds cells itself: quotes inside are doubled, delimiters stand bare."""
    if len(line) < 5 or line[0] != '"' or line[-1] != '"' or not re.search(r"[,;\t]", line):
        return False
    inner = line[1:-1]
    return '"' not in inner.replace('""', "") and len(next(csv.reader([inner.replace('""', '"')]), [])) > 1


def _agree(lines: list[str]) -> bool:
    """Whether the lines, bare where they are quoted as a whole, have as many cells each under one delimiter."""
    bare = [_bare(line) for line in lines]
    widths = [Counter(len(row) for row in csv.reader(bare, delimiter=sign)).most_common(1)[0] for sign in ",;\t"]
    return any(width > 1 and rows >= 0.9 * len(lines) for width, rows in widths)


def _bare(line: str) -> str:
    return line[1:-1].replace('""', '"') if _is_wrapped(line) else line


def _unwrapped(data: bytes) -> bytes:
    return "\n".join(_bare(line.rstrip("\r")) for line in data.decode().split("\n")).encode()


def _delimits(lines: list[str], long: str) -> bool:
    """Whether every line has as many of a delimiter of several signs and none of its signs alone."""
    counts = Counter(line.count(long) for line in lines)
    many, rows = counts.most_common(1)[0]
    alone = sum(any(sign in line.replace(long, "") for sign in long) for line in lines)
    return many > 1 and rows >= 0.9 * len(lines) and len(lines) > 2 and alone <= 0.02 * len(lines)


def _in_columns(lines: list[str]) -> bool:
    """Whether lines without any delimiter have as many gaps of two blanks or more each."""
    if len(lines) < 4 or _share(lines, lambda line: bool(re.search(r"[,;\t|]", line))) > 0.02:
        return False
    widths = Counter(len(_GAP.split(line.strip())) for line in lines)
    width, rows = widths.most_common(1)[0]
    return width > 1 and rows >= _NEARLY_ALL * len(lines)
