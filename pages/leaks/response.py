"""How long leads wait for a first human answer, and who is never reached."""

import streamlit as st

from dashboard.charts.response import (
    answered_curve,
    answered_curve_alt,
    response_bands,
    response_bands_alt,
)
from dashboard.findings.response import artefact_sentence, bands_finding, curve_finding
from dashboard.metrics import response as waits
from dashboard.metrics.artefacts import response_artefact
from dashboard.stages import BY_NAME
from dashboard.ui import again, definitions
from dashboard.ui.beside import beside
from dashboard.ui.clock_parts import after_hours_part, clocks_part, nothing_told
from dashboard.ui.figure import empty, figure, no_inquiries
from dashboard.ui.recontact import recontact_part
from dashboard.ui.response_parts import answers_part, hours_map, reach_part
from dashboard.ui.split import MOST, converted_stage, split_by
from dashboard.ui.view import current

view = current()
practice = view.table.practice
if not view.slice.size:
    no_inquiries(view)
    st.stop()
if nothing_told(view):
    st.stop()
artefact = response_artefact(view.slice)
by, business = None, True
if artefact:
    empty(artefact_sentence(artefact), "Ask your CRM for the date and time of the first answer by a person.")
elif view.table.has_responses:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        clock = st.segmented_control(
            "Time counted", ["Opening hours", "All hours"], default="Opening hours", required=True, key="clock"
        )
        by = split_by(view, "Compare by", "response_by", "channel")
        stage = converted_stage(view, "response_stage")
    business = clock == "Opening hours"
    beside(view, "answers", lambda seen: answers_part(seen, business=business))
    left, right = st.columns(2, gap="large")
    with left:
        curve = waits.answered_curve(view.slice, by, business, MOST)
        figure(
            finding=curve_finding(waits.response_times(view.slice, by), by, view.table.label(by), business)
            if by
            else "Share answered over time",
            subtitle=f"Share of inquiries answered by then, waiting ones included, {view.slice_words}",
            chart=answered_curve(curve, practice.response_limit_s, by),
            numbers=lambda: waits.response_times(view.slice, by),
            alt=answered_curve_alt(curve, practice.response_limit_s, by),
            definition=definitions.response(practice, business),
            name="answered over time",
            again=again.answered(by, business),
        )
    with right:
        if stage:
            bands = waits.response_bands(view.slice, stage, business)
            figure(
                finding=bands_finding(bands, BY_NAME[stage].done),
                subtitle=f"Inquiries by their wait, and the share that {BY_NAME[stage].done}, {view.slice_words}",
                chart=response_bands(bands),
                numbers=bands,
                alt=response_bands_alt(bands),
                definition=definitions.bands(stage),
                name="conversion by wait",
                again=again.bands(stage, business),
            )
    hours_map(view)
    beside(view, "after hours", lambda seen: after_hours_part(seen, by))
else:
    empty(
        "No first-response times in these files.",
        "Ask your CRM for a 'First outreach date' column; the rest of this page works without it.",
    )

clocks_part(view, by, business=business)
reach_part(view)
recontact_part(view, ("unanswered", "untried", "unreached"), "response")
