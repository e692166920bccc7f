"""Which brief the page shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard.charts.text import clean
from dashboard.store.briefs import Brief


def brief_choice(newest: Sequence[Brief], in_use: Collection[int]) -> Brief:
    """Draw the choice among the newest versions, those in use first; two briefs of one campaign go by their numbers."""
    found = {one.brief: one for one in sorted(newest, key=lambda one: one.brief not in in_use)}
    names = [one.campaign for one in newest]

    def said(number: int) -> str:
        name = found[number].campaign
        return clean(name if names.count(name) == 1 else f"{name} (brief {number})")

    chosen = st.selectbox("Brief", list(found), format_func=said, key="brief", bind="query-params")
    return found[chosen]
