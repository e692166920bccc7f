"""What a silent source is said to be, and how long the next stop would stay hidden."""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p
from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.slice_words import Label, slice_within, slice_words
from dashboard.metrics.once import once

NOTHING: Final = {
    "inquiry": "no inquiry",
    "real": "no real lead",
    "reached": "nobody reached",
    "qualified": "nobody qualified",
    "consult_booked": "no consult booked",
    "consult_attended": "no consult attended",
    "procedure_booked": "no procedure booked",
}
OF: Final = {
    "inquiry": "inquiries",
    "real": "real leads",
    "reached": "leads reached",
    "qualified": "leads qualified",
    "consult_booked": "consults booked",
    "consult_attended": "consults attended",
    "procedure_booked": "procedures booked",
}
"""Each stage as what is counted there."""


def source_words(field: str | None, value: str | None, label: Label) -> str:
    """The source as people name it; not escaped."""
    return "All leads together" if field is None else slice_words(((field, value),), label)


def drought_finding(row: Mapping[str, Any], label: Label) -> str:
    """One silent source, as `droughts` gives it: since when, what went on meanwhile, how many were to be expected."""
    days, came, last = int(row["days"]), int(row["leads_since"]), row["last"]
    said = f"{source_words(row['field'], row['value'], label)}: {NOTHING[row['stage']]} for {_days(days)}"
    said += f" (since {last.day} {last:%b %Y})"
    if row["stage"] != "inquiry":
        leads = "1 lead" if came == 1 else f"{text.count(came) if came else 'no'} leads"
        said += f", {'though' if came else 'and'} {leads} came in"
    return f"{said}; {_about(float(row['expected_since']))} to be expected"


def chance_words(chance: float) -> str:
    """How often chance alone would bring such a silence to a practice like this."""
    a_year = -log1p(-min(chance, 0.999))
    if a_year < 0.02:
        return "unlikely to be chance: less than once in 50 years"
    years = 1 / a_year
    return (
        f"by chance such a silence comes about once in {years:.0f} years"
        if years >= 1.5
        else "by chance such a silence comes once a year"
    )


@once
def hidden_finding(hidden: pl.DataFrame, label: Label) -> str:
    """How long a stop in consults booked, or the last stage told, would stay hidden, and one at the stage seen soonest.

    Of the source slowest to tell that is watched. `hidden` as `hidden_days` gives it.
    """
    known = hidden.filter(pl.col("days").is_not_null() & pl.col("watched") & pl.col("field").is_not_null())
    if not len(known):
        return "Too few leads to say how long a stop would stay hidden"
    last = "consult_booked" if (known["stage"] == "consult_booked").any() else known["stage"][-1]
    slowest = known.filter(pl.col("stage") == last).sort("days", "value").row(-1, named=True)
    same = (pl.col("field") == slowest["field"]) & (pl.col("value") == slowest["value"])
    soonest = known.filter(same).sort("days").row(0, named=True)
    said = (
        f"A stop in {OF[last]} from {slice_within(((slowest['field'], slowest['value']),), label)} would take "
        f"{_days(_whole(slowest['days']))} to tell from chance"
    )
    if soonest["stage"] == last:
        return said
    return f"{said}; in {OF[soonest['stage']]}, {_days(_whole(soonest['days']))}"


def _whole(days: float) -> int:
    return max(1, round(days))


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{text.count(number)} days"


def _about(expected: float) -> str:
    number = max(1, round(expected))
    return "about 1 was" if number == 1 else f"about {text.count(number)} were"
