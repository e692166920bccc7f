"""The parts of the Response page that stand by themselves: hours of the week, and reach."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dashboard.charts.reach import attempts, attempts_alt
from dashboard.charts.response import response_hours, response_hours_alt
from dashboard.findings.response import attempts_finding, reach_finding
from dashboard.metrics import response as waits
from dashboard.metrics.reach import can_tell, reach, reach_by_attempts
from dashboard.ui import again, definitions
from dashboard.ui.figure import empty, figure, headline
from dashboard.ui.response_cards import reach_cards
from dashboard.ui.view import View


def hours_map(view: View) -> None:
    """Weekday by hour of arrival, shaded by waiting or by arrivals; nothing where dates carry no hours."""
    if not view.table.has_hours:
        return
    hours = waits.response_hours(view.slice)
    chosen = st.segmented_control("Show", ["Waiting", "Arrivals"], default="Waiting", required=True, key="hours_of")
    shown: Literal["arrivals", "waiting"] = "arrivals" if chosen == "Arrivals" else "waiting"
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
    knows_tries, knows_reached = can_tell(view.table)
    if not knows_tries:
        empty("No tries are counted in these files.", "Ask your CRM for 'Number of times contacted' or a call log.")
        return
    row = reach(view.slice).row(0, named=True)
    headline(reach_finding(row), f"Tries to get hold of each lead, {view.slice_words}", definitions.reach())
    reach_cards(row)
    tries = reach_by_attempts(view.slice)
    if tries["tried"][0] and knows_reached:
        figure(
            finding=attempts_finding(tries),
            subtitle=f"Leads with a first, second ... try, and those reached with just that many, {view.slice_words}",
            chart=attempts(tries),
            numbers=tries,
            alt=attempts_alt(tries),
            definition=definitions.reach(),
            name="tries",
            again=again.tries,
        )
