"""The parts of the Response page that stand by themselves: answers, hours of the week, and reach."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dashboard.charts.reach import attempts, attempts_alt
from dashboard.charts.response import response_hours, response_hours_alt
from dashboard.findings.response import attempts_finding, reach_finding, response_finding
from dashboard.metrics import response as waits
from dashboard.metrics.reach import can_tell, reach, reach_by_attempts
from dashboard.ui import definitions
from dashboard.ui.beside import beside
from dashboard.ui.figure import empty, figure, headline
from dashboard.ui.response_cards import reach_cards, response_cards
from dashboard.ui.view import View


def answers_part(view: View, *, business: bool) -> None:
    """How soon a person answers: the finding, and the headline figures beside those of the period compared."""
    practice, times = view.table.practice, waits.response_times(view.slice)
    headline(
        response_finding(times, practice.response_limit_s, business),
        f"First answer by a person, {view.slice_words}",
        definitions.response(practice, business),
    )
    response_cards(times, waits.response_times(view.before_slice) if view.before_slice else None, business)


def hours_map(view: View) -> None:
    """Weekday by hour of arrival, shaded by waiting or by arrivals; nothing where dates carry no hours."""
    if not view.table.has_hours:
        return
    chosen = st.segmented_control("Show", ["Waiting", "Arrivals"], default="Waiting", required=True, key="hours_of")
    beside(view, "hours", lambda seen: _hours(seen, "arrivals" if chosen == "Arrivals" else "waiting"))


def _hours(view: View, shown: Literal["arrivals", "waiting"]) -> None:
    hours = waits.response_hours(view.slice)
    said = response_hours_alt(hours, shown)
    figure(
        finding=said.removesuffix("."),
        subtitle=f"Inquiries by weekday and hour of arrival, {view.table.practice.time_zone} time, {view.slice_words}",
        chart=response_hours(hours, shown),
        numbers=hours,
        alt=said,
        definition=definitions.response(view.table.practice, business=False),
        name="hours",
    )


def reach_part(view: View) -> None:
    """Who was tried and reached, and with how many tries; a sentence where no file counts tries."""
    if not can_tell(view.table)[0]:
        empty("No tries are counted in these files.", "Ask your CRM for 'Number of times contacted' or a call log.")
        return
    beside(view, "reach", _reach)


def _reach(view: View) -> None:
    row = reach(view.slice).row(0, named=True)
    headline(reach_finding(row), f"Tries to get hold of each lead, {view.slice_words}", definitions.reach())
    reach_cards(row)
    tries = reach_by_attempts(view.slice)
    if tries["tried"][0] and can_tell(view.table)[1]:
        figure(
            finding=attempts_finding(tries),
            subtitle=f"Leads with a first, second ... try, and those reached with just that many, {view.slice_words}",
            chart=attempts(tries),
            numbers=tries,
            alt=attempts_alt(tries),
            definition=definitions.reach(),
            name="tries",
        )
