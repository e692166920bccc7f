"""What was decided: open, done and dropped actions, and whether the done ones moved their figures."""

import streamlit as st

from dashboard.findings.actions import actions_finding
from dashboard.metrics.people import counselors
from dashboard.minutes.decided import held
from dashboard.store.actions import Status
from dashboard.ui import team_definitions
from dashboard.ui.action_list import action_card, action_table, ordered
from dashboard.ui.action_maker import Cause, make_action
from dashboard.ui.figure import download, empty, headline
from dashboard.ui.person import local_day
from dashboard.ui.workspace import leads, workspace

STATUSES: dict[str, Status] = {"Open": "open", "Done": "done", "Dropped": "dropped"}

known = leads()
day = local_day(known.practice)
names = counselors(known)
teams = workspace().teams
found, syncs = teams.actions.all(), held(teams.syncs.all())
st.title("Actions", anchor=False)
headline(
    actions_finding([one.due for one in found if one.status == "open"], day),
    "Who does what by when, and the figure it should move",
    team_definitions.actions(),
)
make_action(Cause("sync", "new"), "Add an action")
if not found:
    empty("Nothing was decided yet.", "Decide at the sync, or choose “Make it an action” at a leak or a figure.")
    st.stop()
shown = st.segmented_control(
    "Shown", list(STATUSES), default="Open", key="actions", bind="query-params", required=True,
    label_visibility="collapsed",
)  # fmt: skip
chosen = ordered(found, STATUSES[shown])
if not chosen:
    empty(f"No action is {shown.lower()}.")
for action in chosen:
    action_card(action, names, day, syncs)
download(action_table(found, syncs), "actions", "Download all actions as CSV")
