"""The search for leaks, done once for each state of the data and each choice of filters."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.metrics.leaks.explain import Explanation, explain
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.ui.workspace import workspace

if TYPE_CHECKING:
    from dashboard.filters import Filters
    from dashboard.metrics.leads import Slice
    from dashboard.metrics.leaks.report import Leak, LeakReport

MOST: Final = 24
"""Searches kept of one state of the data, the latest ones."""


class Searches:
    """What searches of one state of the data have found; shared by everybody who looks at it."""

    def __init__(self, under: str = "") -> None:
        self._bar = f"leak_search {under}".strip()
        self._reports: OrderedDict[Filters, LeakReport] = OrderedDict()
        self._explanations: dict[tuple[Filters, Leak], Explanation] = {}
        self._lock = Lock()

    def report(self, leads: Slice) -> LeakReport:
        """The report on these leads; a search under way shows how far it is."""
        known = self._reports.get(leads.filters)
        if known:
            return known
        with st.container(key=self._bar):
            bar = st.progress(0.0, "Searching for leaks")

            def told(words: str, share: float) -> None:
                bar.progress(min(1.0, max(0.0, share)), words)

            found = find_leaks(leads, told)
            bar.empty()
        with self._lock:
            self._reports[leads.filters] = found
            while len(self._reports) > MOST:
                old, _ = self._reports.popitem(last=False)
                self._explanations = {key: said for key, said in self._explanations.items() if key[0] != old}
        return found

    def explanation(self, leads: Slice, leak: Leak) -> Explanation:
        """What goes with a leak found among these leads."""
        key = (leads.filters, leak)
        known = self._explanations.get(key)
        if known is None:
            known = explain(leads, leak, self.report(leads).taken_out)
            with self._lock:
                self._explanations[key] = known
        return known


def searches(under: str = "") -> Searches:
    """What was found so far in the data as they are now; `under` names the version of an agreement, where they count
    under another one than that in force."""
    here = workspace()
    return _searches(str(here.folder), here.version, under)


# Only the empty holder is made inside the cache: a cached function may not draw the progress of a search.
@st.cache_resource(max_entries=6, show_spinner=False)
def _searches(folder: str, version: str, under: str) -> Searches:
    return Searches(under)
