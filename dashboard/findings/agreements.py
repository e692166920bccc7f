"""What the teams have agreed on, in the sentences both of them read."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.agreed import Definition, Rule
from dashboard.charts import text
from dashboard.metrics.once import once
from dashboard.metrics.versions import CHANGE, THEN
from dashboard.practice import WEEKDAYS, Hours, Practice
from dashboard.stages import BY_NAME

SPOKEN_OF: Final[dict[Definition, tuple[str, str]]] = {
    "real_lead": ("real lead", "real leads"),
    "reached": ("lead reached", "leads reached"),
    "qualified": ("qualified lead", "qualified leads"),
    "response_limit": ("lead answered in time", "leads answered in time"),
    "opening_hours": ("lead answered in time", "leads answered in time"),
    "horizon": ("lead lost", "leads lost"),
    "personas": ("lead with a persona", "leads with a persona"),
    "area": ("lead out of area", "leads out of area"),
    "procedures": ("lead asking for what is not offered", "leads asking for what is not offered"),
}
"""The leads each definition speaks of (metrics/previews.py), one and several."""
_COUNTED: Final = {
    "reached": "reached",
    "lost": "lost",
    "real": "real leads",
    "qualified": "qualified",
    "within_limit_business": "answered in time",
    "leads": "leads",
    "rate": "booked a consult",
    "converted": "booked a consult",
}
"""What the columns set side by side count (metrics/versions.py)."""


def agreement_words(definition: Definition, practice: Practice) -> str:
    """The definition as the practice has it, in words. Plain text, which may hold values of files."""
    match definition:
        case "real_lead":
            return (
                "What its source calls real; else a form or any other way of getting in touch, and a call that was "
                f"answered and longer than {practice.real_call_s} s{_and_only(practice.real_rule)}."
            )
        case "reached":
            return (
                f"Whoever the file says spoke or wrote with the practice, both ways{_and_only(practice.reached_rule)}."
            )
        case "qualified":
            return f"Whoever the file calls qualified{_and_only(practice.qualified_rule)}."
        case "response_limit":
            return f"A person answers within {text.duration(practice.response_limit_s)} of opening hours."
        case "opening_hours":
            return f"{_week(practice.opening)}{_holidays(practice)}."
        case "horizon":
            return (
                f"A lead is lost when silent for longer than {text.percent(practice.silent_share)} of those who went "
                f"on took for that step; where too few went on to tell, after {_days(practice.horizon_days)}."
            )
        case "personas":
            told = [f"{name}: {rule.words()}" for name, rule in practice.personas]
            return f"{'; '.join(told)}. The first that fits counts." if told else "No personas."
        case "area":
            return f"Patients come from {text.listed(practice.areas)}." if practice.areas else "No areas are named."
        case "procedures":
            return (
                f"Offered: {text.listed(practice.procedures)}." if practice.procedures else "No procedures are named."
            )


@once
def preview_finding(total: pl.DataFrame, definition: Definition, period: str) -> str:
    """'1 Oct to 31 Oct 2026: 214 real leads now, 189 under the proposed rule'; `total` is one row of `preview`."""
    now, proposed = total.select("now", "proposed").row(0)
    one, many = SPOKEN_OF[definition]
    said = f"{text.count(now)} {one if now == 1 else many} now"
    if now == proposed:
        return f"{_upper(period)}: {said}, and as many under the proposed rule"
    return f"{_upper(period)}: {said}, {text.count(proposed)} under the proposed rule"


@once
def versions_finding(both: pl.DataFrame, key: str, columns: tuple[str, ...], now: str, then: str) -> str:
    """How many lines of a figure differ between two versions, and the one that differs most; as `beside` gives it."""
    differs = [column for column in columns if (both[column + CHANGE] != 0).any()]
    if not differs:
        return f"Nothing differs between {now} and {then}"
    change = pl.col(differs[0] + CHANGE)
    moved = both.filter(change != 0).sort(change.abs(), descending=True, maintain_order=True)
    row = moved.row(0, named=True)
    who = BY_NAME[row[key]].label if key == "stage" else text.short(row[key], 40)
    return (
        f"{len(moved)} of {len(both)} lines differ between {now} and {then}, most {who} ({_COUNTED[differs[0]]}): "
        f"{_said(row[differs[0]])} and {_said(row[differs[0] + THEN])}"
    )


def _said(value: float | None) -> str:
    return text.percent(value) if isinstance(value, float) else text.count(value)


def _and_only(rule: Rule | None) -> str:
    return f"; only where {rule.words()}" if rule else ""


def _week(opening: tuple[Hours, ...]) -> str:
    """The week in runs of equal days: 'Monday to Friday 09:00 to 17:00, Saturday and Sunday closed'."""
    runs: list[list[int]] = []
    for day in range(7):
        if runs and opening[runs[-1][0]] == opening[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{_span(run)} {_hours(opening[run[0]])}" for run in runs)


def _span(days: list[int]) -> str:
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    return first if len(days) == 1 else f"{first} {'and' if len(days) == 2 else 'to'} {last}"


def _hours(hours: Hours) -> str:
    return f"{hours[0]:%H:%M} to {hours[1]:%H:%M}" if hours else "closed"


def _holidays(practice: Practice) -> str:
    place = " ".join(filter(None, (practice.holiday_country, practice.holiday_region)))
    days = len(practice.closed_days)
    closed = f"; closed on {days} other {'day' if days == 1 else 'days'}" if days else ""
    return (f"; closed on the public holidays of {place}" if place else "; no public holidays kept") + closed


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
