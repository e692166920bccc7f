"""Before and after of the done actions of this workspace, worked out once for everybody."""

from __future__ import annotations

import streamlit as st

from dashboard.minutes.decided import held
from dashboard.minutes.followed import Followed, effects_said, follow
from dashboard.store.actions import Action
from dashboard.ui.workspace import leads, workspace


def followed(action: Action) -> Followed | None:
    """What became of a done action; None where it should move no figure."""
    if action.status != "done" or not action.measure:
        return None
    here = workspace()
    return _followed(str(here.folder), here.version, action.id, action.version, action)


def effects() -> tuple[str, ...]:
    """What became of the actions done lately, a sentence each."""
    teams = workspace().teams
    return effects_said(teams.actions.all(), leads().as_of.date(), followed, held(teams.syncs.all()))


# the action is known by its number and version; its words need no key of their own
@st.cache_resource(max_entries=500, show_spinner="Looking at before and after")
def _followed(folder: str, version: str, number: int, changed: int, _action: Action) -> Followed | None:
    return follow(_action, leads(), leads)
