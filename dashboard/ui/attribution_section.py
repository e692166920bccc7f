"""Outcomes by what first and last brought the lead, and what nobody can attribute."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.charts.attribution import NOBODY, attributed, attributed_alt
from dashboard.findings.attribution import beyond_finding, moved_sentence, unattributed_finding, uneven_sentence
from dashboard.metrics.attribution import BY, attribution, claimed_beyond
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure, headline
from dashboard.ui.view import View
from dashboard.ui.workspace import touches

OUTCOMES: Final = {
    "procedure_booked": "Procedures booked",
    "consult_booked": "Consults booked",
    "leads": "Real leads",
}
_DEFINITION = (
    "Real leads by what their first inquiry names, and by what the newest inquiry of the same person names.\n"
    "Nobody can say: no file names it; words such as 'unknown' or '(not set)' count as none."
)


def attribution_section(view: View, returns: pl.DataFrame) -> None:
    """Draw the section; where no file names a source, medium or campaign, how much nobody can attribute."""
    offered = [name for name in BY if name in view.table.dimensions]
    if not offered:
        headline(unattributed_finding(attribution(view.slice, touches(), BY[0]), BY[0]), view.slice_words, _DEFINITION)
        empty("No file names a source, medium or campaign.", "Ask your CRM for the lead's original source.")
        return
    by = st.segmented_control(
        "Attribute to", offered, default=offered[0], format_func=view.table.label, required=True, key="attributed_to"
    )
    beside(view, "attribution", lambda seen: _attributed(seen, by))
    beyond = beyond_finding(claimed_beyond(returns))
    if beyond:
        st.caption(plain(beyond))


def _attributed(view: View, by: str) -> None:
    found = attribution(view.slice, touches(), by)
    if found.is_empty():
        headline(unattributed_finding(found, by), view.slice_words, _DEFINITION)
        return
    outcome = next(name for name in ("procedure_booked", "consult_booked", "leads") if found[name].sum())
    figure(
        finding=unattributed_finding(found, by),
        subtitle=f"{OUTCOMES[outcome]} by first and last known {by}, {view.slice_words}",
        chart=attributed(found, by, outcome),
        numbers=_named(found, by),
        alt=attributed_alt(found, by, outcome),
        definition=_DEFINITION,
        name=f"attribution by {by}",
    )
    for said in (uneven_sentence(found, by), moved_sentence(found, by)):
        if said:
            st.caption(plain(said))


def _named(found: pl.DataFrame, by: str) -> pl.DataFrame:
    known = [name for name in found.columns if name == by or found[name].null_count() < len(found)]
    return found.select(known).with_columns(pl.col(by).fill_null(f"({NOBODY})"))
