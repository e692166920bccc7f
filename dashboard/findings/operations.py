"""What became of consults, and how full the calendar is, in one sentence each."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.charts.consults import month_words
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.once import once

_STEADY: Final = 0.2
"""A wait that moved by less than this part of it, or two days, has not moved."""


def consults_finding(row: dict[str, Any]) -> str:
    """Who came and who did not; `row` is the one row of `consults`."""
    due = row["attended"] + row["no_show"]
    if not row["leads"]:
        return "Nobody in this view booked a consult"
    if not due:
        return f"{text.count(row['leads'])} booked a consult; no file says who came"
    if not row["no_show"]:
        return (
            f"{text.share(row['attended'], row['leads'])} came to their consult; no file tells of one that was missed"
        )
    said = f"{text.share(row['no_show'], due)} did not show up"
    off = row["cancelled"] + row["rescheduled"]
    return f"{said}; {text.count(off)} more {'was' if off == 1 else 'were'} called off or moved" if off else said


def backwards_sentence(row: dict[str, Any]) -> str:
    """Appointments that took place before they were booked; '' without any."""
    number = row["backwards"]
    if not number:
        return ""
    return (
        f"{text.share(number, row['leads'])} consults lie before the day they were booked or inquired for: "
        f"{'it is' if number == 1 else 'they are'} counted here and left out of every number of days. "
        "Check which dates the export holds."
    )


@once
def no_shows_finding(compared: pl.DataFrame, label: str) -> str:
    """The value whose consults are missed more or less often than those of others who booked as far ahead."""
    sure = compared.filter(pl.col("verdict").is_in(["more", "fewer"]))
    if len(sure):
        against = pl.coalesce("expected_rate", "others_rate")
        row = sure.sort((pl.col("rate") - against).abs() * pl.col("leads"), descending=True).row(0, named=True)
        among = "among others" if row["expected_rate"] is None else "among others who booked equally far ahead"
        usual = row["others_rate"] if row["expected_rate"] is None else row["expected_rate"]
        return (
            f"{_who(row['value'], label)} is associated with {row['verdict']} no-shows: "
            f"{text.share(row['no_shows'], row['leads'])}, {text.percent(usual)} {among}"
        )
    apart = compared.filter(pl.col("verdict") == "days_ahead")
    if len(apart):
        row = apart.sort((pl.col("rate") - pl.col("others_rate")).abs(), descending=True).row(0, named=True)
        return (
            f"{_who(row['value'], label)}: {text.share(row['no_shows'], row['leads'])} did not show up, "
            f"{text.percent(row['others_rate'])} elsewhere; that could be the days ahead"
        )
    if not (compared["verdict"] != "few").any():
        return f"Too few consults to compare no-shows by {label.lower()}"
    return f"No clear difference in no-shows by {label.lower()}"


def _who(value: str | None, label: str) -> str:
    """The value, with its field where it is only a number."""
    if value is None or any(one.isalpha() for one in value):
        return _begun(value)
    return f"{text.short(label, 30)} {text.short(value, 20)}"


@once
def waits_finding(months: pl.DataFrame) -> str:
    """Whether people wait longer for their consult than they used to."""
    enough = months.filter(pl.col("leads") >= FEWEST).drop_nulls("median_wait_days")
    if enough.is_empty():
        return "Too few dated consults to say how long people wait"
    last = enough.row(-1, named=True)
    when = month_words(last["month"])
    now = f"Half of those who booked in {when} had their consult within {_days(last['median_wait_days'])}"
    before = enough.head(-1).tail(6)["median_wait_days"].median()
    if not isinstance(before, float):
        return now
    moved = last["median_wait_days"] - before
    if abs(moved) < max(2, _STEADY * before):
        return f"{now}, as in the months before"
    return f"{now}; {_days(before)} in the months before"


@once
def capacity_finding(found: pl.DataFrame) -> str:
    """The doctor whose weeks ahead are fullest, or that there is room."""
    ahead = (
        found.filter("ahead")
        .group_by("doctor", maintain_order=True)
        .agg(pl.col("booked").sum(), pl.col("slots").sum())
        .filter(pl.col("slots") > 0)
        .with_columns(taken=pl.col("booked") / pl.col("slots"))
    )
    if ahead.is_empty():
        return "No consult slots in the weeks ahead"
    full = ahead.sort("taken", descending=True, maintain_order=True).row(0, named=True)
    slots = round(full["slots"])
    return (
        f"{text.short(full['doctor'], 40)}: {text.share(full['booked'], slots)} consult slots of the next four weeks "
        f"are booked"
    )


def _days(number: float) -> str:
    return "1 day" if round(number) == 1 else f"{number:.0f} days"


def _begun(value: object) -> str:
    """The value at the beginning of a sentence."""
    said = text.short(value, 40)
    return said[:1].upper() + said[1:]
