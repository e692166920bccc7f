"""Who writes: whoever signed in, else what they say of themselves, remembered in this session and in the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from dashboard.charts.text import clean
from dashboard.practice import Practice
from dashboard.stages import TEAMS, Team
from dashboard.ui.escape import plain
from dashboard.ui.gate import member
from dashboard.ui.sample_view import of_sample
from dashboard.ui.workspace import leads


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes, '' where nobody has said, and for which team."""

    who: str
    team: Team


def person(names: Sequence[str]) -> Person:
    """Draw the choice of one's own name, among `names` or a new one, and of one's team.

    Who signed in writes under their own name, and for their team where they have one.
    """
    signed = member()
    if signed.signed_in and signed.team:
        st.caption(plain(f"You write as {signed.name}, {signed.team}."))
        return Person(signed.name, signed.team)
    left, right = st.columns(2, gap="small")
    if signed.signed_in:
        left.caption(plain(f"You write as {signed.name}."))
        return Person(signed.name, right.selectbox("Your team", TEAMS, 1, format_func=str.capitalize, key="own team"))
    name = left.selectbox(
        "Your name",
        list(names),
        index=None,
        accept_new_options=True,
        placeholder="Choose or type",
        format_func=clean,
        key="who",
        bind="query-params",
    )
    team = right.selectbox("Your team", TEAMS, 1, format_func=str.capitalize, key="team", bind="query-params")
    return Person(" ".join((name or "").split())[:80], team)


def who() -> str:
    """The name of whoever writes, '' where nobody has said."""
    signed = member()
    return signed.name if signed.signed_in else " ".join((st.session_state.get("who") or "").split())[:80]


def local_day(practice: Practice) -> date:
    """The day it is at the practice; while the sample's records are in view, the last day of its data."""
    return leads().as_of.date() if of_sample() else clock_day(practice)


def clock_day(practice: Practice) -> date:
    """The day it is at the practice by the clock, also at the sample."""
    return datetime.now(practice.zone).date()
