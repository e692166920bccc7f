"""What the server needs to know before the first visitor comes."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state.session_state import WStates

from dashboard.store.imports import StoreError
from dashboard.ui.escape import plain
from dashboard.ui.said import say
from dashboard.ui.server_log import kind_and_place

CLICK: Final = "click"
"""Where `said` finds what went wrong with a click."""
_OURS: Final = "_leadloop"


def leave_pages_to_navigation() -> None:
    """Let only st.navigation say which pages there are.

    Where a folder called pages/ stands, Streamlit looks into it by itself until st.navigation has run once. The
    first deep link of a fresh server then meets a "Page not found" dialog, since our pages lie one folder down.
    """
    PagesManager.uses_pages_directory = False


def answer_clicks() -> None:
    """Say in a sentence above the page what the store could not do for a click, and draw the page all the same.

    Streamlit runs what a click asks for before the page, where no page can catch it: the visitor would see neither
    the page nor the sentence.
    """
    runs = WStates.call_callback
    if hasattr(runs, _OURS):
        return

    @wraps(runs)
    def answered(self: Any, widget_id: str) -> None:
        try:
            runs(self, widget_id)
        except StoreError as error:
            say(CLICK, "error", f"Not done: {error}")

    setattr(answered, _OURS, True)
    WStates.call_callback = answered  # type: ignore[method-assign]


def say_unforeseen(error: Exception) -> bool:
    """Draw what is said of an error that reached no sentence; True: Streamlit need not draw its own.

    Its text is neither shown nor logged: it may quote a cell.
    """
    if isinstance(error, StoreError):
        st.error(plain(str(error)), icon=":material/error:")
    else:
        st.error(
            plain(
                "Leadloop did not foresee this; what was stored before is untouched. Load the page again; if it comes "
                f"back, report these words: {kind_and_place(error)}."
            ),
            icon=":material/error:",
        )
    return True
