"""Several practices side by side and together: who gets how many of their inquiries to a stage."""

import streamlit as st

from dashboard.charts.rollup import practices, practices_alt
from dashboard.findings.rollup import rollup_finding
from dashboard.metrics.rollup import rollup
from dashboard.stages import BY_NAME, NAMES
from dashboard.ui import definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure
from dashboard.ui.period import ALL, LAST_MONTH, LAST_QUARTER, THIS_YEAR
from dashboard.ui.rollup import funnels, named

st.title("Practices", anchor=False)
with st.container(horizontal=True, width=560):
    period = st.selectbox("Period", (ALL, LAST_MONTH, LAST_QUARTER, THIS_YEAR), key="group_period", bind="query-params")
    stage = st.selectbox(
        "How many",
        NAMES[1:],
        NAMES[1:].index("consult_booked"),
        format_func=lambda name: BY_NAME[name].done,
        key="group_stage",
        bind="query-params",
    )
group = funnels(period)
if group.without:
    st.caption(plain(f"Without data yet, and so not counted: {', '.join(group.without)}."))
if not group.found:
    empty("None of your practices has data yet.", "Choose one above and import its exports.")
    st.stop()
found = rollup(group.found, stage)
figure(
    finding=rollup_finding(found, stage),
    subtitle=f"Share of inquiries that {BY_NAME[stage].done}, by practice, {group.filters.describe_period()}",
    chart=practices(found, stage),
    numbers=named(found),
    alt=practices_alt(found, stage),
    definition=definitions.rollup(),
    name="practices",
    hides=group.hides,
)
