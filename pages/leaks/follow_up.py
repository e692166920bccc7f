"""What was left lying after the first answer, and what is still worth a call today."""

import streamlit as st

from dashboard.charts.aging import aging_alt, aging_bars
from dashboard.findings.follow_up import aging_finding, next_steps_sentence, ownership_finding
from dashboard.metrics.aging import aging, aging_bands
from dashboard.metrics.ownership import ownership
from dashboard.ui import again, definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure, headline, table
from dashboard.ui.follow_up_parts import calls_part, handoffs_part, responders_part, roles_part
from dashboard.ui.nurture_parts import late_part, pool_part, ready_part
from dashboard.ui.split import split_by
from dashboard.ui.view import current

view = current()
if not view.slice.size:
    empty("No inquiries in this view.", "Choose a longer period or clear the filters.")
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
owned = ownership(view.slice)
headline(
    ownership_finding(owned.row(0, named=True)),
    f"Inquiries, {view.slice_words}",
    definitions.ownership(view.table.practice),
)
steps = next_steps_sentence(owned.row(0, named=True))
if steps:
    st.caption(plain(steps))
split = ownership(view.slice, by) if by else owned
table(split.select(one.name for one in split if one.null_count() < len(split)), "ownership")
responders_part(view)
roles_part(view)
handoffs_part(view)
if view.table.dated:
    pool_part(view)
    ready_part(view)
late_part(view)
