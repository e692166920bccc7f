"""Why leads come in and do not book: not real, the wrong audience, never reached, or something missing."""

import streamlit as st

from dashboard.charts.not_booked import not_booked, not_booked_alt
from dashboard.findings.hypotheses import hypotheses_finding
from dashboard.metrics.hypotheses import beside_usual
from dashboard.ui import again, explanation_definitions
from dashboard.ui.beside import beside
from dashboard.ui.figure import empty, figure
from dashboard.ui.not_booked import everybody, not_booked_leads, readable, reasons
from dashboard.ui.split import MOST, split_by
from dashboard.ui.view import current

view = current()
if "consult_booked" not in view.table.stages:
    empty("These files do not say who booked a consult.", "Import the calendar, or a file that does.")
    st.stop()
if not view.slice.size:
    empty("Nothing to tell of consults in this view.", "Choose a longer period or clear the filters.")
    st.stop()
by = split_by(view, "Compare by", "not_booked_by", "campaign")
if not by:
    empty("These data have no field to compare by.", "Import a file with campaigns or doctors.")
    st.stop()
label = view.table.label
found = beside_usual(view.slice, everybody(view), by)
largest = found[by].unique(maintain_order=True).head(2 * MOST).to_list()
points = figure(
    finding=hypotheses_finding(found, by, label),
    subtitle=f"Leads that did not book a consult, by why, {view.slice_words}",
    chart=not_booked(found.filter(found[by].is_in(largest, nulls_equal=True)), by),
    numbers=readable(found, by),
    alt=not_booked_alt(found, by),
    definition=explanation_definitions.hypotheses(view.table.practice),
    name="not booked",
    again=again.reasons(by),
    select=True,
)
not_booked_leads(view, by, points)
beside(view, "reasons", reasons)
