"""What is left lying, and what a call today is worth, in one sentence each."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts import text
from dashboard.metrics.compare import FEWEST


def ownership_finding(row: dict[str, Any]) -> str:
    """Leads without owner and leads left after one try; `row` is the one row of `ownership`."""
    if not row["leads"]:
        return "No inquiries in this view"
    said = []
    if row["no_followup"] is not None:
        number = row["no_followup"]
        said.append(f"{text.share(number, row['leads'])} {'was' if number == 1 else 'were'} tried once and left lying")
    if row["unowned"] is not None:
        said.append(f"{text.count(row['unowned'])} {'has' if row['unowned'] == 1 else 'have'} no owner")
    return "; ".join(said) if said else "These files name no owner and count no tries"


def aging_finding(listed: pl.DataFrame) -> str:
    """How many leads are open, and how many of those nobody touched for two weeks."""
    if listed.is_empty():
        return "No lead is open in this view"
    silent = int((listed["silent_days"].fill_null(0) > 14).sum())
    still = f"{text.count(len(listed))} {'lead is' if len(listed) == 1 else 'leads are'} still open"
    if not silent:
        return f"{still}, each touched within the last two weeks"
    return f"{still}; nobody touched {text.count(silent)} of them for over two weeks"


def worth_sentence(listed: pl.DataFrame) -> str:
    """What the open leads are still worth; '' where no money is known or it is in several currencies."""
    known = listed.drop_nulls("worth")
    if known.is_empty() or known["currency"].n_unique() > 1:
        return ""
    worth = text.money(float(known["worth"].sum()), known["currency"][0])
    return f"Their chances times their values add up to {worth}."


def responders_finding(found: pl.DataFrame, by: str) -> str:
    """The inbox that depends most on one person, or the one whose answers slow down most without them."""
    if found.is_empty():
        return "These files do not say who answered"
    slower = found.filter(
        pl.col("comparable")
        & (pl.col("median_away_s") > 1.5 * pl.col("median_there_s"))
        & (pl.col("median_away_s") - pl.col("median_there_s") >= 600)
    ).sort("leads", descending=True)
    if len(slower):
        row = slower.row(0, named=True)
        return (
            f"{text.short(row[by], 40)}: half are answered within {text.duration(row['median_away_s'])} on days its "
            f"busiest person answers nothing, {text.duration(row['median_there_s'])} on other days"
        )
    large = found.filter(pl.col("answered") >= FEWEST).sort("top_share", descending=True)
    if large.is_empty():
        return "Too few answers by named people to say who answers"
    row = large.row(0, named=True)
    people = "1 person" if row["responders"] == 1 else f"{row['responders']} people"
    return (
        f"{text.short(row[by], 40)}: {people} {'answers' if row['responders'] == 1 else 'answer'}, the busiest gives "
        f"{text.percent(row['top_share'])} of the first answers"
    )


def late_finding(row: dict[str, Any], lost: int, back: int) -> str:
    """How many book late, and how many that were given up came back."""
    said = (
        f"{text.share(row['late'], row['converted'])} who booked did so more than 30 days after the inquiry"
        if row["converted"]
        else "Nobody who booked has a date"
    )
    if not lost:
        return said
    came = "came" if back != 1 else "lead came"
    return f"{said}; {text.count(back)} of {text.count(lost)} given up {came} back"
