"""Decisions at the sync: who does what by when, and which figure it should move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.minutes.decided import decided
from dashboard.minutes.spoken import action_sentence
from dashboard.store.actions import Action
from dashboard.store.imports import StoreError
from dashboard.ui.action_fields import SOON, action_fields, typed
from dashboard.ui.offer import offered
from dashboard.ui.person import clock_day, local_day
from dashboard.ui.said import said, say
from dashboard.ui.sync_parts import lines
from dashboard.ui.view_link import view_link
from dashboard.ui.workspace import workspace

if TYPE_CHECKING:
    from dashboard.ui.view import View

_KEY: Final = "decision "


def decisions(view: View, names: list[str]) -> None:
    """The form for a decision, and those of this sync so far."""
    _form(view, names)
    said("decision")
    lines(made(view))


def made(view: View) -> tuple[str, ...]:
    """What was decided in this sync so far, by anybody, as sentences."""
    today = local_day(view.table.practice)
    return tuple(action_sentence(one, today) for one in made_actions(view))


def made_actions(view: View) -> tuple[Action, ...]:
    """The actions decided in this sync so far."""
    practice, teams = view.table.practice, workspace().teams
    return decided(teams.actions.all(), teams.syncs.all(), clock_day(practice), practice.zone)


@offered(instead="A contributor decides here; you may look.")
def _form(view: View, names: list[str]) -> None:
    with st.form("decision", clear_on_submit=True, border=True):
        action_fields(_KEY, names, local_day(view.table.practice) + SOON)
        st.form_submit_button("Decide", type="primary", icon=":material/check:", on_click=_decide, args=(view,))


def _decide(view: View) -> None:
    try:
        action = Action(**typed(_KEY), slice=view.filters, origin="sync", link=view_link())
        workspace().teams.actions.add(action)
    except StoreError as error:
        say("decision", "error", f"Not saved: {error}")
        return
    say("decision", "check", "Decided.")
