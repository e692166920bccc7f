"""Columns of numbers: separators, signs and units decided once for the whole column."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from dashboard.ingest.cells import distinct, replaced

_DECOR: Final = re.compile(r"[\s\u00a0\u202f'’_]|[$€£¥₹₽₩₪]|\b[A-Z]{3}\b|\b(?:Rs|kr|zł|R|CHF|US|C|A)\b\.?|[%+]")
_PHONE: Final = r"^\+\d[\d\s().-]{7,}$"
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_SPOKEN: Final = re.compile(
    r"(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?|s)?)?)?\s*(?:(\d+(?:\.\d+)?)\s*s(?:ec(?:onds?|s)?)?)?",
    re.I,
)
_GROUPED: Final = r"\d{1,3}(?:G\d{2,3})*G\d{3}(?:P\d*)?"
"""A number in groups of digits, the last of three; G is the sign between groups, P the decimal point."""
_SCALE: Final = {"K": 1e3, "M": 1e6, "B": 1e9}


def decimal_comma(values: list[str]) -> bool | None:
    """Whether a comma marks decimals in these numbers; None where they do not show it.

    12.345,67 and 1,5 do; 12,345.67 and 1,234,567 do not; 1.234 alone and 1,234 alone leave it open.
    """
    plain = [_plain(value) for value in values]
    both = [v for v in plain if "," in v and "." in v]
    if both:
        return both[0].rfind(",") > both[0].rfind(".")
    if any(re.search(r",\d{1,2}$|,\d{4,}$|^0,\d+$", v) for v in plain):
        return not any(v.count(",") > 1 for v in plain)
    if any(v.count(".") > 1 for v in plain):
        return True
    if any(v.count(",") > 1 for v in plain) or any(re.search(r"\.\d{1,2}$|\.\d{4,}$|^0\.\d+$", v) for v in plain):
        return False
    return None


def numbers(column: pl.Series, comma: bool | None = None) -> pl.Series:
    """The column's cells as numbers, null where a cell is none. `comma` answers what the column leaves open.

    Currency signs, grouping of any kind, parentheses for negatives, K, M and B, percent signs are understood.
    """
    plain = column.cast(pl.Float64, strict=False)
    if column.str.contains(_PHONE).any():
        return numbers(column.set(column.str.contains(_PHONE).fill_null(value=False), None), comma)
    if plain.null_count() == column.null_count():
        # 'nan' and 'inf' are words, not amounts
        return plain.to_frame("v").select(pl.when(pl.col("v").is_finite()).then("v").alias("v"))["v"]
    values = distinct(column).to_list()
    own = decimal_comma(values)
    by_comma = own if own is not None else bool(comma)
    return replaced(column, {value: _number(value, by_comma) for value in values}, pl.Float64)


def undecided(column: pl.Series) -> bool:
    """Whether 1.234 could be a thousand here: some cell is so written and none tells."""
    values = distinct(column).to_list()
    return decimal_comma(values) is None and any(re.fullmatch(r"-?\d{1,3}\.\d{3}", _plain(v)) for v in values)


def _plain(value: str) -> str:
    return re.sub(r"[KMBkmb()]$", "", _DECOR.sub("", value)).strip("()")


def _number(value: str, comma: bool) -> float | None:
    text = _DECOR.sub("", value)
    negative = (text.startswith("(") and text.endswith(")")) or text.startswith("-") or text.endswith("-")
    text = text.strip("()-")
    scale = 1.0
    if text and text[-1].upper() in _SCALE and text[:-1] and text[-2].isdigit():
        scale, text = _SCALE[text[-1].upper()], text[:-1]
    group, point = (".", ",") if comma else (",", ".")
    # 1,5 between amounts like 1,200.00 is no grouping, and nobody knows what it is
    if group in text and not re.fullmatch(_GROUPED.replace("G", re.escape(group)).replace("P", re.escape(point)), text):
        return None
    text = text.replace(group, "").replace(point, ".")
    if not re.fullmatch(r"\d*\.?\d+(?:[eE][+-]?\d+)?|\d+\.", text):
        return None
    return (-1 if negative else 1) * float(text) * scale


def seconds(column: pl.Series, unit: str = "") -> pl.Series:
    """Lengths of time in seconds: plain numbers (in `unit`: minutes or seconds), H:MM:SS, M:SS, '2m 30s'."""
    factor = 60.0 if unit.startswith("MIN") else 1.0
    return replaced(column, {value: _seconds(value, factor) for value in distinct(column).to_list()}, pl.Float64)


def _seconds(value: str, factor: float) -> float | None:
    text = value.strip()
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, rest = clock.groups()
        return int(hours or 0) * 3600.0 + int(minutes) * 60 + int(rest)
    number = _number(text, comma=False)
    if number is not None:
        return number * factor
    spoken = _SPOKEN.fullmatch(text)
    if spoken and any(spoken.groups()):
        hours, minutes, rest = spoken.groups()
        return int(hours or 0) * 3600.0 + int(minutes or 0) * 60 + float(rest or 0)
    return None
