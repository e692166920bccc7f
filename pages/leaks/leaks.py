"""Where patients are lost, how many, what that is worth, and what it goes with; quiet where nothing is wrong."""

import streamlit as st

from dashboard.ui.drought_notice import drought_notice, folded_drought_section
from dashboard.ui.figure import empty
from dashboard.ui.leak_dismissal import said
from dashboard.ui.leak_link import asked
from dashboard.ui.leak_search import searches
from dashboard.ui.leak_sections import alone, apart, put_aside, ranked, under_another, watched
from dashboard.ui.leak_what_if import what_if
from dashboard.ui.view import current
from dashboard.ui.workspace import workspace

view = current()
if not view.slice.size:
    empty("No inquiries in this view.", "Choose a longer period or clear the filters.")
    st.stop()
report = searches().report(view.slice)
dismissed = workspace().dismissals.live()
said()
wanted = asked()
if wanted and alone(view, report, dismissed, wanted):
    st.stop()
ranked(view, report, dismissed)
under_another(view, dismissed)
apart(view, report)
watched(view, report)
put_aside(view, report, dismissed)
drought_notice(view)
folded_drought_section(view)
what_if(view, [leak for leak in report.leaks if leak.id not in dismissed])
