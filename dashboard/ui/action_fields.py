"""The fields of an action, and the action typed into them: the same at the sync, at a figure and on its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from dashboard.charts.text import clean
from dashboard.metrics.measures import BY_NAME, MEASURES
from dashboard.stages import TEAMS
from dashboard.ui.identifiers import without_identifiers
from dashboard.ui.workspace import leads, workspace

LABELS: Final = {"what": "What", "who": "Who", "team": "Team", "due": "By", "measure": "Should move"}
SOON: Final = timedelta(days=14)
LONGEST: Final = 300


def action_fields(prefix: str, names: Sequence[str], due: date | None = None, *, kept: bool = False) -> None:
    """Draw what, who, team, by when and the figure to move; keys begin with `prefix`, `due` is offered first.

    With `kept`, what is half typed outlives a look at another page.
    """
    state: dict[str, Any] = {"persist_state": "session"} if kept else {}
    st.text_input(
        LABELS["what"],
        key=f"{prefix}what",
        max_chars=LONGEST,
        placeholder="Answer evening forms the same evening",
        **state,
    )
    chosen = st.session_state.get(f"{prefix}measure")
    left, right = st.columns(2, gap="small")
    left.selectbox(
        LABELS["who"],
        [*names, *({st.session_state.get(f"{prefix}who")} - {None, *names})],
        None,
        key=f"{prefix}who",
        format_func=clean,
        accept_new_options=True,
        placeholder="Choose or type",
        **state,
    )
    right.selectbox(
        LABELS["team"], TEAMS, None, key=f"{prefix}team", format_func=str.capitalize, placeholder="Any", **state
    )
    left.date_input(LABELS["due"], due, key=f"{prefix}due", **state)
    right.selectbox(
        LABELS["measure"],
        [one.name for one in MEASURES if one.answerable(leads()) or one.name == chosen],
        None,
        key=f"{prefix}measure",
        format_func=lambda name: BY_NAME[name].label,
        placeholder="No figure",
        help="Once it is done, this figure is shown before and after, for the leads it was decided for.",
        **state,
    )


def typed(prefix: str) -> dict[str, Any]:
    """What was typed, by the field's name. Raises StoreError for words that tell who a patient is."""
    state = st.session_state
    what, who = state[f"{prefix}what"].strip(), " ".join((state[f"{prefix}who"] or "").split())[:80]
    without_identifiers(f"{what}\n{who}", workspace().practice())
    return {"what": what, "who": who} | {name: state[f"{prefix}{name}"] for name in ("team", "due", "measure")}
