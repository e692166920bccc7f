"""The permanent link of a leak, and the way from a leak to the Funnel page with its slice chosen."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.metrics.leaks.report import Leak
from dashboard.ui import link
from dashboard.ui.view import View

NAME: Final = "leak"
"""What the link calls the leak it shows alone."""
_FRAME: Final = ("period", "from", "to", "compare")


def asked() -> str | None:
    """The id of the leak that the link asks for."""
    return st.query_params.get(NAME) or None


def show_alone(leak: str) -> None:
    """Put the leak into the link; the page then shows it alone."""
    st.query_params[NAME] = leak


def show_all() -> None:
    """Take the leak out of the link."""
    st.query_params.pop(NAME, None)


def funnel_link(view: View, leak: Leak) -> None:
    """A link to the Funnel page, in a tab of its own, with the filters in view and the leak's slice chosen.

    Not a page link: of a filter that this page has too, the browser would leave the new value out of the address.
    """
    chosen: dict[str, list[str]] = {}
    for name, values in (*view.filters.where, *((name, (value,)) for name, value in leak.where)):
        words = {value: word for word, value in link.words(view.table.values(name)).items()}
        chosen[name] = [words[value] for value in values]
    kept = {name: st.query_params.get_all(name) for name in _FRAME if name in st.query_params}
    st.link_button(
        "Funnel of these leads",
        f"funnel?{urlencode(kept | chosen, doseq=True)}",
        key=f"funnel {leak.id}",
        type="tertiary",
        icon=":material/filter_alt:",
    )
