"""The ten minutes: one walk through last actions, figures, what patients say, and decisions."""

import streamlit as st

from dashboard.metrics.people import counselors
from dashboard.ui import sync_parts
from dashboard.ui.drought_notice import drought_notice, folded_drought_section
from dashboard.ui.figure import empty
from dashboard.ui.sync_agenda import agenda_of
from dashboard.ui.sync_decisions import decisions
from dashboard.ui.sync_kept import notes
from dashboard.ui.sync_minutes import earlier_syncs, save_sync
from dashboard.ui.sync_walk import clock, walk
from dashboard.ui.view import current

view = current()
people = list(counselors(view.table))
if not view.slice.size:
    empty("No inquiries in this view.", "Choose a longer period, clear the filters, or import last month's exports.")
    earlier_syncs()
    st.stop()
part = walk()
agenda = agenda_of(view, with_leaks=False)
clock(agenda, part)
if part == "actions":
    drought_notice(view)
    folded_drought_section(view)
sync_parts.draw(view, agenda, agenda.part(part))
if part == "decisions":
    decisions(view, people)
    notes(agenda)
    save_sync(view, agenda_of(view, with_leaks=True), people)
    earlier_syncs()
