"""Which segment stands out, in one sentence."""

from __future__ import annotations

import polars as pl

from dashboard.charts import text
from dashboard.findings.slice_words import slice_words
from dashboard.metrics.compare import FEWEST, standing_out
from dashboard.metrics.once import once


@once
def segments_finding(rates: pl.DataFrame, by: str, label: str, done: str) -> str:
    """The group whose rate differs most from all others, where that is unlikely to be chance."""
    if not int(rates["leads"].sum()):
        return "No real leads in this view"
    enough = rates.filter(pl.col("leads") >= FEWEST)
    if len(enough) < 2:
        return f"Too few leads by {label.lower()} to compare: fewer than two groups have {FEWEST}"
    found = standing_out(enough)
    if not found:
        return f"Nothing stands out by {label.lower()}: what differs could be chance"
    row = enough.row(found[0], named=True)
    others = enough.filter(pl.int_range(pl.len()) != found[0])
    part, whole = int(others["converted"].sum()), int(others["leads"].sum())
    return (
        f"{slice_words(((by, row[by]),), lambda _: label)}: {'fewer' if found[1] < 0 else 'more'} {done}, "
        f"{text.share(row['converted'], row['leads'])} against {text.percent(part / whole)} elsewhere"
    )


@once
def pairs_finding(pairs: pl.DataFrame, done: str) -> str:
    """The pair of values whose rate differs most from all other pairs."""
    enough = pairs.filter(pl.col("leads") >= FEWEST)
    if len(enough) < 2:
        return f"Too few leads to compare pairs: fewer than two have {FEWEST}"
    found = standing_out(enough)
    if not found:
        return "No pair stands out: what differs could be chance"
    row = enough.row(found[0], named=True)
    others = enough.filter(pl.int_range(pl.len()) != found[0])
    part, whole = int(others["converted"].sum()), int(others["leads"].sum())
    return (
        f"{text.short(row['row'], 30)} with {text.short(row['column'], 30)}: {'fewer' if found[1] < 0 else 'more'} "
        f"{done}, {text.share(row['converted'], row['leads'])} against {text.percent(part / whole)} elsewhere"
    )


@once
def convert_finding(curve: pl.DataFrame, done: str) -> str:
    """When half of those who convert have done so; `curve` is not split and rests on enough leads."""
    firm = curve.filter(pl.col("at_risk") >= FEWEST)
    total = float(firm["share"][-1]) if len(firm) else 0.0
    if not total:
        return "Too few dated leads to say how long it takes"
    half = int(firm.filter(pl.col("share") >= total / 2)["day"][0])
    most = int(firm.filter(pl.col("share") >= total * 0.9)["day"][0])
    return f"Half of those who {done} did so within {_days(half)}, nine of ten within {_days(most)}"


def _days(number: int) -> str:
    return "the same day" if number == 0 else "1 day" if number == 1 else f"{number} days"
