"""A part of a page drawn a second time, of the leads as they count under another version of an agreement."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.ui.escape import plain

if TYPE_CHECKING:
    from dashboard.ui.view import View

_UNDER: Final = " under another version"
_AGAIN: ContextVar[bool] = ContextVar("again", default=False)


def beside(view: View, name: str, part: Callable[[View], object]) -> None:
    """Draw the part, and where the reader has chosen another version the same once more below it.

    `name` is unique on the page. The part draws headlines, tables and figures, and no choices: these stand outside, so
    that both are about the same.
    """
    part(view)
    other = view.other
    if other is None:
        return
    with st.container(border=True, key=f"{name} beside"):
        st.caption(plain(f"The same under {other.said}"))
        token = _AGAIN.set(True)
        try:
            part(replace(view, table=other.leads.table, slice=other.leads, before_slice=other.before, other=None))
        finally:
            _AGAIN.reset(token)


def own_name(name: str) -> str:
    """The name of a figure or table, which keys its widgets; another one where it is drawn a second time."""
    return f"{name}{_UNDER}" if _AGAIN.get() and not name.endswith(_UNDER) else name


def is_second() -> bool:
    """Whether what is drawn now stands on the page already, of other leads."""
    return _AGAIN.get()
