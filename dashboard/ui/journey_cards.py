"""Journeys to read: who is drawn stands in the link, who they are nowhere."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.findings.journeys import ENDED, journey_lines, journey_title
from dashboard.metrics.journeys import STATES, about, drawn, journey, state_of
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty
from dashboard.ui.view import View
from dashboard.ui.workspace import touches

NAME: Final = "journey"
"""What the link calls the number of the draw."""
_ALL: Final = "all"
_MOST: Final = 10_000


def journeys_to_read(view: View) -> None:
    """Five journeys of the leads in view, and the button that draws five others."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ended = st.segmented_control(
            "How it ended",
            [_ALL, *STATES],
            default=_ALL,
            format_func=lambda state: "All three" if state == _ALL else ENDED[state],
            required=True,
            key="ended",
            bind="query-params",
        )
        st.button("Draw five others", icon=":material/casino:", key="draw", on_click=_draw)
    rows = drawn(view.slice, next((state for state in STATES if state == ended), None), _number())
    if not rows:
        empty("No lead ended like that in this view.", "Choose another ending, a longer period, or clear the filters.")
        return
    told = touches()
    for place, row in enumerate(rows):
        steps = journey(view.table, row, told)
        own = about(view.table, row)
        with st.container(border=True, gap="xsmall", key=f"journey {place}"):
            st.markdown(f"**{plain(journey_title(state_of(view.table, row), steps, own, view.table.stages[-1]))}**")
            st.caption(plain(", ".join(f"{view.table.label(name).lower()} {value}" for name, value in own.items())))
            st.markdown("  \n".join(plain(line) for line in journey_lines(steps, view.table.practice.zone)))
    st.caption("The link of this page draws the same five as long as the data and filters stay the same.")


def _number() -> int:
    asked = st.query_params.get(NAME, "1")
    return int(asked) % _MOST if asked.isascii() and asked.isdigit() else 1


def _draw() -> None:
    st.query_params[NAME] = str((_number() + 1) % _MOST)
