"""The line below the filters: how many leads are in view, and each chosen filter with a way to drop it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.charts.text import short
from dashboard.ui import period
from dashboard.ui.escape import plain
from dashboard.ui.view import View

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable

MOST: Final = 8
"""Chips in the line; with more chosen, the rest are counted and found in the filters themselves."""
_NOTES: Final = "_left_out"


def chips(view: View, fields: Sequence[str], left_out: tuple[str, ...], comparison: str) -> None:
    """Draw the line, and the sentences about what a link asked for in vain."""
    chosen = [(name, word) for name in fields for word in st.session_state.get(name) or ()]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="chips"):
        said = plain(f"{view.filters.describe_period()}{_compared_words(view, comparison)}")
        st.markdown(f"**{view.slice.size:,} of {view.table.size:,} leads** :small[{said}]", width="content")
        for name, word in chosen[:MOST]:
            st.button(
                plain(short(f"{view.table.label(name)}: {word}", 48)),
                key=f"drop {name} {word}",
                icon=":material/close:",
                on_click=_drop,
                args=(name, word),
            )
        if len(chosen) > MOST:
            st.caption(f"and {len(chosen) - MOST} more", width="content")
        if chosen or view.filters.since or view.filters.until or comparison != period.NO_COMPARISON:
            st.button("Clear", key="clear", type="tertiary", on_click=_clear, args=(tuple(fields),))
    for sentence in _standing(left_out, view):
        st.warning(plain(sentence), icon=":material/link_off:")


def field_label(table: LeadTable, name: str) -> str:
    """A field's name as a widget label."""
    return plain(short(table.label(name), 60))


def _compared_words(view: View, comparison: str) -> str:
    if comparison == period.NO_COMPARISON:
        return ""
    if view.before_slice is None:
        return " · choose a period with a first and a last day to compare"
    return f" · compared with {view.before_words} at the same age ({view.before_slice.size:,} leads)"


def _standing(left_out: tuple[str, ...], view: View) -> tuple[str, ...]:
    """The sentences about the link, until the viewer filters anew."""
    if left_out:
        st.session_state[_NOTES] = (left_out, view.filters)
    sentences, then = st.session_state.get(_NOTES, ((), None))
    return sentences if then == view.filters else ()


def _drop(name: str, word: str) -> None:
    st.session_state[name] = [other for other in st.session_state[name] if other != word]


def _clear(fields: tuple[str, ...]) -> None:
    st.session_state["period"] = period.ALL
    st.session_state["compare"] = period.NO_COMPARISON
    for name in fields:
        st.session_state[name] = []
