"""The ways dates are written, and their parts: year, month, day and the time's, as text."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from dashboard.ingest.cells import distinct
from dashboard.ingest.vocabulary import words

Order = Literal["day first", "month first", "mixed", "ambiguous", ""]

_ZONES: Final = {
    "EST": "-05", "EDT": "-04", "CST": "-06", "CDT": "-05", "MST": "-07", "MDT": "-06", "PST": "-08", "PDT": "-07",
    "AKST": "-09", "AKDT": "-08", "HST": "-10", "WET": "+00", "WEST": "+01", "BST": "+01", "CET": "+01", "CEST": "+02",
    "EET": "+02", "EEST": "+03", "AEST": "+10", "AEDT": "+11",
}  # fmt: skip
"""Zones that exports name, by their offsets."""
_TIME: Final = (
    r"(?:(?:\s*,\s*|\s+at\s+|[T\s]+)(?P<H>\d{1,2})[:.h](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    rf"\s*(?P<ap>[AaPp])?(?:\.?[Mm]\.?)?\s*\(?(?P<z>Z|UTC|GMT|{'|'.join(_ZONES)}|"
    r"[+-]\d{2}:?\d{2}|[+-]\d{2})?\)?)?\s*$"
)
_WEEKDAY: Final = r"^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
_ISO: Final = r"^(?P<y>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})" + _TIME
_SLASHED: Final = r"^(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _TIME
_LIKELY_SLASHED: Final = r"^\s*(?:\p{L}+[.,\s]+)?\d{1,2}[-/.]"
_DAY_NAMED: Final = (
    r"^(?P<a>\d{1,2})(?:st|nd|rd|th|\.)?[\s\-/]+(?:de\s+|of\s+)?(?P<n>\p{L}{3,10})\.?,?[\s\-/]+(?:de\s+)?"
    r"(?P<y>\d{4}|\d{2})" + _TIME
)
_MONTH_NAMED: Final = r"^(?P<n>\p{L}{3,10})\.?[\s\-]+(?P<a>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})" + _TIME
_COMPACT: Final = (
    r"^(?P<y>(?:19|20)\d{2})(?P<a>0[1-9]|1[0-2])(?P<b>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?(?P<z>Z)?)?$"
)
_MONTH_ONLY: Final = r"^(?P<y>\d{4})[-/](?P<a>0[1-9]|1[0-2])$|^(?P<n>\p{L}{3,10})[\s\-]+(?P<y2>\d{4})$"


def slashed_order(column: pl.Series) -> Order:
    """Which of two numbers is the day, as the column's own values show; "" when none is so written."""
    likely = column.filter(column.str.contains(_LIKELY_SLASHED))
    parts = _extracted(without_weekday(distinct(likely)), _SLASHED).drop_nulls("a")
    if parts.is_empty():
        return ""
    a, b = parts["a"].cast(pl.Int32), parts["b"].cast(pl.Int32)
    dotted = bool((parts["s"] == ".").all())
    day, month = bool((a > 12).any()), bool((b > 12).any())
    if day and month:
        return "mixed"
    if day or (dotted and not month):
        return "day first"
    if month:
        return "month first"
    return "ambiguous" if bool((a != b).any()) else "month first"


def date_parts(bare: pl.Series, order: Order, day_first: bool | None) -> pl.DataFrame:
    """The parts y, m, d, H, M, S, f (fraction), ap (am or pm) and z (zone) of each value; null where it is no date.

    Values are given without weekdays. Where `order` leaves open which number is the day, and
    `day_first` does not say, the value has no parts.
    """
    forms = [
        _form(_extracted(bare, _ISO), "a", "b"),
        _slashed_form(_extracted(bare, _SLASHED), order, day_first),
        _form(_with_months(_extracted(bare, _DAY_NAMED)), "month", "a"),
        _form(_with_months(_extracted(bare, _MONTH_NAMED)), "month", "a"),
        _form(_extracted(bare, _COMPACT), "a", "b"),
        _month_form(bare),
    ]
    # a form that lacks a month or a day is no date, whatever year it seems to name
    whole = [
        form.with_columns(pl.when(pl.all_horizontal(pl.col("y", "m", "d").is_not_null())).then(pl.all()))
        for form in forms
    ]
    parts = pl.select(pl.coalesce(*(form[name] for form in whole)).alias(name) for name in forms[0].columns)
    return parts.with_columns(pl.col("z").replace(_ZONES))


def without_weekday(values: pl.Series) -> pl.Series:
    """Values trimmed, without a weekday's name in front."""
    return values.str.strip_chars().str.replace(_WEEKDAY, "")


def _extracted(values: pl.Series, pattern: str) -> pl.DataFrame:
    return values.rename("v").str.extract_groups(pattern).struct.unnest()


_ACCENTED: Final = {"février": "2", "fév": "2", "févr": "2", "märz": "3", "mär": "3", "março": "3", "août": "8"} | {
    "décembre": "12",
    "déc": "12",
}
_TIME_PARTS: Final = ("H", "M", "S", "f", "ap", "z")


def _form(parts: pl.DataFrame, month: str, day: str) -> pl.DataFrame:
    """Parts under common names: y, m, d and the time's."""
    time = [pl.col(name) if name in parts.columns else pl.lit(None, pl.String).alias(name) for name in _TIME_PARTS]
    year = pl.when(pl.col("y").str.len_chars() == 2).then(pl.lit("20") + pl.col("y")).otherwise("y").alias("y")
    return parts.select(year, pl.col(month).cast(pl.String).alias("m"), pl.col(day).cast(pl.String).alias("d"), *time)


def _slashed_form(parts: pl.DataFrame, order: Order, first: bool | None) -> pl.DataFrame:
    by_day, by_month = _form(parts, "b", "a"), _form(parts, "a", "b")
    if order == "mixed":
        a, b = parts["a"].cast(pl.Int32), parts["b"].cast(pl.Int32)
        fallback = by_day if first else by_month
        certain_day, certain_month = (a > 12).fill_null(False), (b > 12).fill_null(False)
        sure = certain_day | certain_month | (a == b).fill_null(False)
        chosen = pl.DataFrame(
            {
                name: by_day[name].zip_with(certain_day, by_month[name].zip_with(certain_month, fallback[name]))
                for name in by_day.columns
            }
        )
        if first is None:
            return chosen.with_columns(pl.when(sure).then(pl.col("y")).otherwise(None).alias("y"))
        return chosen
    if order == "ambiguous" and first is None:
        return by_month.with_columns(pl.lit(None, pl.String).alias("y"))
    return by_day if first else by_month


def _with_months(parts: pl.DataFrame) -> pl.DataFrame:
    name = pl.col("n").str.to_lowercase()
    return parts.with_columns(
        name.replace_strict(words("months") | _ACCENTED, default=None, return_dtype=pl.String).alias("month")
    )


def _month_form(bare: pl.Series) -> pl.DataFrame:
    parts = _with_months(_extracted(bare, _MONTH_ONLY))
    parts = parts.with_columns(
        pl.coalesce("y", pl.when(pl.col("month").is_not_null()).then("y2")).alias("y"),
        pl.coalesce("a", "month").alias("m0"),
        pl.when(pl.col("y").is_not_null() | pl.col("month").is_not_null()).then(pl.lit("1")).alias("one"),
    )
    return _form(parts, "m0", "one")


def local_times(parts: pl.DataFrame) -> pl.Series:
    """Local times from their parts; null where the parts are no calendar date."""
    hour = pl.col("H").fill_null("0").cast(pl.Int32, strict=False)
    noon = pl.col("ap").str.to_lowercase()
    clock = (
        pl.when(noon == "p")
        .then(pl.when(hour < 12).then(hour + 12).otherwise(hour))
        .when((noon == "a") & (hour == 12))
        .then(0)
        .otherwise(hour)
    )
    text = pl.format(
        "{}-{}-{} {}:{}:{}.{}",
        pl.col("y"),
        pl.col("m").str.zfill(2),
        pl.col("d").str.zfill(2),
        clock.cast(pl.String).str.zfill(2),
        pl.col("M").fill_null("00"),
        pl.col("S").fill_null("00"),
        pl.col("f").fill_null("0").str.pad_end(6, "0").str.slice(0, 6),
    )
    return parts.select(text.str.to_datetime("%Y-%m-%d %H:%M:%S%.6f", time_unit="us", strict=False).alias("t"))["t"]
