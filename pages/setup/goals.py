"""What each team wants to reach, and whether it is on pace; both teams' goals as one chain."""

import streamlit as st

from dashboard.charts.goals import goal_chain, goal_chain_alt
from dashboard.findings.goals import chain_finding, goals_finding
from dashboard.metrics.goals import chains
from dashboard.metrics.people import counselors
from dashboard.ui import team_definitions
from dashboard.ui.figure import download, empty, figure, headline
from dashboard.ui.goal_cards import goal_card, goal_table, starters
from dashboard.ui.goal_form import goal_form, new_goal
from dashboard.ui.goal_standing import standing
from dashboard.ui.period import month_ahead
from dashboard.ui.slice_choice import leads_words
from dashboard.ui.workspace import leads, workspace

table = leads()
names = counselors(table)
goals = workspace().teams.goals.all()
live = [goal for goal in goals if not goal.closed]
month = month_ahead(table.as_of.date())
found = [standing(goal) for goal in live]
st.title("Goals", anchor=False)
headline(goals_finding(found), f"Data up to {table.as_of.day} {table.as_of:%b %Y}", team_definitions.goals())
if not live:
    empty("Take over a starter below, or set one of your own.")
for number, chain in enumerate(chains(found)):
    first = chain[0].goal
    figure(
        finding=chain_finding(chain),
        subtitle=f"The teams' goals as one chain, {first.since.day} {first.since:%b} on, {leads_words(first.slice)}",
        chart=goal_chain(chain),
        numbers=goal_table([goal for goal in live if goal in [one.goal for one in chain]]),
        alt=goal_chain_alt(chain),
        definition=team_definitions.chain(),
        name=f"goal chain {number}",
    )
columns = st.columns(2, gap="medium")
for place, goal in enumerate(live):
    with columns[place % 2]:
        goal_card(goal, names)
with st.expander("Set a goal", icon=":material/add:", key="new_goal", on_change="rerun") as new:
    if new.open:
        goal_form(new_goal(month), names)
with st.expander(
    "Starter goals", icon=":material/flag:", key="starters", on_change="rerun", expanded=not live
) as offered:
    if offered.open:
        starters(table, month, [goal.measure for goal in live if goal.since == month[0]])
closed = [goal for goal in goals if goal.closed]
if closed:
    with st.expander(f"Closed goals ({len(closed)})", icon=":material/lock:", key="closed", on_change="rerun") as fold:
        if fold.open:
            for goal in closed:
                goal_card(goal, names)
if goals:
    download(goal_table(goals), "goals", "Download all goals as CSV")
