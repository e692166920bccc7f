"""Outcomes by what first and last brought the lead, and what nobody can attribute."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.findings.attribution import beyond_finding, moved_sentence, unattributed_finding, uneven_sentence
from dashboard.metrics.attribution import BY, attribution, claimed_beyond
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline, table
from dashboard.ui.view import View
from dashboard.ui.workspace import workspace

_DEFINITION = (
    "Real leads by what their first inquiry names, and by what the newest inquiry of the same person names.\n"
    "Nobody can say: no file names it; words such as 'unknown' or '(not set)' count as none."
)


def attribution_section(view: View, returns: pl.DataFrame) -> None:
    """Draw the section; nothing where no file names a source, medium or campaign."""
    offered = [name for name in BY if name in view.table.dimensions]
    if not offered:
        return
    by = st.segmented_control(
        "Attribute to", offered, default=offered[0], format_func=view.table.label, required=True, key="attributed_to"
    )
    found = attribution(view.slice, workspace().touches(), by)
    headline(
        unattributed_finding(found, by),
        f"Real leads and what came of them by first and last known {by}, {view.slice_words}",
        _DEFINITION,
    )
    for said in (uneven_sentence(found, by), moved_sentence(found, by), beyond_finding(claimed_beyond(returns))):
        if said:
            st.caption(plain(said))
    known = [name for name in found.columns if name == by or found[name].null_count() < len(found)]
    table(found.select(known).with_columns(pl.col(by).fill_null("(nobody can say)")), f"attribution by {by}")
