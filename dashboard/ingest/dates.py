"""Columns of dates as instants: how they are written is decided once for the whole column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from dashboard.ingest.cells import distinct, share
from dashboard.ingest.date_forms import Order, date_parts, local_times, slashed_order, without_weekday
from dashboard.schema import MOMENT

_SERIAL: Final = r"^(?:[2-6]\d{4})(?:\.\d+)?$"
_SHOWN: Final = 1000
"""Cells of a clean column from which its examples are taken."""
_OWN_ZONE: Final = "with their own time zone"
_EPOCH: Final = r"^1[0-9]{9}(?:[0-9]{3})?$"


@dataclass(frozen=True, slots=True)
class Understood:
    """How a column's dates are written, and each different value's instant.

    `values` has columns value, moment (UTC), day_only. `zoned`: the values name their own zone.
    `moments` is the column as instants; null where the cell is blank or no date.
    """

    order: Order
    values: pl.DataFrame
    zoned: bool
    note: str
    moments: pl.Series

    @property
    def share(self) -> float:
        """Share of the different values that are dates."""
        return share(self.values["moment"].is_not_null())


def understood(column: pl.Series, zone: ZoneInfo, day_first: bool | None = None, utc: bool = False) -> Understood:
    """The dates of a column. `day_first` decides what the column leaves open; `utc`: a time without zone is UTC.

    Times without a zone are the practice's; of an hour that comes twice the first is taken, an
    hour that is skipped is moved on by one. Dates without a time are midnight there.
    """
    home = ZoneInfo("UTC") if utc else zone
    if (plain := _plain_iso(column, home)) is not None:
        moments, day_only, own_zone = plain
        shown = pl.DataFrame({"value": column, "moment": moments}).drop_nulls("value").head(_SHOWN)
        values = shown.unique("value", maintain_order=True).with_columns(day_only=day_only)
        return Understood("", values, own_zone, _note(values, "", None, own_zone, utc), moments)
    raw = distinct(column)
    bare = without_weekday(raw)
    order = slashed_order(column)
    first = {"day first": True, "month first": False}.get(order, day_first)
    stacked = date_parts(bare, order, first)
    local = local_times(stacked)
    if _only_midnights(local, stacked["z"]):
        stacked = stacked.with_columns(pl.lit(None, pl.String).alias("z"), pl.lit(None, pl.String).alias("H"))
    zoned = stacked["z"].is_not_null() & local.is_not_null()
    moment = _instants(local, stacked["z"], home)
    moment = pl.select(pl.coalesce(moment, _numbers(bare, home))).to_series()
    values = pl.DataFrame({"value": raw, "moment": moment, "day_only": stacked["H"].is_null()})
    moments = column.replace_strict(raw, moment, default=None, return_dtype=MOMENT)
    note = _note(values, order, first, bool(zoned.any()), utc)
    if (local.is_not_null() & ~zoned).any():
        note = note.replace(_OWN_ZONE, "with their own time zone where they name one, else in the practice's")
    return Understood(order, values, bool(zoned.any()), note, moments)


def _plain_iso(column: pl.Series, zone: ZoneInfo) -> tuple[pl.Series, bool, bool] | None:
    """The usual case at once: every value 2026-01-31, 2026-01-31 14:05(:09), or the latter with Z.

    The instants, whether they are days, and whether the values name their own zone.
    """
    lengths = column.str.len_bytes()
    shortest, length = lengths.min(), lengths.max()
    if shortest != length or not isinstance(length, int) or length not in (10, 16, 19, 20):
        return None
    zoned = length == 20
    if zoned and (not column.str.ends_with("Z").all() or column.str.ends_with("00:00:00Z").all()):
        return None
    clock = {10: "", 16: "%H:%M", 19: "%H:%M:%S", 20: "%H:%M:%SZ"}[length]
    for between in ("T", " ") if clock else ("",):
        form = f"%Y-%m-%d{between}{clock}"
        local = column.str.to_datetime(form, time_unit="us", strict=False)
        if local.null_count() == column.null_count():
            return _there(local, ZoneInfo("UTC") if zoned else zone), not clock, zoned
    return None


def _there(local: pl.Series, zone: ZoneInfo) -> pl.Series:
    if str(zone) == "UTC":
        return local.dt.replace_time_zone("UTC").cast(MOMENT)
    return local.to_frame("t").select(in_zone(pl.col("t"), zone).alias("m"))["m"]


def _only_midnights(local: pl.Series, zones: pl.Series) -> bool:
    """A column that names a zone and only ever midnight holds days, written by a program that has no type for them."""
    return len(local) >= 5 and zones.is_not_null().all() and bool((local.drop_nulls().dt.time() == time()).all())


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
    where = _OWN_ZONE if zoned else "in UTC" if utc else "in the practice's time zone"
    return f"Dates {where}.{way} {said}."


def _day(moment: datetime, day_only: bool) -> str:
    said = f"{moment.day} {moment:%b %Y}"
    return said if day_only else f"{said} {moment:%H:%M}"
