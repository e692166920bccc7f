"""Walking through a sync: one part of the agenda at a time, with the keys, beside a clock that keeps its pace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.ui.escape import plain

if TYPE_CHECKING:
    from dashboard.minutes.agenda import Agenda, Part

TITLES: Final = {
    "actions": "Last actions",
    "scorecard": "Scorecard",
    "funnel": "Funnel and leak",
    "speed": "Speed",
    "patients": "What patients ask",
    "brief": "One brief",
    "decisions": "Decisions",
}
"""The parts of the agenda, in order, as the walk names them."""
_BEGAN: Final = "_sync_began"
_PART: Final = "part"
_WHOLE_S: Final = 600


def walk() -> str:
    """Draw the parts of the agenda to choose from; the name of the chosen one."""
    shown = list(TITLES.values())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="walk"):
        st.button("Back", icon=":material/chevron_left:", shortcut="Left", on_click=_move, args=(-1,), key="back")
        chosen = st.segmented_control(
            "Part of the sync",
            shown,
            default=shown[0],
            key=_PART,
            bind="query-params",
            required=True,
            label_visibility="collapsed",
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            icon_position="right",
            shortcut="Right",
            on_click=_move,
            args=(1,),
            key="next",
            type="primary",
        )
    return list(TITLES)[shown.index(chosen)]


def clock(agenda: Agenda, shown: str) -> None:
    """How far the ten minutes are, and which part of the agenda has its turn; not an alarm."""
    if _BEGAN not in st.session_state:
        st.button("Start the ten minutes", icon=":material/timer:", on_click=_begin, key="begin", type="tertiary")
        return
    _running(agenda.parts, shown)


@st.fragment(run_every=5)
def _running(parts: tuple[Part, ...], shown: str) -> None:
    gone = time.monotonic() - st.session_state.get(_BEGAN, time.monotonic())
    due = [part for part in parts if part.starts_s <= gone][-1]
    place = f"{due.title}" if due.name != shown else "on time"
    said = f"{_clock(gone)} of {_clock(_WHOLE_S)} · {place}" if gone < _WHOLE_S else f"{_clock(gone)} · time to close"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.progress(min(1.0, gone / _WHOLE_S), plain(said))
        st.button("Stop", key="stop", type="tertiary", icon=":material/timer_off:", on_click=_stop)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _begin() -> None:
    st.session_state[_BEGAN] = time.monotonic()


def _stop() -> None:
    st.session_state.pop(_BEGAN, None)


def _move(by: int) -> None:
    shown = list(TITLES.values())
    at = shown.index(st.session_state[_PART]) if st.session_state.get(_PART) in shown else 0
    st.session_state[_PART] = shown[min(len(shown) - 1, max(0, at + by))]
