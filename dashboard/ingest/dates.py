"""Columns of dates as instants: how they are written is decided once for the whole column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final, Literal
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.ingest.cells import distinct, share
from dashboard.ingest.vocabulary import words
from dashboard.schema import MOMENT

Order = Literal["day first", "month first", "mixed", "ambiguous", ""]

_TIME: Final = (
    r"(?:(?:\s*,\s*|\s+at\s+|[T\s]+)(?P<H>\d{1,2})[:.h](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?P<ap>[AaPp])?(?:\.?[Mm]\.?)?\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*$"
)
_WEEKDAY: Final = r"^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
_ISO: Final = r"^(?P<y>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})" + _TIME
_SLASHED: Final = r"^(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _TIME
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
_SERIAL: Final = r"^(?:[2-6]\d{4})(?:\.\d+)?$"
_EPOCH: Final = r"^1[0-9]{9}(?:[0-9]{3})?$"


@dataclass(frozen=True, slots=True)
class Understood:
    """How a column's dates are written, and each different value's instant.

    `values` has columns value, moment (UTC), day_only. `zoned`: the values name their own zone.
    """

    order: Order
    values: pl.DataFrame
    zoned: bool
    note: str

    @property
    def share(self) -> float:
        """Share of the different values that are dates."""
        return share(self.values["moment"].is_not_null())

    def moments(self, column: pl.Series) -> pl.Series:
        """The column as instants; null where the cell is blank or no date."""
        return column.replace_strict(self.values["value"], self.values["moment"], default=None, return_dtype=MOMENT)


def slashed_order(column: pl.Series) -> Order:
    """Which of two numbers is the day, as the column's own values show; "" when none is so written."""
    parts = _extracted(_bare(distinct(column)), _SLASHED).drop_nulls("a")
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


def understood(column: pl.Series, zone: ZoneInfo, day_first: bool | None = None, utc: bool = False) -> Understood:
    """The dates of a column. `day_first` decides what the column leaves open; `utc`: a time without zone is UTC.

    Times without a zone are the practice's; of an hour that comes twice the first is taken, an
    hour that is skipped is moved on by one. Dates without a time are midnight there.
    """
    raw = distinct(column)
    home = ZoneInfo("UTC") if utc else zone
    if (quick := _plain_iso(raw, home)) is not None:
        return Understood("", quick[0], quick[1], _note(quick[0], "", None, quick[1], utc))
    bare = _bare(raw)
    order = slashed_order(column)
    first = {"day first": True, "month first": False}.get(order, day_first)
    named = _extracted(bare, _DAY_NAMED), _extracted(bare, _MONTH_NAMED)
    slashed = _extracted(bare, _SLASHED)
    forms = [
        _form(_extracted(bare, _ISO), "a", "b"),
        _slashed_form(slashed, order, first),
        _form(_with_months(named[0]), "month", "a"),
        _form(_with_months(named[1]), "month", "a"),
        _form(_extracted(bare, _COMPACT), "a", "b"),
        _month_form(bare),
    ]
    names = list(forms[0].columns)
    stacked = pl.DataFrame(
        {name: _first([form[name] for form in forms]) for name in names} | {"value": raw, "bare": bare}
    )
    local = _built(stacked)
    if _only_midnights(local, stacked["z"]):
        stacked = stacked.with_columns(pl.lit(None, pl.String).alias("z"), pl.lit(None, pl.String).alias("H"))
    zoned = stacked["z"].is_not_null() & local.is_not_null()
    moment = _instants(local, stacked["z"], home)
    moment = _first([moment, _numbers(bare, home)])
    values = pl.DataFrame({"value": raw, "moment": moment, "day_only": stacked["H"].is_null()})
    return Understood(order, values, bool(zoned.any()), _note(values, order, first, bool(zoned.any()), utc))


def _plain_iso(raw: pl.Series, zone: ZoneInfo) -> tuple[pl.DataFrame, bool] | None:
    """The usual case at once: every value 2026-01-31, 2026-01-31 14:05(:09), or the latter with Z."""
    lengths = raw.str.len_bytes()
    if raw.is_empty() or lengths.min() != lengths.max() or lengths[0] not in (10, 16, 19, 20):
        return None
    zoned = lengths[0] == 20
    if zoned and not raw.str.ends_with("Z").all():
        return None
    if zoned and raw.str.ends_with("00:00:00Z").all():
        return None
    clock = {10: "", 16: "%H:%M", 19: "%H:%M:%S", 20: "%H:%M:%SZ"}[lengths[0]]
    for between in ("T", " ") if clock else ("",):
        local = raw.str.to_datetime(f"%Y-%m-%d{between}{clock}", time_unit="us", strict=False)
        if not local.null_count():
            moment = local.to_frame("t").select(in_zone(pl.col("t"), ZoneInfo("UTC") if zoned else zone).alias("m"))[
                "m"
            ]
            days = pl.Series([not clock], dtype=pl.Boolean).new_from_index(0, len(raw))
            return pl.DataFrame({"value": raw, "moment": moment, "day_only": days}), zoned
    return None


def _only_midnights(local: pl.Series, zones: pl.Series) -> bool:
    """A column that names a zone and only ever midnight holds days, written by a program that has no type for them."""
    return len(local) >= 5 and zones.is_not_null().all() and bool((local.drop_nulls().dt.time() == time()).all())


def _bare(values: pl.Series) -> pl.Series:
    return values.str.strip_chars().str.replace(_WEEKDAY, "")


def _extracted(values: pl.Series, pattern: str) -> pl.DataFrame:
    return values.rename("v").str.extract_groups(pattern).struct.unnest()


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
    months = words("months")
    return parts.with_columns(
        pl.col("n")
        .str.to_lowercase()
        .replace_strict(_spelled(months), default=None, return_dtype=pl.String)
        .alias("month")
    )


def _spelled(months: dict[str, str]) -> dict[str, str]:
    """Month names folded and with the accents people write."""
    accented = {
        "février": "2",
        "fév": "2",
        "märz": "3",
        "mär": "3",
        "março": "3",
        "août": "8",
        "décembre": "12",
        "déc": "12",
    }
    return months | accented


def _month_form(bare: pl.Series) -> pl.DataFrame:
    parts = _with_months(_extracted(bare, _MONTH_ONLY))
    parts = parts.with_columns(
        pl.coalesce("y", pl.when(pl.col("month").is_not_null()).then("y2")).alias("y"),
        pl.coalesce("a", "month").alias("m0"),
        pl.when(pl.col("y").is_not_null() | pl.col("month").is_not_null()).then(pl.lit("1")).alias("one"),
    )
    return _form(parts, "m0", "one")


def _first(series: list[pl.Series]) -> pl.Series:
    return pl.DataFrame({str(i): s for i, s in enumerate(series)}).select(pl.coalesce(pl.all()).alias("x"))["x"]


def _built(parts: pl.DataFrame) -> pl.Series:
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


def _instants(local: pl.Series, zones: pl.Series, zone: ZoneInfo) -> pl.Series:
    frame = pl.DataFrame({"t": local, "z": zones})
    digits = pl.col("z").str.replace(":", "").str.slice(1)
    minutes = digits.str.slice(0, 2).cast(pl.Int64, strict=False).fill_null(0) * 60 + digits.str.slice(2, 2).cast(
        pl.Int64, strict=False
    ).fill_null(0)
    signed = pl.when(pl.col("z").str.starts_with("-")).then(-minutes).otherwise(minutes)
    offset = pl.when(pl.col("z").is_in(["Z", "UTC", "GMT"])).then(0).otherwise(signed)
    own = (pl.col("t") - pl.duration(minutes=offset)).dt.replace_time_zone("UTC")
    return frame.select(pl.when(pl.col("z").is_not_null()).then(own).otherwise(in_zone(pl.col("t"), zone)).alias("m"))[
        "m"
    ]


def in_zone(local: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """Local times of a zone as UTC instants; the first of two equal hours, a skipped hour moved on by one."""
    name = str(zone)
    there = local.dt.replace_time_zone(name, ambiguous="earliest", non_existent="null")
    later = local.dt.offset_by("1h").dt.replace_time_zone(name, ambiguous="earliest", non_existent="null")
    return pl.coalesce(there, later).dt.convert_time_zone("UTC").cast(MOMENT)


def _numbers(bare: pl.Series, zone: ZoneInfo) -> pl.Series:
    """Spreadsheet serials (days since 1899-12-30, local) and epoch seconds or milliseconds (UTC)."""
    frame = pl.DataFrame({"v": bare})
    number = pl.col("v").cast(pl.Float64, strict=False)
    micros = (number * 86_400).round() * 1_000_000
    serial = pl.lit(datetime(1899, 12, 30)) + pl.duration(microseconds=micros.cast(pl.Int64, strict=False))  # noqa: DTZ001
    epoch = pl.when(pl.col("v").str.len_chars() > 10).then(number * 1e3).otherwise(number * 1e6)
    return frame.select(
        pl.when(pl.col("v").str.contains(_SERIAL))
        .then(in_zone(serial.cast(pl.Datetime("us")), zone))
        .when(pl.col("v").str.contains(_EPOCH))
        .then(epoch.cast(pl.Int64, strict=False).cast(MOMENT))
        .alias("m")
    )["m"]


def _note(values: pl.DataFrame, order: Order, first: bool | None, zoned: bool, utc: bool) -> str:
    """How the dates were read, in words, with up to three examples."""
    seen = values.drop_nulls("moment").head(3)
    if seen.is_empty():
        return ""
    said = "; ".join(f"{value} is {_day(moment, day_only)}" for value, moment, day_only in seen.iter_rows())
    way = "" if not order or first is None else " Day before month." if first else " Month before day."
    where = "with their own time zone" if zoned else "in UTC" if utc else "in the practice's time zone"
    return f"Dates {where}.{way} {said}."


def _day(moment: datetime, day_only: bool) -> str:
    said = f"{moment.day} {moment:%b %Y}"
    return said if day_only else f"{said} {moment:%H:%M}"
