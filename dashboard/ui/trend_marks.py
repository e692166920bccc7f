"""The toggle for dated marks on a trend, and the list of what their numbers stand for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl
import streamlit as st

from dashboard.charts.marks import mark_words
from dashboard.metrics.marks import Flag, flags
from dashboard.minutes.marks import marks
from dashboard.ui.escape import plain
from dashboard.ui.workspace import leads, workspace

_FEW: Final = 6
"""So many marks are listed in sight, more are folded away."""


def marks_chosen(starts: pl.Series, days: int = 7) -> tuple[Flag, ...]:
    """Draw the toggle and give the marks of these weeks, or of other spans of so many days, by their first days.

    Nothing is drawn where there are none.
    """
    first: list[date] = starts.to_list()
    if not first:
        return ()
    last = max(first) + timedelta(days=days - 1)
    found = flags(marks(workspace().teams, leads().practice.zone), min(first), last)
    if not found:
        return ()
    shown = st.toggle(
        "Show marks",
        value=True,
        key="marks",
        persist_state="session",
        help="Launches, versions of briefs and agreements, syncs and done actions on their days.",
    )
    return found if shown else ()


def marks_listed(found: Sequence[Flag]) -> None:
    """What each number on the trend stands for."""
    said = [
        f"{flag.first + place}\u2002{plain(mark_words(mark))}"
        for flag in found
        for place, mark in enumerate(flag.marks)
    ]
    if said:
        many = f"{len(said)} marks" if len(said) > 1 else "1 mark"
        with st.expander(many, icon=":material/flag:", expanded=len(said) <= _FEW):
            st.caption("  \n".join(said))
