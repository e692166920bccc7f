"""The small choices a page offers for its figures: what to split by, which stage, which clock."""

from __future__ import annotations

import streamlit as st

from dashboard.stages import BY_NAME
from dashboard.ui.escape import plain
from dashboard.ui.view import View

MOST: int = 7
"""Lines or panels in one figure; the less frequent values are shown together."""


def split_by(view: View, label: str, key: str, default: str, other_than: str | None = None) -> str | None:
    """The field a figure is split by, `default` where the data have it; None where they have none to split by."""
    offered = [name for name in view.table.dimensions if name != other_than]
    if not offered:
        return None
    return st.selectbox(
        label,
        offered,
        index=offered.index(default) if default in offered else 0,
        format_func=lambda name: plain(view.table.label(name)),
        key=key,
        persist_state="session",
    )


def converted_stage(view: View, key: str) -> str | None:
    """The stage that counts as converted; None where the data know no stage but the inquiry."""
    offered = [stage for stage in view.table.stages if stage not in ("inquiry", "real")]
    if not offered:
        return None
    return st.selectbox(
        "Converted means",
        offered,
        index=offered.index(view.table.outcome),
        format_func=lambda name: BY_NAME[name].label,
        key=key,
        persist_state="session",
    )
