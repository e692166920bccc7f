"""The campaigns as a table that can be read on a call: money rounded, shares beside counts."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.ui.figure import download

_HEADERS = {
    "campaign": "Campaign",
    "platform": "Platform",
    "spend": "Spend",
    "currency": "Currency",
    "leads": "Inquiries",
    "real": "Real leads",
    "qualified": "Qualified",
    "consult_booked": "Consults booked",
    "consult_attended": "Attended",
    "procedure_booked": "Procedures",
    "revenue": "Revenue",
    "cost_per_lead": "Per inquiry",
    "cost_per_real": "Per real lead",
    "cost_per_qualified": "Per qualified",
    "cost_per_consult": "Per consult",
    "cost_per_procedure": "Per procedure",
    "return_on_spend": "Return on spend",
    "platform_leads": "Platform claims",
}
_MONEY = (
    "spend",
    "revenue",
    "cost_per_lead",
    "cost_per_real",
    "cost_per_qualified",
    "cost_per_consult",
    "cost_per_procedure",
)


def campaign_table(returns: pl.DataFrame) -> None:
    """All columns that any campaign has, leads without a campaign named as such."""
    kept = [name for name in _HEADERS if returns[name].null_count() < len(returns)]
    shown = returns.select(
        pl.col(name).fill_null("(no campaign)") if name == "campaign" else pl.col(name) for name in kept
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="campaign table",
        column_config={
            name: st.column_config.NumberColumn(_HEADERS[name], format="%,.0f")
            if name in _MONEY
            else st.column_config.NumberColumn(_HEADERS[name], format="%.1f×")
            if name == "return_on_spend"
            else _HEADERS[name]
            for name in kept
        },
    )
    download(returns, "campaigns")
