"""Decisions at the sync: who does what by when, and which figure it should move."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.metrics.measures import BY_NAME, MEASURES
from dashboard.minutes.spoken import action_sentence
from dashboard.stages import TEAMS
from dashboard.store.actions import Action
from dashboard.store.imports import StoreError
from dashboard.ui.person import local_day
from dashboard.ui.said import said, say
from dashboard.ui.sync_parts import lines
from dashboard.ui.workspace import workspace

if TYPE_CHECKING:
    from dashboard.ui.view import View

_MADE: Final = "_sync_decisions"
_KEY: Final = "decision "


def decisions(view: View, names: list[str]) -> None:
    """The form for a decision, and those made since the page was opened or the sync was saved last."""
    with st.form("decision", clear_on_submit=True, border=True):
        st.text_input("What", key=f"{_KEY}what", max_chars=300, placeholder="Answer evening forms the same evening")
        who, team, due, measure = st.columns([1.2, 1, 1, 1.4])
        who.selectbox("Who", names, None, key=f"{_KEY}who", accept_new_options=True, placeholder="Choose or type")
        team.selectbox("Team", TEAMS, None, key=f"{_KEY}team", format_func=str.capitalize, placeholder="Any")
        due.date_input("By", local_day(view.table.practice) + timedelta(days=14), key=f"{_KEY}due")
        measure.selectbox(
            "Should move",
            [one.name for one in MEASURES],
            None,
            key=f"{_KEY}measure",
            format_func=lambda name: BY_NAME[name].label,
            placeholder="No figure",
            help="At a later sync this figure is shown before and after, for the leads now in view.",
        )
        st.form_submit_button("Decide", type="primary", icon=":material/check:", on_click=_decide, args=(view,))
    said("decision")
    lines(made(view))


def made(view: View) -> tuple[str, ...]:
    """The decisions made in this sync so far, as sentences."""
    numbers = st.session_state.get(_MADE, [])
    today = local_day(view.table.practice)
    found = [one for one in workspace().teams.actions.all() if one.id in numbers and one.status == "open"]
    return tuple(action_sentence(one, today) for one in found)


def forget_made() -> None:
    """The next sync begins without decisions."""
    st.session_state.pop(_MADE, None)


def _decide(view: View) -> None:
    state = st.session_state
    try:
        action = Action(
            what=state[f"{_KEY}what"].strip(),
            who=(state[f"{_KEY}who"] or "").strip(),
            team=state[f"{_KEY}team"],
            due=state[f"{_KEY}due"],
            measure=state[f"{_KEY}measure"],
            slice=view.filters.choosing("", ()),
            origin="sync",
        )
        stored = workspace().teams.actions.add(action)
    except StoreError as error:
        say("decision", "error", f"Not saved: {error}")
        return
    state.setdefault(_MADE, []).append(stored.id)
    say("decision", "check", "Decided.")
