"""Decisions at the sync: who does what by when, and which figure it should move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.minutes.spoken import action_sentence
from dashboard.store.actions import Action
from dashboard.store.imports import StoreError
from dashboard.ui.action_fields import SOON, action_fields, typed
from dashboard.ui.person import local_day
from dashboard.ui.said import said, say
from dashboard.ui.sync_parts import lines
from dashboard.ui.view_link import view_link
from dashboard.ui.workspace import workspace

if TYPE_CHECKING:
    from dashboard.ui.view import View

_MADE: Final = "_sync_decisions"
_KEY: Final = "decision "


def decisions(view: View, names: list[str]) -> None:
    """The form for a decision, and those made since the page was opened or the sync was saved last."""
    with st.form("decision", clear_on_submit=True, border=True):
        action_fields(_KEY, names, local_day(view.table.practice) + SOON)
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
        action = Action(**typed(_KEY), slice=view.filters, origin="sync", link=view_link())
        stored = workspace().teams.actions.add(action)
    except StoreError as error:
        say("decision", "error", f"Not saved: {error}")
        return
    state.setdefault(_MADE, []).append(stored.id)
    say("decision", "check", "Decided.")
