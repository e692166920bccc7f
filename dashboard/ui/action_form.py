"""Where an action is changed, done or dropped; two who type at once lose no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.store.actions import STATUSES, Action
from dashboard.ui.action_fields import LABELS, action_fields, typed
from dashboard.ui.identifiers import without_identifiers
from dashboard.ui.offer import offered
from dashboard.ui.person import local_day
from dashboard.ui.workspace import workspace
from dashboard.ui.writing import Writing

_LABELS: Final = LABELS | {"status": "Status", "done_on": "Done on", "outcome": "What came of it"}


@offered(instead="A contributor writes here; you may look.")
def action_form(action: Action, names: Sequence[str]) -> None:
    """Draw the form over an action as it is stored."""
    form: Writing[Action] = Writing(f"action {action.id}", _fields)
    base = form.begin(action)
    form.both(_LABELS)
    action_fields(form.widget(""), names, kept=True)
    with st.container(horizontal=True):
        st.radio(
            _LABELS["status"],
            STATUSES,
            format_func=str.capitalize,
            key=form.widget("status"),
            horizontal=True,
            persist_state="session",
        )
        st.date_input(_LABELS["done_on"], None, key=form.widget("done_on"), persist_state="session",
                      help="The day from which its figure is counted as after.")  # fmt: skip
    st.text_input(
        _LABELS["outcome"],
        key=form.widget("outcome"),
        max_chars=500,
        placeholder="In your own words; no patient names",
        persist_state="session",
    )
    st.button("Save", key=f"save action {action.id}", type="primary", on_click=_save, args=(form, base))
    form.said()


def _fields(action: Action) -> dict[str, Any]:
    return {name: getattr(action, name) for name in _LABELS}


def _save(form: Writing[Action], base: Action) -> None:
    def store() -> None:
        here = workspace()
        status, outcome = form.typed("status"), form.typed("outcome").strip()
        without_identifiers(outcome, here.practice())
        day = (form.typed("done_on") or local_day(here.practice())) if status == "done" else None
        new = replace(base, **typed(form.widget("")), status=status, done_on=day, outcome=outcome)
        here.teams.actions.change(new)

    form.save(store, "Saved.")
