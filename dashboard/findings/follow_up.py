"""What is left lying, and what a call today is worth, in one sentence each."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from dashboard.charts import text
from dashboard.metrics.aging import NO_DATE
from dashboard.metrics.compare import FEWEST, apart, beyond_chance
from dashboard.metrics.once import once

FOLLOWED: Final = 0.9
"""A curve counts as followed to its end where at least 30 leads were for this part of its rise."""


def ownership_finding(row: dict[str, Any]) -> str:
    """Leads without owner and leads left after one try; `row` is the one row of `ownership`."""
    if not row["leads"]:
        return "No inquiries in this view"
    said = []
    if row["no_followup"] is not None:
        number = row["no_followup"]
        said.append(f"{text.share(number, row['leads'])} {'was' if number == 1 else 'were'} tried once and left lying")
    if row["unowned"] == 0:
        said.append("every one has an owner" if said else "Every inquiry has an owner")
    elif row["unowned"] is not None:
        said.append(f"{text.count(row['unowned'])} {'has' if row['unowned'] == 1 else 'have'} no owner")
    return "; ".join(said) if said else "These files name no owner and count no tries"


def next_steps_sentence(row: dict[str, Any]) -> str:
    """Open leads nobody has planned anything for, and plans nobody kept; '' where no file plans steps."""
    if row["no_next_step"] is None or not row["open"]:
        return ""
    none, late = row["no_next_step"], row["overdue"]
    return (
        f"Of {text.count(row['open'])} open leads {text.count(none)} {'has' if none == 1 else 'have'} no next step, "
        f"and the next step of {text.count(late)} is overdue."
    )


@once
def aging_finding(listed: pl.DataFrame) -> str:
    """How many leads are open, and how many of those nobody touched for two weeks."""
    if listed.is_empty():
        return "No lead is open in this view"
    silent = int((listed["silent_days"].fill_null(0) > 14).sum())
    undated = listed["silent_days"].null_count()
    still = f"{text.count(len(listed))} {'lead is' if len(listed) == 1 else 'leads are'} still open"
    if undated:
        has = f"{text.count(undated)} {'has' if undated == 1 else 'have'} no date"
        if silent:
            return f"{still}: nobody touched {text.count(silent)} for over two weeks, and {has}"
        return f"{still}: {has}" + ("" if undated == len(listed) else ", the rest was touched in the last two weeks")
    if not silent:
        return f"{still}, each touched within the last two weeks"
    if silent == len(listed):
        return f"{still}; nobody touched {'it' if silent == 1 else 'any of them'} for over two weeks"
    return f"{still}; nobody touched {text.count(silent)} of them for over two weeks"


@once
def worth_sentence(listed: pl.DataFrame) -> str:
    """What the open leads are still worth, and by what those without any date are ranked; '' where neither is known.

    Nothing is summed where the money is in several currencies.
    """
    known, said = listed.drop_nulls("worth"), []
    if len(known) and known["currency"].n_unique() == 1:
        said.append(
            "Their chances times their values add up to "
            f"{text.money(float(known['worth'].sum()), known['currency'][0])}."
        )
    undated = listed["silent_days"].null_count()
    if 0 < undated < len(listed):
        lead = "1 lead without a date is" if undated == 1 else f"{text.count(undated)} leads without a date are"
        said.append(f"{lead} ranked by the average chance of the dated leads at the same step.")
    return " ".join(said)


@once
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


@once
def roles_finding(found: pl.DataFrame, done: str) -> str:
    """The role whose leads book unlike the others', where comparable; `found` as `responder_roles` gives it."""
    if found.is_empty():
        return "No file tells the role of who answers"
    if len(found) == 1:
        return f"One role gives all first answers: {text.short(found['role'][0], 30)}"
    able = found.filter(pl.col("comparable") & pl.col("rate").is_not_null())
    if able.is_empty():
        return "Leads of different roles come by other channels or at other hours, or are too few: not compared"
    others = found["leads"].sum() - pl.col("leads"), found["converted"].sum() - pl.col("converted")
    gaps = [
        (abs(apart(row["converted"], row["leads"], row["rest_converted"], row["rest"])), row)
        for row in able.with_columns(rest=others[0], rest_converted=others[1]).iter_rows(named=True)
    ]
    gap, row = max(gaps, key=lambda one: one[0])
    if gap <= beyond_chance(len(able)):
        return "Roles whose leads can be compared book about as often"
    word = "fewer" if row["rate"] < row["others_rate"] else "more"
    return (
        f"Answered first by {text.short(row['role'], 30)}: {word} {done}, "
        f"{text.share(row['converted'], row['leads'])} against {text.percent(row['others_rate'])} of others' leads"
    )


def late_finding(row: dict[str, Any], done: str) -> str:
    """How many book late, and how many that were given up came back; `row` is the one row of `late_conversions`."""
    lost, back = row["given_up"], row["came_back"]
    said = (
        f"{_some(row['late'], row['converted'])} who {done} did so more than 30 days after the inquiry"
        if row["converted"]
        else "Nobody who got that far has a date"
    )
    said = said[0].upper() + said[1:]
    return f"{said}; {_some(back, lost)} given up came back" if lost else said


@once
def pool_finding(pool: pl.DataFrame) -> str:
    """How many leads are neither booked nor lost, and how many next contacts are due; as `nurture_pool` gives it."""
    leads = int(pool["leads"].sum())
    if not leads:
        return "No lead is neither booked nor lost"
    said = (
        f"{text.count(leads)} {'lead is' if leads == 1 else 'leads are'} neither booked nor lost; "
        f"{_number(float(pool['expected'].sum()))} bookings to expect of them"
    )
    due = int(pool["due"].sum() or 0)
    if due:
        said = f"{said}, {text.count(due)} next {'contact is' if due == 1 else 'contacts are'} due"
    undated = int(pool.filter(age=NO_DATE)["leads"].sum())
    return f"{said}; the inquiry of {text.count(undated)} has no date" if undated else said


@once
def procedures_finding(curve: pl.DataFrame, by: str, done: str) -> str:
    """The value whose leads take longest, beside the quickest; `curve` as `convert_time` gives it, split.

    Left out is a value of which too few were followed to the end: its half would come too early.
    """
    halves = []
    for (value,), own in curve.group_by(by, maintain_order=True):
        firm = own.filter(pl.col("at_risk") >= FEWEST)
        total = float(firm["share"][-1]) if len(firm) else 0.0
        if total > 0 and total >= FOLLOWED * float(own["share"][-1]) and value is not None:
            halves.append((int(firm.filter(pl.col("share") >= total / 2)["day"][0]), str(value)))
    if len(halves) < 2:
        return "Too few dated leads to compare how long they take"
    quick, slow = min(halves), max(halves)
    if slow[0] - quick[0] < 2:
        return f"Half of those who {done} took about as long everywhere: {_within(slow[0])}"
    return (
        f"{text.short(slow[1], 30)}: half of those who {done} did so {_within(slow[0])}; "
        f"{text.short(quick[1], 30)}: {_within(quick[0])}"
    )


def _some(number: int, of: int) -> str:
    """How many of how many; none is no share."""
    return text.share(number, of) if number else f"none of {text.count(of)}"


def _number(expected: float) -> str:
    """A sum of chances: whole from ten on, so that a few are not none."""
    return f"{expected:.0f}" if expected >= 10 else f"{expected:.1f}"


def _within(days: int) -> str:
    return "on the same day" if days == 0 else "within 1 day" if days == 1 else f"within {days} days"
