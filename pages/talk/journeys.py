"""Walk in the other's shoes: five leads from the ad to the procedure, and what was learnt beside the other team."""

import streamlit as st

from dashboard.metrics.people import counselors
from dashboard.ui.figure import headline, no_inquiries
from dashboard.ui.journey_cards import journeys_to_read
from dashboard.ui.shadowing_log import shadowing_log
from dashboard.ui.view import current
from dashboard.ui.workspace import workspace

view = current()
headline(
    "Five journeys to read",
    f"Leads drawn at random, from the ad to the procedure, without who they are, {view.slice_words}",
    "Every step on record: inquiry, tries, answers, stages, and single calls and messages where files bring them.\n"
    "Names, numbers and words of patients are never stored, so they cannot stand here.",
)
if view.slice.size:
    journeys_to_read(view)
else:
    no_inquiries(view)
st.divider()
shadowing_log(view, workspace(), counselors(view.table))
