"""The choices of the Campaigns page: which cost, which currency, what one procedure brings."""

from __future__ import annotations

import streamlit as st

from dashboard.metrics.campaigns import COSTS
from dashboard.metrics.what_if import Economics
from dashboard.ui.escape import plain
from dashboard.ui.view import View

_LABELS = {
    "cost_per_lead": "inquiry",
    "cost_per_real": "real lead",
    "cost_per_qualified": "qualified lead",
    "cost_per_consult": "consult booked",
    "cost_per_procedure": "procedure",
}


def cost_chosen(view: View) -> str:
    """The cost drawn, among the outcomes these data know; the consult's where they do."""
    offered = [cost for cost, outcome in COSTS.items() if outcome == "leads" or outcome in view.table.stages]
    start = offered.index("cost_per_consult") if "cost_per_consult" in offered else 0
    return st.selectbox(
        "Cost of one", offered, index=start, format_func=_LABELS.__getitem__, key="cost", persist_state="session"
    )


def currency_chosen(offered: list[str]) -> str | None:
    """The currency of the costs drawn; asked for only where there are several, which never share a figure."""
    if len(offered) < 2:
        return offered[0] if offered else None
    return st.selectbox("Currency", offered, format_func=plain, key="currency", persist_state="session")


def value_chosen(known: Economics | None, currency: str) -> float | None:
    """What one procedure brings: the data's own average unless the reader enters another."""
    return st.number_input(
        plain(f"What one procedure brings ({currency})" if currency else "What one procedure brings"),
        min_value=0.0,
        value=round(known.value) * 1.0 if known else None,
        step=100.0,
        format="%.0f",
        key="procedure_value",
        persist_state="session",
        width=280,
    )
