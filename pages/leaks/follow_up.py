"""What was left lying after the first answer, and what is still worth a call today."""

import streamlit as st

from dashboard.charts.aging import aging_alt, aging_bars
from dashboard.findings.follow_up import aging_finding
from dashboard.metrics.aging import aging, aging_bands
from dashboard.ui import again, definitions
from dashboard.ui.beside import beside
from dashboard.ui.figure import empty, figure, no_inquiries
from dashboard.ui.follow_up_parts import calls_part, handoffs_part, ownership_part, responders_part, roles_part
from dashboard.ui.nurture_parts import late_part, pool_part, ready_part
from dashboard.ui.recontact import recontact_part
from dashboard.ui.split import split_by
from dashboard.ui.view import current

view = current()
if not view.slice.size:
    no_inquiries(view)
    st.stop()
listed = aging(view.slice)
if view.table.dated:
    bands = aging_bands(listed)
    currencies = listed.drop_nulls("worth")["currency"].unique().to_list()
    figure(
        finding=aging_finding(listed),
        subtitle=f"Open real leads by the days since anything happened with them, {view.slice_words}",
        chart=aging_bars(bands, currencies[0] if len(currencies) == 1 else None),
        numbers=bands,
        alt=aging_alt(bands),
        definition=definitions.aging(),
        name="aging",
        again=again.waiting,
    )
    calls_part(view, listed)
else:
    empty("No aging list without dates.", "Ask your CRM for the inquiry date and the date of the last activity.")
by = split_by(view, "Compare by", "follow_up_by", "inbox")
beside(view, "ownership", lambda seen: ownership_part(seen, by))
recontact_part(view, ("left_lying", "unowned"), "ownership")
responders_part(view)
beside(view, "roles", roles_part)
handoffs_part(view)
if view.table.dated:
    beside(view, "nurture pool", pool_part)
    beside(view, "time to convert by procedure", ready_part)
beside(view, "late bookings", late_part)
