"""The minute in which a counselor writes down what a lead said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.charts.feedback import kind_label
from dashboard.charts.text import clean, short
from dashboard.ingest.telling import SAID, telling, telling_number
from dashboard.metrics.themes import alike
from dashboard.store.feedback import KINDS, LONGEST, Feedback
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.identifiers import warn
from dashboard.ui.offer import offered
from dashboard.ui.person import Person, local_day, person
from dashboard.ui.said import said, say

if TYPE_CHECKING:
    import polars as pl

    from dashboard.metrics.leads import LeadTable

NEW: Final = 0
"""The choice of a theme of its own, among the numbers of themes that are near."""
_KEY: Final = "feedback "
_SEEN, _STORED = "_feedback_seen", "_feedback_stored"


@st.fragment
@offered(instead="A contributor writes here; you may look.")
def feedback_form(table: LeadTable, workspace: Workspace, names: Sequence[str], campaigns: Sequence[str]) -> None:
    """Draw the form. What tells who a patient is, is not stored; what was said before is offered to be joined."""
    if st.session_state.pop(_STORED, False):
        st.rerun()
    known = [*names, *campaigns, *(value for name in ("doctor", "procedure") for value in table.values(name) if value)]
    heard = workspace.teams.feedback.table()
    writer = person(names)
    st.pills("What is it?", KINDS, default=KINDS[0], format_func=kind_label, key=f"{_KEY}kind", required=True)
    words = st.text_area(
        "In the lead's words",
        max_chars=LONGEST,
        height=100,
        key=f"{_KEY}words",
        placeholder="Does it hurt? Is the $1,000 off for both eyes?",
        help="No names, e-mail addresses, phone numbers or dates of birth: they are never stored.",
    )
    told = warn([words], table.practice, known, "Leave it out: what tells who a patient is never gets stored.")
    if told and not any(one.sure for one in told):
        st.checkbox("This names no patient", key=f"{_KEY}nobody")
    near = alike(words, heard)
    st.session_state[_SEEN] = words
    if len(near):
        counts = {row["theme_id"]: row for row in near.iter_rows(named=True)}
        st.radio(
            _others(int(near["said"][0])),
            [*counts, NEW],
            format_func=lambda one: "Something new" if one == NEW else _theme(counts[one]),
            key=f"{_KEY}theme",
        )
    with st.container(horizontal=True):
        st.selectbox("Campaign", campaigns, None, format_func=clean, key=f"{_KEY}campaign", placeholder="Any")
        for name in ("procedure", "doctor"):
            values = [value for value in table.values(name) if value]
            st.selectbox(name.capitalize(), values, None, format_func=clean, key=f"{_KEY}{name}", placeholder="Any")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Lead number (may stay empty)", key=f"{_KEY}lead", max_chars=60)
        with st.container(gap=None):
            st.caption("How good is this lead?")
            st.feedback("stars", key=f"{_KEY}rating")
    st.button(
        "Save feedback",
        type="primary",
        icon=":material/send:",
        on_click=_save,
        args=(workspace, heard, table, known, writer),
        key=f"{_KEY}save",
        width="stretch",
    )
    said("feedback")


def _others(times: int) -> str:
    return f"{'Someone' if times == 1 else f'{times} others'} said this: add yours?"


def _theme(row: dict[str, Any]) -> str:
    return plain(f"“{short(row['theme'], 80)}” ({row['said']})")


def _save(workspace: Workspace, heard: pl.DataFrame, table: LeadTable, known: Sequence[str], writer: Person) -> None:
    state = st.session_state
    words, lead = state[f"{_KEY}words"].strip(), state[f"{_KEY}lead"].strip()
    told = telling(words, local_day(table.practice), known)
    numbered = telling_number(lead, local_day(table.practice))
    if numbered:
        say(
            "feedback", "error", f"Not saved: “Lead number” holds {SAID[numbered.kind]}; enter the system's own number."
        )
        return
    if any(one.sure for one in told) or (told and not state.get(f"{_KEY}nobody")):
        say("feedback", "error", f"Not saved: leave out {SAID[told[0].kind]} first.")
        return
    if len(alike(words, heard)) and state.get(_SEEN) != state[f"{_KEY}words"]:
        # the form was sent with the last word still being typed: show what is near before it is stored apart
        say("feedback", "info", "Others said something like this. Choose where yours counts, then save.")
        return
    rating = state[f"{_KEY}rating"]
    try:
        workspace.teams.feedback.gather(
            [
                Feedback(
                    state[f"{_KEY}kind"],
                    words,
                    writer.who,
                    local_day(table.practice),
                    writer.team,
                    **{name: state[f"{_KEY}{name}"] for name in ("campaign", "procedure", "doctor")},
                    lead_id=lead or None,
                    rating=None if rating is None else rating + 1,
                    theme_id=(state.get(f"{_KEY}theme") or None) if words else None,
                )
            ]
        )
    except StoreError as error:
        say("feedback", "error", f"Not saved: {error}")
        return
    for name in ("words", "lead"):
        state[f"{_KEY}{name}"] = ""
    state[f"{_KEY}rating"] = None
    for name in ("theme", "nobody"):
        state.pop(f"{_KEY}{name}", None)
    say("feedback", "check", "Saved. Thank you." if writer.who else "Saved, without a name.")
    state[_STORED] = True
