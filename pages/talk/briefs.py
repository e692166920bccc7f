"""What each campaign offers and how to speak of it, before the leads come."""

from datetime import timedelta

import streamlit as st

from dashboard.charts.briefs import brief_times, brief_times_alt
from dashboard.findings import briefs as say
from dashboard.metrics import briefs as count
from dashboard.metrics.people import counselors
from dashboard.store.briefs import Brief
from dashboard.ui import definitions
from dashboard.ui.answered import answered
from dashboard.ui.brief_card import brief_card, readers
from dashboard.ui.brief_choice import brief_choice, version_choice
from dashboard.ui.brief_form import brief_form
from dashboard.ui.figure import download, empty, figure, headline, table
from dashboard.ui.person import local_day, who
from dashboard.ui.workspace import leads, workspace

AHEAD = timedelta(days=45)  # drawn where a brief has no last day, and beyond the last that has one

here, known = workspace(), leads()
day = local_day(known.practice)
newest = here.teams.briefs.newest()
versions = here.teams.briefs.table()
names = [name for name in known.values("campaign") if name]
people = [*counselors(known), *(name for name in known.values("doctor") if name)]
st.title("Briefs", anchor=False)
if not newest:
    empty("No brief yet.", "Write down what a campaign offers, before its leads call.")
else:
    first, last = count.span(versions, day, AHEAD)
    running = count.running(versions, first, last)
    figure(
        finding=say.running_finding(running, day),
        subtitle="Every version of every brief, from the day it is used",
        chart=brief_times(running, first, last, day),
        numbers=running,
        alt=brief_times_alt(running, day),
        definition=definitions.briefs(),
        name="what runs when",
    )
    in_use = set(running.filter((running["since"] <= day) & (running["until"] > day))["brief"])
    with st.container(horizontal=True):
        brief = brief_choice(newest, in_use)
        shown = version_choice(here.teams.briefs.versions(brief.brief))
    with st.container(border=True):
        brief_card(here, shown)
    readers(here, shown, counselors(known))
    under = count.brief_leads(known, versions.filter(versions["brief"] == brief.brief))
    headline(say.versions_finding(under), "Leads that came in under each version", definitions.briefs())
    table(under.drop("brief"), "leads by brief version")
    with st.expander("Change this brief", icon=":material/edit:", key="change_brief", on_change="rerun") as change:
        if change.open:
            brief_form(here, brief, names, people, answered(here, brief.campaign), day, who())
if newest:
    download(here.teams.table("briefs"), "briefs", "Download all briefs as CSV")
with st.expander("Write a new brief", icon=":material/add:", key="new_brief", on_change="rerun") as new:
    if new.open:
        brief_form(here, Brief("", day), names, people, answered(here, None), day, who())
