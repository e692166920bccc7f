"""How far inquiries get, and where they stop."""

import streamlit as st

from dashboard.charts.funnel import funnel, funnel_alt, funnel_panels, funnel_panels_alt
from dashboard.charts.trend import trend_alt, weekly_rate
from dashboard.findings.funnel import funnel_finding, trend_finding
from dashboard.metrics.funnel import funnel_steps, with_before
from dashboard.metrics.trend import weekly
from dashboard.stages import BY_NAME
from dashboard.ui import again, definitions
from dashboard.ui.beside import beside
from dashboard.ui.change_section import change_section
from dashboard.ui.drought_notice import drought_notice
from dashboard.ui.figure import empty, figure
from dashboard.ui.funnel_parts import reasons_part, steps_part
from dashboard.ui.lead_list import selected_leads
from dashboard.ui.split import MOST, converted_stage, split_by
from dashboard.ui.trend_marks import marks_chosen, marks_listed
from dashboard.ui.view import current

view = current()
drought_notice(view)
steps = funnel_steps(view.slice)
before = funnel_steps(view.before_slice) if view.before_slice else None
shown = with_before(steps, before) if before is not None else steps
if not steps["reached"][0]:
    empty("No inquiries in this view.", "Choose a longer period or clear the filters.")
    st.stop()

definition = definitions.funnel(view.table.practice)
points = figure(
    finding=funnel_finding(steps, before),
    subtitle=f"Inquiries by the furthest stage they reached, {view.slice_words}",
    chart=funnel(shown),
    numbers=shown,
    alt=funnel_alt(steps),
    definition=definition,
    name="funnel",
    again=again.funnel,
    select=True,
)
selected_leads(view, points)
if before is not None:
    beside(view, "steps", steps_part)
    change_section(view)

left, right = st.columns(2, gap="large")
with left:
    stage = converted_stage(view, "funnel_stage")
    if stage and view.table.dated:
        weeks = weekly(view.slice, stage)
        marked = marks_chosen(weeks["week"])
        figure(
            finding=trend_finding(weeks, BY_NAME[stage].done),
            subtitle=f"Real leads by week of inquiry, {view.slice_words}",
            chart=weekly_rate(weeks, BY_NAME[stage].done, marked),
            numbers=weeks,
            alt=trend_alt(weeks, BY_NAME[stage].done),
            definition=definitions.trend(stage),
            name="weeks",
            again=again.weeks(stage),
        )
        marks_listed(marked)
with right:
    worst = steps["stage"][int(steps["lost"].arg_max() or 0)]
    beside(view, "reasons", lambda seen: reasons_part(seen, worst))

by = split_by(view, "Compare by", "funnel_by", "campaign")
if by:
    split = funnel_steps(view.slice, by, MOST)
    figure(
        finding=f"The funnel by {view.table.label(by).lower()}",
        subtitle=f"Share of each group's inquiries that reached the stage, {view.slice_words}",
        chart=funnel_panels(split, by),
        numbers=lambda: funnel_steps(view.slice, by),
        alt=funnel_panels_alt(split, by),
        definition=definition,
        name="funnel by group",
        again=again.panels(by),
    )
