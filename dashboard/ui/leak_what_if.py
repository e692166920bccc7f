"""What closing leaks would be worth: which of them, how much of each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.charts.text import short
from dashboard.findings.leaks import closing_finding
from dashboard.findings.slice_words import slice_words
from dashboard.metrics.leaks.closing import closing
from dashboard.metrics.leaks.report import Leak
from dashboard.stages import BY_NAME
from dashboard.ui import leak_definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline
from dashboard.ui.view import View


def closing_leaks(view: View, leaks: Sequence[Leak]) -> None:
    """Draw the choice of leaks and of how much of each is closed, and what it would bring."""
    if not leaks:
        return
    label = view.table.label
    names = {leak.id: f"{short(slice_words(leak.where, label), 30)} · {BY_NAME[leak.step[1]].label}" for leak in leaks}
    title = st.container()
    left, right = st.columns([3, 2], gap="large", vertical_alignment="center")
    with left:
        chosen = st.pills(
            "Leaks closed", list(names), default=list(names), selection_mode="multi",
            format_func=lambda one: plain(names[one]), key=f"closed {'-'.join(names)}",
        )  # fmt: skip
    with right:
        share = st.slider("How much of each", 0, 100, 100, 5, format="%d %%", key="closed_share") / 100
    would = closing([leak for leak in leaks if leak.id in chosen], share, view.table.stages)
    with title:
        headline(
            closing_finding(would),
            f"At this practice's own rates and values, {view.slice_words}",
            leak_definitions.closing(),
        )
