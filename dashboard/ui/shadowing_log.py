"""The shadowing log: who sat beside whom, what was learnt, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.charts.feedback import kind_label
from dashboard.ingest.telling import telling
from dashboard.store.feedback import KINDS, Feedback
from dashboard.store.imports import StoreError
from dashboard.store.shadowing import LONGEST, Shadowing
from dashboard.store.workspace import Workspace
from dashboard.ui.action_maker import Cause, make_action
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, headline
from dashboard.ui.offer import offered
from dashboard.ui.person import Person, local_day, person
from dashboard.ui.said import said, say
from dashboard.ui.view import View
from dashboard.ui.writing import lines

_KEY: Final = "shadowing "
_PLACE: Final = "shadowing"
SHOWN: Final = 20


def shadowing_log(view: View, here: Workspace, names: Sequence[str]) -> None:
    """Draw the form and the log, newest first."""
    entries = here.teams.shadowings.all()
    headline(
        f"{len(entries)} {'visit' if len(entries) == 1 else 'visits'} to the other team's desk"
        if entries
        else "Nobody has sat beside the other team yet",
        "Half an hour beside the phones, or beside whoever sets up the campaigns: what was learnt there",
    )
    with st.expander("Log a visit", icon=":material/add:", key="log_visit", on_change="rerun") as log:
        if log.open:
            _form(view, here, names)
    said(_PLACE)
    if not entries:
        empty("The log is empty.", "Sit beside the phones for half an hour this week, and write down one thing.")
    for entry in reversed(entries[-SHOWN:]):
        _entry(entry, view, here)


@offered(instead="A contributor writes here; you may look.")
def _form(view: View, here: Workspace, names: Sequence[str]) -> None:
    today = local_day(view.table.practice)
    writer = person(names)
    left, right = st.columns(2, gap="small")
    left.date_input("Day", today, max_value=today, key=f"{_KEY}on")
    right.text_input("Beside whom or what", key=f"{_KEY}beside", max_chars=80, placeholder="The evening phones")
    st.text_area(
        "What you learnt",
        key=f"{_KEY}learnt",
        max_chars=LONGEST,
        height=100,
        placeholder="Every second caller asks for the price before anything else.",
        help="No names of patients, e-mail addresses, phone numbers or dates of birth: they are never stored.",
    )
    if _names(view, names):
        st.checkbox("This names no patient", key=f"{_KEY}nobody")
    st.button("Save visit", type="primary", key=f"{_KEY}save", on_click=_save, args=(view, here, names, writer))


def _names(view: View, names: Sequence[str]) -> bool:
    """Whether what is typed may hold a patient's name."""
    known = [
        *names,
        *(value for name in ("doctor", "campaign", "procedure") for value in view.table.values(name) if value),
    ]
    words = f"{st.session_state.get(f'{_KEY}learnt', '')}\n{st.session_state.get(f'{_KEY}beside', '')}"
    return any(one.kind == "name" for one in telling(words, local_day(view.table.practice), known))


def _save(view: View, here: Workspace, names: Sequence[str], writer: Person) -> None:
    state = st.session_state
    if _names(view, names) and not state.get(f"{_KEY}nobody"):
        say(_PLACE, "error", "Not saved: it may hold a patient's name. Leave it out, or say that it names none.")
        return
    try:
        beside, learnt = " ".join(state[f"{_KEY}beside"].split()), state[f"{_KEY}learnt"].strip()
        here.teams.shadowings.add(Shadowing(state[f"{_KEY}on"], writer.who, learnt, writer.team, beside))
    except StoreError as error:
        say(_PLACE, "error", f"Not saved: {error}")
        return
    for name in ("beside", "learnt"):
        state[f"{_KEY}{name}"] = ""
    state.pop(f"{_KEY}nobody", None)
    say(_PLACE, "check", "Saved. It can become feedback or an action below.")


def _entry(entry: Shadowing, view: View, here: Workspace) -> None:
    with st.container(border=True, gap="xsmall"):
        beside = f", beside {entry.beside}" if entry.beside else ""
        st.caption(plain(f"{entry.on:%d %b %Y}, {entry.who}{beside}"))
        st.markdown(lines(entry.learnt))
        with st.container(horizontal=True, vertical_alignment="center"):
            if entry.feedback_id:
                st.badge("Is feedback", icon=":material/forum:", color="gray")
            else:
                _to_feedback(entry, here)
            what = " ".join(entry.learnt.split())
            make_action(Cause("shadowing", str(entry.id), what=what, team=entry.team, slice=view.filters))


@offered()
def _to_feedback(entry: Shadowing, here: Workspace) -> None:
    with st.popover("Make it feedback", icon=":material/forum:"):
        key = f"{_KEY}{entry.id} kind"
        st.pills("What is it?", KINDS, default=KINDS[0], format_func=kind_label, key=key, required=True)
        st.button("Save feedback", key=f"{_KEY}{entry.id} feedback", on_click=_gather, args=(entry, here, key))


def _gather(entry: Shadowing, here: Workspace, key: str) -> None:
    try:
        kind = st.session_state[key]
        (stored,) = here.teams.feedback.gather([Feedback(kind, entry.learnt, entry.who, entry.on, entry.team)])
        here.teams.shadowings.change(replace(entry, feedback_id=stored.id))
    except StoreError as error:
        say(_PLACE, "error", f"Not saved: {error}")
        return
    say(_PLACE, "check", "Saved; it stands on the Feedback page.")
