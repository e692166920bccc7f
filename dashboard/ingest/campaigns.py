"""Rows of campaign spend from a sheet, summed to one row a campaign and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.ingest.conversion import Sheet, empty, later
from dashboard.ingest.folding import folded
from dashboard.ingest.leftovers import TOTAL
from dashboard.ingest.period import Period
from dashboard.schema import CAMPAIGN, stored_columns

_KEY: Final = ("platform", "account", "campaign", "campaign_id", "period_start", "period_end", "currency")
_SUMMED: Final = ("spend", "impressions", "clicks", "platform_leads")


@dataclass(frozen=True, slots=True)
class Spend:
    """Campaign rows with exactly the stored columns, and how many rows of the file were added into others."""

    rows: pl.DataFrame
    added: int
    left_out: tuple[tuple[int, str], ...] = ()


def campaign_rows(sheet: Sheet, period: Period | None, currency: str) -> Spend:
    """The file's spend, one row for each platform, account, campaign, period and currency; rejected rows are gone."""
    height = sheet.reading.text.height
    types = stored_columns("campaigns")
    known: dict[str, pl.Series] = {}
    for spec in CAMPAIGN:
        values = None if spec.type == "day" else sheet.value(spec)
        known[spec.name] = empty(types[spec.name], height) if values is None else values.cast(types[spec.name])
    known |= _days(sheet, period)
    for name, text in (sheet.profile.constants if sheet.profile else {}).items():
        known[name] = later(known[name], pl.Series([text]).new_from_index(0, height))
    if (paid := sheet.column("spend")) is not None:
        known["currency"], known["spend"] = sheet.priced(paid, known["currency"], known["spend"], currency)
    known["file"] = pl.Series([0], dtype=pl.Int32).new_from_index(0, height)
    known["row"] = sheet.rows
    table = pl.DataFrame({name: known[name].cast(dtype).alias(name) for name, dtype in types.items()})
    table, totals = _without_totals(sheet, table)
    _undated(sheet, table)
    table = table.filter(~pl.col("row").is_in(list(sheet.problems.rejected)))
    summed = (
        table.group_by(_KEY, maintain_order=True)
        .agg(
            *(pl.when(pl.col(n).is_not_null().any()).then(pl.col(n).sum()).alias(n) for n in _SUMMED),
            *(pl.col(n).drop_nulls().first() for n in types if n not in _KEY and n not in _SUMMED and n != "row"),
            pl.col("row").min(),
        )
        .select(types.keys())
    )
    return Spend(summed, table.height - summed.height, totals)


def _days(sheet: Sheet, period: Period | None) -> dict[str, pl.Series]:
    """First and last day of each row: its own columns', a day, week or month by the header's name, else the file's."""
    height = sheet.reading.text.height
    start, end = sheet.column("period_start"), sheet.column("period_end")
    zone = sheet.practice.zone
    if start is None:
        first, last = (period.first, period.last) if period else (None, None)
        return {
            "period_start": pl.Series([first], dtype=pl.Date).new_from_index(0, height),
            "period_end": pl.Series([last], dtype=pl.Date).new_from_index(0, height),
        }
    day = sheet.moments(start, rejects=True).dt.convert_time_zone(str(zone)).dt.date()
    if end is not None:
        until = sheet.moments(end, rejects=True).dt.convert_time_zone(str(zone)).dt.date()
        own = folded(start.header).name in ("day", "byday", "date")
        return {"period_start": day, "period_end": day if own else until}
    name = folded(start.header).name
    months = name == "month" or bool(
        sheet.cells(start).drop_nulls().str.contains(r"^\d{4}-\d{2}$|^\p{L}{3,9} \d{4}$").all()
    )
    if months:
        return {"period_start": day.dt.month_start(), "period_end": day.dt.month_end()}
    return {"period_start": day, "period_end": day.dt.offset_by("6d") if name == "week" else day}


def _without_totals(sheet: Sheet, table: pl.DataFrame) -> tuple[pl.DataFrame, tuple[tuple[int, str], ...]]:
    """A row without a campaign, where the file has a campaign column, is a summary of the others; so is one
    called total whose spend is what the others add up to."""
    if sheet.column("campaign") is None and sheet.column("campaign_id") is None:
        return table, ()
    nameless = pl.col("campaign").is_null() & pl.col("campaign_id").is_null()
    called = pl.col("campaign").str.contains(TOTAL).fill_null(False)
    summed = (pl.col("spend") - pl.col("spend").filter(~called & ~nameless).sum()).abs() < 0.01
    why = (
        pl.when(nameless)
        .then(pl.lit("total: no campaign is named"))
        .when(called & summed.fill_null(False) & (pl.len() > 1))
        .then(pl.lit("total"))
    )
    marked = table.with_columns(why.alias("why"))
    # a total whose date cannot be read is counted once, among the rejected
    counted = marked.filter(~pl.col("row").is_in(list(sheet.problems.rejected)))
    gone = counted.filter(pl.col("why").is_not_null()).select("row", "why").rows()
    return marked.filter(pl.col("why").is_null()).drop("why"), tuple(gone)


def _undated(sheet: Sheet, table: pl.DataFrame) -> None:
    blank = table["period_start"].is_null()
    column = sheet.column("period_start")
    open_rows = ~table["row"].is_in(list(sheet.problems.rejected))
    sheet.problems.add(
        table["row"], blank & open_rows, column.header if column else "", None,
        "It is not known which days this spend is for.", "Fill in the date, or give the file's period.", rejects=True,
    )  # fmt: skip
