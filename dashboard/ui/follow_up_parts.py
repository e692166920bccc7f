"""The parts of the Follow-up page: who answers, and what was late or came back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.charts.segments import segments, segments_alt
from dashboard.findings.follow_up import late_finding, responders_finding
from dashboard.findings.segments import segments_finding
from dashboard.metrics.nurture import came_back, late_conversions
from dashboard.metrics.responders import inbox_responders
from dashboard.metrics.segments import segment_rates
from dashboard.stages import BY_NAME
from dashboard.ui import definitions
from dashboard.ui.figure import figure, headline, table
from dashboard.ui.split import MOST, converted_stage
from dashboard.ui.view import View


def responders_part(view: View) -> None:
    """Who answers each inbox; the people's names only behind a deliberate click."""
    if "first_response_by" not in view.table.dimensions:
        return
    by = "inbox" if "inbox" in view.table.dimensions else "channel"
    found = inbox_responders(view.slice, by)
    headline(
        responders_finding(found, by), f"First answers by a named person, {view.slice_words}", definitions.answers()
    )
    names = st.toggle("Show names", key="show_names", help="Steps and inboxes are what to talk about; names may help.")
    table(found if names else found.drop("top_responder"), "who answers")


def handoffs_part(view: View) -> None:
    """Conversion by how often a lead was passed on."""
    stage = converted_stage(view, "follow_up_stage")
    if stage is None or "handoffs" not in view.table.dimensions:
        return
    rates = segment_rates(view.slice, "handoffs", stage).drop_nulls("handoffs")
    whole = segment_rates(view.slice, None, stage)["rate"].item()
    done = BY_NAME[stage].done
    figure(
        finding=segments_finding(rates, "handoffs", view.table.label("handoffs"), done),
        subtitle=f"Real leads that {done}, by how often they were passed on, {view.slice_words}",
        chart=segments(rates.head(MOST), "handoffs", whole),
        numbers=rates,
        alt=segments_alt(rates, "handoffs", whole),
        definition=definitions.conversion(stage, view.table.practice),
        name="hand-offs",
    )


def nurture_part(view: View) -> None:
    """Bookings long after the inquiry, by the campaign that brought the lead, and leads that came back."""
    whole = late_conversions(view.slice).row(0, named=True)
    if not whole["converted"]:
        return
    headline(
        late_finding(whole, *came_back(view.slice)),
        f"Consults booked, credited to the campaign of the inquiry, {view.slice_words}",
        definitions.late(),
    )
    if "campaign" in view.table.dimensions:
        by = late_conversions(view.slice, "campaign").filter(pl.col("late") > 0)
        table(by.sort("late", descending=True, maintain_order=True), "late bookings")
