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


def version_choice(versions: Sequence[Brief]) -> Brief:
    """Draw the choice among the versions of a brief, the newest first; nothing to choose where there is one."""
    newest_first = sorted(versions, key=lambda one: -one.version)
    if len(newest_first) == 1:
        return newest_first[0]

    def said(one: Brief) -> str:
        day = f"used from {one.used_from.day} {one.used_from:%b %Y}"
        return f"Version {one.version}, {day}" + (", the newest" if one is newest_first[0] else "")

    # a new version is a new choice, which begins with it
    key = f"version {newest_first[0].brief} of {newest_first[0].version}"
    return st.selectbox("Version", newest_first, format_func=said, key=key)
