"""The line that is always there: through which date the data go, when they came in, what they cannot answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.ui.account import account
from dashboard.ui.escape import plain
from dashboard.ui.other_version import choice
from dashboard.ui.sample_view import of_sample

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable
    from dashboard.store.agreements import Agreement
    from dashboard.store.imports import Import


def strip(
    table: LeadTable, history: Sequence[Import], agreed: Sequence[Agreement], *, is_sample: bool, versions: bool
) -> str | None:
    """Draw the line; `agreed` are the versions every figure of the page rests on.

    With `versions`, another one can be chosen to show the figures under as well: the answer is its name.
    """
    chosen = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip"):
        account()
        if is_sample:
            st.badge("Sample data", icon=":material/science:", color="orange", help=_SAMPLE)
        stored = [done.at for done in history if not done.undone]
        last = f" · last import {moment(max(stored).astimezone(table.practice.zone))}" if stored else ""
        leaves = " · what you write goes at your first import" if is_sample and of_sample() else ""
        st.caption(plain(f"{through(table)}{leaves}{last}"), width="content")
        if versions:
            chosen = choice(agreed)
        elif agreed:
            st.caption(
                plain(f"Agreed: {', '.join(one.name for one in agreed)}"),
                width="content",
                help="  \n".join(f"{plain(one.name)}: {plain(one.words)}" for one in agreed),
            )
        if table.cannot_answer:
            _missing(table.cannot_answer)
    return chosen


_SAMPLE = (
    "A made-up practice, so that you can look around: its leads, and what its teams wrote down. Your first import "
    "replaces it, and what was written into it goes with it. To write your own before that, put its records away "
    "under Settings."
)


def through(table: LeadTable) -> str:
    """Through which day the data go."""
    if not table.size:
        return "No leads yet"
    return f"Data through {table.as_of.day} {table.as_of:%b %Y}"


def moment(when: datetime) -> str:
    """A moment as people write it: 3 Oct 2026, 14:20."""
    return f"{when.day} {when:%b %Y, %H:%M}"


def _missing(sentences: tuple[str, ...]) -> None:
    with st.popover("What these data cannot answer", type="tertiary", icon=":material/help:"):
        for sentence in sentences:
            st.markdown(f"- {plain(sentence)}")
