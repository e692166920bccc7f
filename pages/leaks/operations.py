"""What became of the consults that were booked, how long people wait for them, and what is free."""

import streamlit as st

from dashboard.ui.beside import beside
from dashboard.ui.figure import empty
from dashboard.ui.operations_parts import capacity_part, consult_split, no_shows_part, outcomes_part, waits_part
from dashboard.ui.recontact import recontact_part
from dashboard.ui.view import current

view = current()
if not view.table.has_consults:
    empty("These files tell of no consults.", "Import the calendar, or a file that says who booked one and who came.")
    st.stop()
if not view.slice.size:
    empty("No consults in this view.", "Choose a longer period or clear the filters.")
    st.stop()
by = consult_split(view)
outcomes_part(view, by)
no_shows_part(view, by)
recontact_part(view, ("no_show", "called_off"), "operations")
waits_part(view)
beside(view, "consult slots", capacity_part)
