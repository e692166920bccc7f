"""What the server needs to know before the first visitor comes."""

from __future__ import annotations

from streamlit.runtime.pages_manager import PagesManager


def leave_pages_to_navigation() -> None:
    """Let only st.navigation say which pages there are.

    Where a folder called pages/ stands, Streamlit looks into it by itself until st.navigation has run once. The
    first deep link of a fresh server then meets a "Page not found" dialog, since our pages lie one folder down.
    """
    PagesManager.uses_pages_directory = False
