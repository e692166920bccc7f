"""What a page looks at: the chosen slice of the leads, and the one it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.filters import Filters

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable, Slice
    from dashboard.ui.other_version import Other

_KEY: Final = "_view"


@dataclass(frozen=True, slots=True)
class View:
    """The chosen slice, ready for metrics, and the words for it.

    Without a comparison `before`, `before_slice` and `before_words` are None, None and ''.
    """

    table: LeadTable
    filters: Filters
    slice: Slice
    slice_words: str
    """The slice as a subtitle says it: '1 Sep to 30 Sep 2026, Campaign: LASIK Spring'. Not escaped."""
    before: Filters | None = None
    before_slice: Slice | None = None
    before_words: str = ""
    """The compared period: '1 Aug to 31 Aug 2026'."""
    other: Other | None = None
    """The same leads under another version of an agreement, where one was chosen."""


def show(view: View) -> None:
    """Make this the view that pages of this session read until the next one is shown."""
    st.session_state[_KEY] = view


def current() -> View:
    """The view the filter bar above this page has set."""
    view: View = st.session_state[_KEY]
    return view


def forget() -> None:
    """There is no view on this page."""
    st.session_state.pop(_KEY, None)


def other() -> Other | None:
    """The leads on the screen under another version of an agreement; None where none was chosen."""
    view: View | None = st.session_state.get(_KEY)
    return view.other if view else None


def chosen() -> Filters:
    """The slice on the screen; every lead where the page has no filters."""
    view: View | None = st.session_state.get(_KEY)
    return view.filters if view else Filters()
