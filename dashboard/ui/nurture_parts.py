"""The nurture part of the Follow-up page: the pool, how long people take, who booked late and who came back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard import stages
from dashboard.charts.nurture import pool_alt, pool_bars
from dashboard.charts.segments import convert_curve, convert_curve_alt
from dashboard.findings.follow_up import late_finding, pool_finding, procedures_finding
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.nurture import goal, late_conversions, nurture_pool
from dashboard.ui import definitions, nurture_definitions
from dashboard.ui.figure import figure, headline, table
from dashboard.ui.split import MOST
from dashboard.ui.view import View


def pool_part(view: View) -> None:
    """Leads neither booked nor lost by age, with their chances and the contacts that are due."""
    pool = nurture_pool(view.slice)
    said = f"Real leads neither booked nor lost, by the days since their inquiry, {view.slice_words}"
    if not pool["leads"].sum():
        headline(pool_finding(pool), said, nurture_definitions.pool(view.table.practice))
        return
    figure(
        finding=pool_finding(pool),
        subtitle=said,
        chart=pool_bars(pool),
        numbers=pool,
        alt=pool_alt(pool),
        definition=nurture_definitions.pool(view.table.practice),
        name="nurture pool",
    )


def ready_part(view: View) -> None:
    """How long people take to book, by procedure; nothing without the dates."""
    stage = stages.NAMES[goal(view.table)]
    by = "procedure" if "procedure" in view.table.dimensions else None
    if by is None or goal(view.table) not in view.table.progress.dated:
        return
    curve = convert_time(view.slice, stage, by, MOST)
    if curve.is_empty():
        return
    done = stages.BY_NAME[stage].done
    figure(
        finding=procedures_finding(curve, by, done),
        subtitle=f"Share of real leads that {done}, by days since the inquiry and procedure, {view.slice_words}",
        chart=convert_curve(curve, by),
        numbers=curve,
        alt=convert_curve_alt(curve, by),
        definition=definitions.convert_time(stage),
        name="time to convert by procedure",
    )


def late_part(view: View) -> None:
    """Bookings long after the inquiry and leads that came back, by the campaign that brought the lead."""
    stage = stages.NAMES[goal(view.table)]
    whole = late_conversions(view.slice, None, stage).row(0, named=True)
    if not whole["converted"]:
        return
    headline(
        late_finding(whole, stages.BY_NAME[stage].done),
        f"{stages.BY_NAME[stage].label}, credited to the campaign of the first inquiry, {view.slice_words}",
        nurture_definitions.late(),
    )
    if "campaign" in view.table.dimensions:
        by = late_conversions(view.slice, "campaign", stage).filter((pl.col("late") > 0) | (pl.col("came_back") > 0))
        if len(by):
            table(by.sort("late", "came_back", descending=True, maintain_order=True), "late bookings")
        else:
            st.caption("No campaign brought a lead that booked late or came back.")
