"""Test the response: inquiries sent as a patient would, and how they were answered beside what the files report."""

import streamlit as st

from dashboard.metrics.people import counselors
from dashboard.ui.response_test_forms import log_form, plan_form, plan_said, title
from dashboard.ui.response_test_results import results
from dashboard.ui.view import current
from dashboard.ui.workspace import workspace

SHOWN = 20  # the newest; the table above counts them all

view, here = current(), workspace()
results(view, here)
with st.expander("Plan a test", icon=":material/add:", key="plan_test", on_change="rerun") as plan:
    if plan.open:
        plan_form(view, here, counselors(view.table))
plan_said()
tests = [test for test in here.teams.response_tests.all() if not test.dropped]
for test in sorted(tests, key=lambda one: (one.answered_at is not None, -one.id))[:SHOWN]:
    with st.expander(title(test), key=f"test {test.id} open", on_change="rerun") as log:
        if log.open:
            log_form(test, view, here)
