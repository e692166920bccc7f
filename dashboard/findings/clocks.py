"""What the three clocks and the inquiries after hours say, in one sentence each."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.charts.clocks import wait_words, within_words
from dashboard.findings.slice_words import slice_within, slice_words
from dashboard.metrics.artefacts import Artefact
from dashboard.metrics.clocks import Clock
from dashboard.metrics.compare import FEWEST
from dashboard.metrics.once import once

STEPS: Final[dict[Clock, str]] = {
    "attempt": "from the inquiry to the first try",
    "reached": "from the first try to being reached",
    "booked": "from being reached to the consult's booking",
}
_ARTEFACTS: Final[dict[Artefact, str]] = {
    "backwards": "most end before they start",
    "years": "half are longer than a year",
    "same_wait": "nearly all are the same number of minutes",
    "same_minute": "nearly all end at the same time of day, as dates without a time do",
}


@once
def clocks_finding(found: pl.DataFrame, business: bool) -> str:
    """The first try in and after hours, and what being reached takes from there; `found` is not split."""
    column = "median_business_s" if business else "median_s"
    timed = found.with_columns(timed=pl.col("there") - pl.col("undated") - pl.col("backwards"))
    enough = timed.filter(pl.col("timed") >= FEWEST).drop_nulls(column)
    tried = {row["hours"]: row[column] for row in enough.filter(clock="attempt").iter_rows(named=True)}
    said = [f"{within_words(tried['in'])} when they arrive in opening hours"] if "in" in tried else []
    if "after" in tried:
        of = " of the next opening" if business else ""
        by = "by the next opening" if business and not tried["after"] else f"{within_words(tried['after'])}{of}"
        said.append(f"{by} when they arrive after hours")
    if said:
        return f"Half of those tried are tried {text.listed(said)}"
    if "all" in tried:
        return f"Half of those tried are tried {within_words(tried['all'])}"
    whole = enough.filter(hours="all")
    if whole.is_empty():
        return "Too few dated steps to say how long each takes"
    row = whole.row(0, named=True)
    return f"Half take {text.duration(row[column])} {STEPS[row['clock']]}"


_ASK: Final = "Import the phone's call log or the CRM's activity export, or ask for 'First outreach date'."
NOTHING_TOLD: Final = ("These files say nothing of tries, answers or contact with leads.", _ASK)
NO_CLOCKS: Final = (
    "These files date no try, no contact and no booking of a consult, so no clock runs.",
    _ASK,
)


def clock_left_out(clock: Clock, artefact: Artefact) -> str:
    """Why a clock is not drawn."""
    return (
        f"The time {STEPS[clock]} is not drawn: {_ARTEFACTS[artefact]}. That is how the export was made, not how long "
        "people waited."
    )


@once
def clocks_left_out(found: pl.DataFrame) -> str:
    """Steps dated before they can have happened, counted and timed nowhere; '' without any. `found` is not split."""
    said = [
        f"{text.share(row['backwards'], row['there'])} {STEPS[row['clock']]}"
        for row in found.filter(pl.col("hours") == "all", pl.col("backwards") > 0).iter_rows(named=True)
    ]
    if not said:
        return ""
    return (
        f"Dated in an order that cannot be: {text.listed(said)}. They are counted, and left out of every time. "
        "Check which moments the export holds."
    )


def after_hours_finding(row: dict[str, Any], limit_s: int) -> str:
    """Who was looked after by the opening; `row` is the unsplit row of one step."""
    if not row["leads"]:
        return "No inquiry arrived outside opening hours"
    done = row["by_opening"] + row["within_limit"]
    word = "answered" if row["step"] == "answer" else "tried"
    said = (
        f"{text.share(done, row['leads'])} inquiries after hours were {word} by {text.duration(limit_s)} after the "
        "next opening"
    )
    waiting = row["waiting"]
    return f"{said}; {text.count(waiting)} still {'waits' if waiting == 1 else 'wait'}" if waiting else said


@once
def group_finding(split: pl.DataFrame, by: str, label: str, clock: Clock, business: bool) -> str:
    """The group that waits longest beside the one that waits least, by the middle value over all hours."""
    column = "median_business_s" if business else "median_s"
    timed = pl.col("there") - pl.col("undated") - pl.col("backwards")
    enough = split.filter(pl.col("hours") == "all", timed >= FEWEST).drop_nulls(column).sort(column)
    if len(enough) < 2:
        return f"Too few groups with {FEWEST} timed leads to compare the time {STEPS[clock]}"
    least, most = enough.row(0, named=True), enough.row(-1, named=True)
    if most[column] < 1.5 * max(60.0, least[column]):
        return f"About the same time everywhere {STEPS[clock]}"
    return (
        f"{slice_words(((by, most[by]),), lambda _: label)}: half take {text.duration(most[column])} {STEPS[clock]}; "
        f"{slice_within(((by, least[by]),), lambda _: label)}: {wait_words(least[column])}"
    )
