"""Lists of leads to contact again, under the figures they belong to."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.charts import text
from dashboard.metrics.recontact import Kind, recontact, told_kinds
from dashboard.ui.lead_list import lead_list
from dashboard.ui.view import View

WORDS: Final[dict[Kind, str]] = {
    "unanswered": "No answer yet",
    "untried": "Never tried",
    "unreached": "Tried, not reached",
    "left_lying": "Tried once and left lying",
    "unowned": "No owner",
    "no_show": "Did not show up",
    "called_off": "Called off or moved",
}


def recontact_part(view: View, kinds: tuple[Kind, ...], key: str) -> None:
    """The leads of these kinds with their numbers for the CRM, worked out only while somebody has them open."""
    offered = [kind for kind in kinds if kind in told_kinds(view.table)]
    if not offered:
        return
    opened = st.expander("Leads to contact again", key=f"{key} leads", on_change="rerun", icon=":material/call:")
    if not opened.open:
        return
    with opened:
        kind = st.segmented_control(
            "Show", offered, default=offered[0], format_func=WORDS.__getitem__, required=True, key=f"{key} kind"
        )
        found = recontact(view.slice, kind)
        if found.is_empty():
            st.caption("No lead in this view is one of these.")
            return
        leads = "1 lead" if len(found) == 1 else f"{text.count(len(found))} leads"
        st.caption(f"{leads}. The list holds their numbers; who they are is in the CRM alone.")
        lead_list(found, f"leads {kind}")
