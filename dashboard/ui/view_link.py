"""The view somebody decided something at, kept with it: the page and what its link says."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from dashboard.ui.navigation import here, place_of

_PERSONAL: Final = frozenset({"who", "team"})
"""What a link says of the viewer, not of the view."""


def view_link(**more: str) -> str:
    """The page on the screen with its query, and what else the link should say."""
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    said = [pair for pair in asked if pair[0] not in _PERSONAL | more.keys()]
    return f"{here().path}?{urlencode([*said, *more.items()])}".rstrip("?")


def open_link(link: str) -> None:
    """Draw the way back to a kept view; nothing where its page is not one of ours."""
    path, _, query = link.partition("?")
    place = place_of(path)
    if place:
        st.page_link(
            place.path,
            label=f"As seen on {place.title}",
            icon=":material/arrow_forward:",
            query_params=parse_qsl(query),
        )
