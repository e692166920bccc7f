"""What waiting says in one sentence."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.slice_words import slice_words
from dashboard.metrics.artefacts import Artefact
from dashboard.metrics.compare import FEWEST, apart, beyond_chance, standing_out
from dashboard.metrics.dimensions import NOT_ANSWERED
from dashboard.metrics.once import once


@once
def response_finding(times: pl.DataFrame, limit_s: int, business: bool) -> str:
    """Leads answered within the limit, and how many still wait; `times` has one row."""
    row: dict[str, Any] = times.row(0, named=True)
    leads = row["leads"]
    if not leads:
        return "No inquiries in this view"
    inside = row["within_limit_business" if business else "within_limit"]
    limit = f"{text.duration(limit_s)}{' of opening hours' if business else ''}"
    said = f"{text.share(round(inside * leads), leads)} were answered within {limit}"
    waiting = f"{text.count(row['never'])} had no answer yet" if row["never"] else "everybody has an answer"
    return f"{said}; {waiting}"


def backwards_sentence(row: dict[str, Any]) -> str:
    """Answers dated before their inquiry, which no time counts; '' without any. `row` is one of `response_times`."""
    number = row["backwards"]
    if not number:
        return ""
    return (
        f"{text.share(number, row['answered'])} first answers are dated before their inquiry: counted as answered, "
        "and left out of every time. Check which moments the export holds."
    )


_ARTEFACTS: Final[dict[Artefact, str]] = {
    "backwards": "Most answers in these files are dated before their inquiry",
    "years": "Half the answers in these files came more than a year after the inquiry",
    "same_wait": "Nearly all answers in these files came the same number of minutes after the inquiry",
    "same_minute": "Nearly all answers in these files bear the same time of day",
}


def artefact_sentence(artefact: Artefact) -> str:
    """Why response times are not drawn, and what to ask for."""
    return f"{_ARTEFACTS[artefact]}: that is how the export was made, not how long people waited, so nothing is drawn."


@once
def curve_finding(times: pl.DataFrame, by: str, label: str, business: bool) -> str:
    """The group answered within the limit most unlike the rest; `times` has one row a group."""
    inside = pl.col("within_limit_business" if business else "within_limit")
    groups = times.filter(pl.col("leads") >= FEWEST).with_columns(
        converted=(inside * pl.col("leads")).round().cast(pl.Int64)
    )
    found = standing_out(groups)
    if not found:
        return f"No clear difference by {label.lower()} in who is answered within the limit"
    row = groups.row(found[0], named=True)
    others = groups.filter(pl.int_range(pl.len()) != found[0])
    rest = int(others["converted"].sum()) / int(others["leads"].sum())
    return (
        f"{slice_words(((by, row[by]),), lambda _: label)}: answered {'late' if found[1] < 0 else 'sooner'}, "
        f"{text.share(row['converted'], row['leads'])} within the limit, {text.percent(rest)} elsewhere"
    )


@once
def bands_finding(bands: pl.DataFrame, done: str) -> str:
    """Leads answered within an hour against those answered later; association only."""
    quick, slow = (
        bands.filter(pl.col("band").is_in(["up to 5 min", "5 to 60 min"]) == within, pl.col("band") != NOT_ANSWERED)
        for within in (True, False)
    )
    now, then = ((int(part["converted"].sum()), int(part["leads"].sum())) for part in (quick, slow))
    if now[1] < FEWEST or then[1] < FEWEST:
        return "Too few answered leads to compare quick and slow answers"
    furthest = apart(*now, *then)
    if abs(furthest) <= beyond_chance(1):
        return f"No clear difference: {text.share(*now)} {done} when answered within an hour, {text.share(*then)} later"
    word = "more" if furthest > 0 else "fewer"
    return (
        f"An answer within an hour is associated with {word} who {done}: {text.share(*now)} against {text.share(*then)}"
    )


@once
def attempts_finding(tries: pl.DataFrame) -> str:
    """What the last try with enough leads still brought; `tries` as `reach_by_attempts` gives them."""
    reached = int(tries["reached"].sum())
    if not reached:
        return "No lead is known to be reached by a counted try"
    later = reached - int(tries["reached"][0])
    said = f"{text.share(later, reached)} of those reached took more than one try"
    # the last row stands for several tries
    enough = tries.head(-1).filter(pl.col("attempts") > 1, pl.col("tried") >= FEWEST)
    if enough.is_empty():
        return said
    last = enough.row(-1, named=True)
    nth = {2: "2nd", 3: "3rd"}.get(last["attempts"], f"{last['attempts']}th")
    return f"The {nth} try still reached {text.share(last['reached'], last['tried'])}; {said}"


def reach_finding(row: dict[str, Any]) -> str:
    """Tried, reached and never tried; `row` is the one row of `reach`."""
    if not row["leads"]:
        return "No inquiries in this view"
    if row["reached"] is None:
        return f"{text.share(row['attempted'], row['leads'])} were tried; nobody recorded who was reached"
    never = row["never_attempted"]
    untried = f"{text.count(never)} {'was' if never == 1 else 'were'} never tried" if never else "all were tried"
    return f"{text.share(row['reached'], row['leads'])} were reached; {untried}"
