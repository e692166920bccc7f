"""Who is at the screen: remembered in this session and in the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from dashboard.charts.text import clean
from dashboard.practice import Practice
from dashboard.stages import TEAMS, Team


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes, '' where nobody has said, and for which team."""

    who: str
    team: Team


def person(names: Sequence[str]) -> Person:
    """Draw the choice of one's own name, among `names` or a new one, and of one's team."""
    left, right = st.columns(2, gap="small")
    who = left.selectbox(
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
    return Person(" ".join((who or "").split())[:80], team)


def local_day(practice: Practice) -> date:
    """The day it is at the practice."""
    return datetime.now(practice.zone).date()
