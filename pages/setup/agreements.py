"""What both teams agreed to mean by their words: in force, on the table, and as it was before."""

import streamlit as st

from dashboard.agreed import DEFINITIONS, TITLES
from dashboard.metrics.people import counselors
from dashboard.ui.agreement_form import agreement_form
from dashboard.ui.agreement_ledger import earlier, ledger, on_the_table, proposals
from dashboard.ui.agreement_versions import agreement_versions
from dashboard.ui.figure import download
from dashboard.ui.person import person
from dashboard.ui.view import current
from dashboard.ui.workspace import workspace

here, view = workspace(), current()
versions = here.teams.agreements.versions()
practice = view.table.practice
st.title("Agreements", anchor=False)
st.caption("What both teams mean by their words. A new version takes force once marketing and sales have agreed.")
people = [*counselors(view.table), *(one.by for one in versions), *(one.who for one in here.teams.agreements.agreed())]
with st.container(width=560):
    me = person(list(dict.fromkeys(filter(None, people))))
if on_the_table(versions):
    st.subheader("On the table", anchor=False)
proposals(here, versions, view, me)
st.subheader("What the figures rest on", anchor=False)
ledger(here, versions, practice)
st.subheader("Change a definition, or look at an earlier version", anchor=False)
definition = st.selectbox(
    "Definition", DEFINITIONS, format_func=TITLES.__getitem__, key="definition", persist_state="session"
)
agreement_form(here, definition, view, me)
with st.expander("Versions", icon=":material/history:", key="versions", on_change="rerun") as opened:
    if opened.open:
        earlier(here, versions, definition, practice.zone)
if versions:
    download(here.teams.table("agreements"), "agreements", "Download all versions as CSV")
with st.expander("A figure under another version", icon=":material/compare:", key="other", on_change="rerun") as beside:
    if beside.open:
        agreement_versions(here, versions, definition, view)
