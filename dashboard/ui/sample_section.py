"""Putting the sample practice's records away, for who wants to write their own before the first import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.store.imports import StoreError
from dashboard.ui.escape import plain
from dashboard.ui.offer import write_button
from dashboard.ui.said import said, say
from dashboard.ui.sample_view import of_sample

if TYPE_CHECKING:
    from dashboard.store.workspace import Workspace

_KEY = "sample records"


def sample_section(workspace: Workspace) -> None:
    """Draw the way to empty records, while the sample's are in view; nothing afterwards."""
    said(_KEY)
    if not of_sample():
        return
    st.caption(
        plain(
            "The feedback, briefs, agreements, goals, actions and the sync in view are the sample's. What is written "
            "into them goes with them at your first import."
        )
    )
    write_button(
        "Put the sample's records away",
        takes="admin",
        key=_KEY,
        icon=":material/inventory_2:",
        on_click=_put_away,
        args=(workspace,),
        help="Its leads stay in view until your first import; what you write from now on is your own and stays.",
    )


def _put_away(workspace: Workspace) -> None:
    assert workspace.in_view
    try:
        workspace.in_view.put_away()
    except StoreError as error:
        say(_KEY, "error", f"Not done: {error}")
        return
    say(_KEY, "check", "Put away. What you write from now on is your own.")
