"""What a proposed version would change, counted on the leads in view before anybody agrees."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.agreed import Definition
from dashboard.findings.agreements import SPOKEN_OF, preview_finding
from dashboard.metrics.previews import answerable, preview
from dashboard.practice import Practice
from dashboard.ui.figure import empty, headline, table
from dashboard.ui.view import View
from dashboard.ui.workspace import leads_under

_SPLITS: Final = ("month", "campaign")


def agreement_preview(view: View, definition: Definition, proposed: Practice, name: str) -> None:
    """Draw the leads the definition speaks of, now and under the proposed rule: in all, by month and by campaign.

    `name` keys the tables: it is unique on the page.
    """
    now, then = view.slice, leads_under(proposed).slice(view.filters)
    if not (answerable(now.table, definition) or answerable(then.table, definition)):
        empty(f"These data do not tell {SPOKEN_OF[definition][1]}.", "The rule can be proposed all the same.")
        return
    total = preview(now, then, definition)
    headline(
        preview_finding(total, definition, view.filters.describe_period()),
        f"{view.slice.size:,} inquiries, {view.slice_words}; the view is chosen above",
    )
    shown = [by for by in _SPLITS if by in now.table.dimensions]
    for by, place in zip(shown, st.columns(len(shown)) if shown else (), strict=True):
        with place:
            # the inquiries stand in the line above: without them the difference is in sight
            table(preview(now, then, definition, by).drop("leads"), f"{name} by {by}")
    if definition == "personas":
        table(preview(now, then, definition, "persona").drop("leads").drop_nulls("persona"), f"{name} by persona")
