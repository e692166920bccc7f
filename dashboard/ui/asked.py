"""What one run of a page asks the records, asked once: so no page mixes two states of them, and none asks twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_ANSWERS: Final = "_asked"
Answer = TypeVar("Answer")


def once_a_run(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer this run already has, else the one to `ask`. What somebody else changes is seen by the next run."""
    here = get_script_run_ctx()
    if here is None:
        return ask()
    # streamlit gives every run cursors of its own, and says in no other way where a run begins
    run, answers = st.session_state.get(_ANSWERS, (None, {}))
    if run is not here.cursors:
        run, answers = here.cursors, {}
        st.session_state[_ANSWERS] = run, answers
    if question not in answers:
        answers[question] = ask()
    found: Answer = answers[question]
    return found


def ask_again() -> None:
    """Something is about to be changed: what was asked so far counts no more."""
    st.session_state.pop(_ANSWERS, None)
