"""Leaks as sentences: where, how many of how many, expected, lost and worth what; and when all is well."""

from __future__ import annotations

from typing import Final

from dashboard.charts import text
from dashboard.findings.slice_words import Label, slice_words
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.stages import BY_NAME

_FROM: Final = {
    "inquiry": "inquiry",
    "real": "inquiry",
    "reached": "phone",
    "qualified": "phone",
    "consult_booked": "calendar",
    "consult_attended": "consult",
}
_TO: Final = {
    "real": "inquiry",
    "reached": "phone",
    "qualified": "qualified",
    "consult_booked": "calendar",
    "consult_attended": "consult",
    "procedure_booked": "procedure",
}
"""Where a lead is at each stage. Files may leave stages out: then it is a long way from one to the next."""


def leak_sentence(leak: Leak, label: Label) -> str:
    """The leak in one sentence; its values as they stand in the files, not escaped."""
    return f"{_counted(leak, label)}; about {_patients(leak.lost)} lost{_between(leak)}{_worth(leak)}"


def so_far_sentence(leak: Leak, label: Label) -> str:
    """A shortfall that is no leak, or none yet: slow leads and young ones."""
    return f"{_counted(leak, label)} by now"


def hand_off(leak: Leak) -> str:
    """Where the lead got lost and the team that owns it: 'phone → calendar, sales'."""
    start, end = leak.step
    return f"{'ad' if end == 'real' else _FROM[start]} → {_TO[end]}, {leak.team}"


def chance_words(chance: float) -> str:
    """How easily chance alone shows as much, in words."""
    if chance < 0.01:
        return "Unlikely to be chance: where nothing is wrong, fewer than 1 search in 100 shows as much"
    if chance <= 0.1:
        return f"Unlikely to be chance: where nothing is wrong, {chance * 100:.0f} searches in 100 show as much"
    return f"Could be chance: where nothing is wrong, {min(chance, 1) * 100:.0f} searches in 100 show as much"


def leaks_finding(report: LeakReport, dismissed: int = 0) -> str:
    """What a search found in one sentence; `dismissed` of its leaks are not shown."""
    leads = _plural(report.leads, "lead", "leads")
    shown = len(report.leaks) - dismissed
    if shown > 0:
        said = f"{_plural(shown, 'leak stands', 'leaks stand')} out in {leads}"
        return f"{said}, {_plural(dismissed, 'more is', 'more are')} dismissed" if dismissed else said
    if dismissed:
        return f"Nothing else stands out in {leads}: {_plural(dismissed, 'leak is', 'leaks are')} dismissed"
    if not report.looked_at:
        return f"{leads}: too few to search for leaks" if report.leads else "No leads in this view"
    if report.smallest is None:
        return f"Nothing stands out in {leads}; of most steps they are so few that only a very large loss would show"
    return f"Nothing stands out in {leads}: what would have been found is a loss of {smallest_words(report)} or more."


def smallest_words(report: LeakReport) -> str:
    """The smallest loss that is found about as often as not: 'about 12 patients'."""
    return "" if report.smallest is None else f"about {_patients(report.smallest)}"


def rounded_money(amount: float, currency: str | None) -> str:
    """An amount that is an estimate: two digits are all that can be said of it."""
    digits = max(0, len(f"{abs(amount):.0f}") - 2)
    return text.money(float(round(amount, -digits)), currency)


def _counted(leak: Leak, label: Label) -> str:
    done = BY_NAME[leak.step[1]].done
    counts = f"{text.count(leak.observed)} of {text.count(leak.leads)} {done}, {_whole(leak.expected)} expected"
    return f"{slice_words(leak.where, label)}: {counts}"


def _between(leak: Leak) -> str:
    low, high = _whole(leak.low), _whole(leak.high)
    return "" if low == high else f" ({low} to {high})"


def _worth(leak: Leak) -> str:
    return "" if leak.money is None else f", worth {rounded_money(leak.money, leak.currency)}"


def _patients(number: float) -> str:
    return _plural(max(1, round(number)), "patient", "patients")


def _whole(number: float) -> str:
    return text.count(max(0, round(number)))


def _plural(number: int, one: str, many: str) -> str:
    return f"{text.count(number)} {one if number == 1 else many}"
