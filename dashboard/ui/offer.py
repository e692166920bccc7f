"""What is offered only to those who may do it. The store asks again when it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from dashboard.rights import Role
from dashboard.ui.gate import may

P = ParamSpec("P")
R = TypeVar("R")


def offered(takes: Role = "contributor", instead: str = "") -> Callable[[Callable[P, R]], Callable[P, R | None]]:
    """Let a function that draws a way to write draw nothing for who may not; or, in its place, a sentence."""

    def of(draw: Callable[P, R]) -> Callable[P, R | None]:
        @wraps(draw)
        def drawn(*args: P.args, **options: P.kwargs) -> R | None:
            if may(takes):
                return draw(*args, **options)
            if instead:
                st.caption(instead)
            return None

        return drawn

    return of


def write_button(label: str, place: Any = st, takes: Role = "contributor", **options: Any) -> bool:
    """A button that writes, as st.button, drawn into `place`; none for who may not."""
    return bool(place.button(label, **options)) if may(takes) else False
