"""Where a leak that people looked into is dismissed with a reason, and brought back."""

from __future__ import annotations

import streamlit as st

from dashboard.metrics.leaks.report import Leak
from dashboard.store.dismissals import LONGEST, Dismissal
from dashboard.store.imports import StoreError
from dashboard.ui.escape import plain
from dashboard.ui.offer import offered, write_button
from dashboard.ui.strip import moment
from dashboard.ui.view import current
from dashboard.ui.workspace import workspace

_SAID = "_leak_said"


@offered()
def dismiss(leak: Leak) -> None:
    """A button that asks why, and takes the leak out of the list."""
    with (
        st.popover("Dismiss", icon=":material/visibility_off:", type="tertiary", key=f"dismiss {leak.id}"),
        st.form(f"dismissal {leak.id}", border=False),
    ):
        st.text_input(
            "Why is this no leak?",
            key=f"reason {leak.id}",
            max_chars=LONGEST,
            placeholder="The office was closed in May",
            help="The others see this reason. Do not name patients.",
        )
        st.form_submit_button("Dismiss", type="primary", on_click=_dismiss, args=(leak.id,))


def bring_back(leak: str, done: Dismissal, sentence: str) -> None:
    """A dismissed leak with its reason and the way back; `sentence` is not escaped."""
    line, action = st.columns([6, 1.2], vertical_alignment="center")
    when = moment(done.at.astimezone(current().table.practice.zone))
    line.markdown(f"{plain(sentence)}  \n:small[Dismissed {plain(when)}: {plain(done.reason)}]")
    write_button(
        "Bring back",
        action,
        key=f"bring back {leak}",
        icon=":material/undo:",
        on_click=_undo,
        args=(leak,),
        width="stretch",
    )


def said() -> None:
    """Draw what became of the last click, once."""
    sentence, well = st.session_state.pop(_SAID, ("", True))
    if sentence:
        (st.success if well else st.error)(plain(sentence), icon=":material/info:")


def _dismiss(leak: str) -> None:
    try:
        workspace().dismissals.add(leak, st.session_state[f"reason {leak}"])
        st.session_state[_SAID] = ("The leak is dismissed; it stands at the bottom of this page.", True)
    except StoreError as error:
        st.session_state[_SAID] = (str(error), False)


def _undo(leak: str) -> None:
    try:
        workspace().dismissals.undo(leak)
        st.session_state[_SAID] = ("The leak is back in the list.", True)
    except StoreError as error:
        st.session_state[_SAID] = (str(error), False)
