"""The Leaks page's parts: the ranked leaks, one leak alone, and what is no leak, each kind apart."""

from __future__ import annotations

import streamlit as st

from dashboard.findings.leaks import (
    chance_words,
    hand_off,
    leak_sentence,
    leaks_finding,
    smallest_words,
    so_far_sentence,
)
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.store.dismissals import Dismissal
from dashboard.ui import leak_definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, headline
from dashboard.ui.leak_card import leak_card
from dashboard.ui.leak_dismissal import bring_back
from dashboard.ui.leak_link import funnel_link, show_all
from dashboard.ui.leak_search import searches
from dashboard.ui.view import View

Dismissed = dict[str, Dismissal]


def ranked(view: View, report: LeakReport, dismissed: Dismissed) -> None:
    """What was found in one sentence, then each leak that is not dismissed as a card."""
    shown = [leak for leak in report.leaks if leak.id not in dismissed]
    searched = f"{report.looked_at:,} slices looked at, {view.slice_words}"
    if shown and report.smallest is not None:
        searched += f". Any other loss of {smallest_words(report)} or more would have been found"
    headline(leaks_finding(report, len(report.leaks) - len(shown)), searched, leak_definitions.leaks())
    if not report.looked_at:
        empty("No step has enough leads for a search.", "Choose a longer period, clear filters, or import more months.")
    for rank, leak in enumerate(shown, start=1):
        leak_card(view, leak, searches().explanation(view.slice, leak), rank)


def under_another(view: View, dismissed: Dismissed) -> None:
    """The leaks found where the leads count under the version chosen beside the one in force, in a sentence each."""
    if view.other is None:
        return
    report = searches(view.other.said).report(view.other.leads)
    with st.container(border=True, key="leaks beside"):
        shown = [leak for leak in report.leaks if leak.id not in dismissed]
        searched = f"The same under {view.other.said}: {report.looked_at:,} slices looked at"
        headline(leaks_finding(report, len(report.leaks) - len(shown)), searched)
        for leak in shown:
            below = " · ".join(filter(None, (hand_off(leak), chance_words(leak.chance))))
            st.markdown(f"{plain(leak_sentence(leak, view.other.leads.table.label))}  \n:small[{plain(below)}]")


def alone(view: View, report: LeakReport, dismissed: Dismissed, wanted: str) -> bool:
    """The leak of a link by itself; says so and gives False where it is no longer found."""
    kinds = {"leaks": report.leaks, "watch": report.watch, "slow": report.slow, "too_young": report.too_young}
    found = {leak.id: (kind, leak) for kind, leaks in kinds.items() for leak in leaks}
    with st.container(horizontal=True, vertical_alignment="center"):
        if wanted in found:
            st.caption("The leak of a link.", width="content")
        st.button("Show all leaks", key="all leaks", icon=":material/arrow_back:", on_click=show_all)
    if wanted not in found:
        st.info(
            "The leak of this link is no longer found among these leads: it was closed, or other leads are in view. "
            "What is found now stands below.",
            icon=":material/link_off:",
        )
        return False
    kind, leak = found[wanted]
    if kind != "leaks":
        st.info(_NO_LONGER[kind], icon=":material/info:")
    leak_card(view, leak, searches().explanation(view.slice, leak), ways=False)
    if leak.id in dismissed:
        bring_back(leak.id, dismissed[leak.id], leak_sentence(leak, view.table.label))
    return True


_NO_LONGER = {
    "watch": "This is no leak now: it could be chance, and is only worth watching.",
    "slow": "This is no leak now: these leads take longer, and go on as often as others in the end.",
    "too_young": "This is no leak yet: too few of these leads are old enough to tell.",
}


def apart(view: View, report: LeakReport) -> None:
    """What is slow and what is too young to call: never called leaks."""
    slow = "Fewer went on so far; among leads old enough to tell none are missing."
    for leaks, title, below in (
        (report.slow, "Slow, not lost", slow),
        (report.too_young, "Too young to call", "Fewer went on so far; the coming weeks will tell."),
    ):
        if leaks:
            headline(title, below)
            for leak in leaks:
                _line(view, leak, so_far_sentence(leak, view.table.label), "")


def watched(view: View, report: LeakReport) -> None:
    """What nearly passed, folded away and named as possibly chance."""
    if not report.watch:
        return
    number = len(report.watch)
    with st.expander(
        f"Worth watching ({number})", icon=":material/visibility:", key="watch", on_change="rerun"
    ) as fold:
        if not fold.open:
            return
        st.caption("These may well be chance. They are here so that you can see whether they come back.")
        for leak in report.watch:
            _line(view, leak, leak_sentence(leak, view.table.label), chance_words(leak.chance))


def put_aside(view: View, report: LeakReport, dismissed: Dismissed) -> None:
    """The leaks found that somebody dismissed, folded away, each with its reason and the way back."""
    gone = [leak for leak in report.leaks if leak.id in dismissed]
    if not gone:
        return
    with st.expander(
        f"Dismissed ({len(gone)})", icon=":material/visibility_off:", key="gone", on_change="rerun"
    ) as fold:
        if not fold.open:
            return
        for leak in gone:
            bring_back(leak.id, dismissed[leak.id], leak_sentence(leak, view.table.label))


def _line(view: View, leak: Leak, sentence: str, chance: str) -> None:
    line, action = st.columns([5, 1.4], vertical_alignment="center")
    below = " · ".join(filter(None, (hand_off(leak), chance)))
    line.markdown(f"{plain(sentence)}  \n:small[{plain(below)}]")
    with action:
        funnel_link(view, leak)
