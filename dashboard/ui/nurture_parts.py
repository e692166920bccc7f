"""The nurture part of the Follow-up page: the pool, how long people take, who booked late and who came back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.charts.nurture import pool_alt, pool_bars
from dashboard.charts.segments import convert_curve, convert_curve_alt
from dashboard.findings.follow_up import late_finding, pool_finding, procedures_finding
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.nurture import late_conversions, nurture_pool
from dashboard.stages import BY_NAME
from dashboard.ui import definitions, nurture_definitions
from dashboard.ui.figure import figure, headline, table
from dashboard.ui.split import MOST
from dashboard.ui.view import View

STAGE = "consult_booked"


def pool_part(view: View) -> None:
    """Leads neither booked nor lost by age, with their chances and the contacts that are due."""
    pool = nurture_pool(view.slice)
    figure(
        finding=pool_finding(pool),
        subtitle=f"Real leads neither booked nor lost, by the days since their inquiry, {view.slice_words}",
        chart=pool_bars(pool),
        numbers=pool,
        alt=pool_alt(pool),
        definition=nurture_definitions.pool(view.table.practice),
        name="nurture pool",
    )


def ready_part(view: View) -> None:
    """How long people take to book, by procedure; nothing without the dates."""
    if STAGE not in view.table.stages or not (view.table.leads[f"{STAGE}_at"].null_count() < view.table.size):
        return
    by = "procedure" if "procedure" in view.table.dimensions else None
    curve = convert_time(view.slice, STAGE, by, MOST)
    if curve.is_empty() or by is None:
        return
    done = BY_NAME[STAGE].done
    figure(
        finding=procedures_finding(curve, by, done),
        subtitle=f"Share of real leads that {done}, by days since the inquiry and procedure, {view.slice_words}",
        chart=convert_curve(curve, by),
        numbers=curve,
        alt=convert_curve_alt(curve, by),
        definition=definitions.convert_time(STAGE),
        name="time to convert by procedure",
    )


def late_part(view: View) -> None:
    """Bookings long after the inquiry and leads that came back, by the campaign that brought the lead."""
    whole = late_conversions(view.slice).row(0, named=True)
    if not whole["converted"]:
        return
    headline(
        late_finding(whole),
        f"Consults booked, credited to the campaign of the first inquiry, {view.slice_words}",
        nurture_definitions.late(),
    )
    if "campaign" in view.table.dimensions:
        by = late_conversions(view.slice, "campaign").filter((pl.col("late") > 0) | (pl.col("came_back") > 0))
        if len(by):
            table(by.sort("late", "came_back", descending=True, maintain_order=True), "late bookings")
        else:
            st.caption("No campaign brought a lead that booked late or came back.")
