"""What stands above every page: the sample mark, the state of the data, and on analysis pages the filters."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import strip, view
from dashboard.ui.filter_bar import filter_bar
from dashboard.ui.workspace import leads, workspace

# Chips are smaller than buttons, and a table's own download would write cells that a spreadsheet runs:
# ours (figure.download) does not.
_STYLE = """<style>
.st-key-chips button {min-height: 1.75rem; padding: 0 0.5rem;}
.st-key-strip p {margin: 0;}
[data-testid="stElementToolbarButton"]:has([aria-label*="ownload"]) {display: none;}
</style>"""


def above(title: str, *, analysis: bool) -> None:
    """Draw the frame of the page with this title; on an analysis page set the view it reads."""
    st.set_page_config(page_title=f"{title} · Leadloop")
    st.html(_STYLE)
    here = workspace()
    table = leads()
    strip.strip(here, table)
    if analysis:
        view.show(filter_bar(table))
