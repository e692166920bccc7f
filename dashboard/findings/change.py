"""Why a rate changed, in one sentence: which parts of the change go with which leads."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.charts import text
from dashboard.findings.slice_words import Label, leads_words
from dashboard.metrics.change import Changed, parts
from dashboard.metrics.compare import FEWEST

WHAT: Final = {
    "real": "Real leads",
    "reached": "Leads reached",
    "qualified": "Qualified leads",
    "consult_booked": "Consults booked",
    "consult_attended": "Consults attended",
    "procedure_booked": "Procedures booked",
}
TOLD: Final = 2
"""Parts named in the sentence."""


def change_finding(whole: Changed, change: pl.DataFrame, by: str, label: Label) -> str:
    """How far the rate moved and the largest parts of that, in points; that it could be chance where it could.

    `change` as `change_by` gives it for this rate and field.
    """
    if said := too_little_moved(whole):
        return said
    said = moved_sentence(whole)
    told = parts(change, whole.points).head(TOLD)
    if not len(told):
        could = "the change is spread over many kinds of leads" if whole.sure else "this could be chance"
        return f"{said}: {could}"
    named = [
        f"{points_words(part)} with {_said(by, value, kind, more, whole, label)}"
        for value, kind, part, _, more in told.rows()
    ]
    doubt = "" if whole.sure else " (the whole change could be chance)"
    return f"{said}: {text.listed(named)}{doubt}"


def too_little_moved(whole: Changed) -> str:
    """What is said where there is nothing to take apart, else ''."""
    what = WHAT[whole.rate.stage]
    if min(whole.leads, whole.before_leads) < FEWEST:
        return f"{what}: too few leads to say what changed"
    if round(abs(whole.points) * 100) == 0:
        return f"{what} stayed at {_percent(whole.converted, whole.leads)} of {_base(whole)}"
    return ""


def moved_sentence(whole: Changed) -> str:
    """How far the rate moved: 'Consults booked fell 6 points, from 36 % to 30 %'.

    With a decimal where whole percents would not be so many points apart.
    """
    was, now = (100 * part / of for part, of in _rates(whole))
    moved = round(abs(whole.points) * 100)
    if abs(round(now) - round(was)) == moved:
        ends = " to ".join(text.percent(part / of) for part, of in _rates(whole))
    else:
        ends = f"{was:.1f} % to {now:.1f} %"
    way = "fell" if whole.points < 0 else "rose"
    return f"{WHAT[whole.rate.stage]} {way} {_points(abs(whole.points) * 100)}, from {ends}"


def _rates(whole: Changed) -> tuple[tuple[int, int], tuple[int, int]]:
    return (whole.before_converted, whole.before_leads), (whole.converted, whole.leads)


def _said(by: str, value: str | None, kind: str, more: bool, whole: Changed, label: Label) -> str:
    """'more calls' for a part of the mix, 'a lower rate for North office' for a part of the rates."""
    leads = leads_words(by, value, label)
    if kind == "mix":
        return f"{'more' if more else 'fewer'} {leads}"
    return f"a {'lower' if whole.points < 0 else 'higher'} rate for {leads}"


def _base(whole: Changed) -> str:
    return {"inquiry": "inquiries", "real": "real leads"}.get(whole.rate.base, "the stage before")


def _percent(part: int, of: int) -> str:
    return text.percent(part / of)


def _points(points: float) -> str:
    return "1 point" if round(points) == 1 else f"{points:.0f} points"


def points_words(part: float) -> str:
    """A part in points without its sign, as a number: '4', or '0.3' where it is less than one."""
    points = abs(part) * 100
    return f"{points:.0f}" if points >= 0.95 else f"{points:.1f}"
