"""What closing leaks, or moving one stage by some points, would be worth."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.charts.text import short
from dashboard.findings.leak_what_if import closing_finding, moving_finding
from dashboard.findings.slice_words import slice_words
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leaks.closing import closing
from dashboard.metrics.leaks.report import Leak
from dashboard.metrics.what_if import procedure_value, stage_what_if
from dashboard.stages import BY_NAME
from dashboard.ui import leak_definitions
from dashboard.ui.beside import beside, is_second
from dashboard.ui.figure import headline
from dashboard.ui.leak_search import searches
from dashboard.ui.view import View


def what_if(view: View, leaks: Sequence[Leak]) -> None:
    """Both sums side by side; the one about leaks only where there are any."""
    if len(view.table.stages) < 2:
        return
    left, right = st.columns(2, gap="large")
    with left:
        if leaks:
            _closing(view, leaks)
        else:
            _moving(view)
    if leaks:
        with right:
            _moving(view)


def _closing(view: View, leaks: Sequence[Leak]) -> None:
    """The choice of leaks and of how much of each is closed, and what it would bring."""
    label = view.table.label
    names = {leak.id: f"{short(slice_words(leak.where, label), 30)} · {BY_NAME[leak.step[1]].label}" for leak in leaks}
    title = st.container()
    chosen = st.multiselect(
        "Leaks closed",
        list(names),
        default=list(names),
        format_func=names.__getitem__,
        key=f"closed {'-'.join(names)}",
    )
    share = st.slider("How much of each", 0, 100, 100, 5, format="%d %%", key="closed_share") / 100
    other = view.other

    def said(seen: View) -> None:
        found = searches(other.said).report(other.leads).leaks if other and is_second() else leaks
        would = closing([leak for leak in found if leak.id in chosen], share, seen.table.stages)
        headline(
            closing_finding(would),
            f"At this practice's own rates and values, {seen.slice_words}",
            leak_definitions.closing(),
        )

    with title:
        beside(view, "closing", said)


def _moving(view: View) -> None:
    """The choice of a stage and of points more of every 100 leads, and what they would bring."""
    offered = list(view.table.stages[1:])
    title = st.container()
    stage = st.selectbox(
        "Stage",
        offered,
        index=offered.index("consult_booked") if "consult_booked" in offered else 0,
        format_func=lambda name: BY_NAME[name].label,
        key="moved_stage",
    )
    points = st.slider("More of every 100 leads at the stage before", -20, 20, 5, key="moved_points")

    def said(seen: View) -> None:
        known = procedure_value(seen.slice)
        would = stage_what_if(funnel_steps(seen.slice), stage, points, known[0] if known else None)
        headline(
            moving_finding(would, known[1] if known else None),
            f"At the later rates of the same leads, {seen.slice_words}",
            leak_definitions.moving(),
        )

    with title:
        beside(view, "moving", said)
