"""The campaigns as one table: spend, outcomes, costs and return, leads without a campaign among them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.ui.beside import own_name
from dashboard.ui.columns import column_config
from dashboard.ui.figure import download

_FIRST = ("campaign", "platform", "spend", "currency", "leads", "real", "qualified", "consult_booked")
_THEN = ("consult_attended", "procedure_booked", "revenue", "return_on_spend")
_LABELS = {"consult_booked": "Booked", "consult_attended": "Attended", "procedure_booked": "Procedures"}


def campaign_table(returns: pl.DataFrame) -> None:
    """The columns any campaign has; costs stand in the figure above and in the CSV."""
    kept = [name for name in (*_FIRST, *_THEN) if returns[name].null_count() < len(returns)]
    if returns["currency"].drop_nulls().n_unique() == 1:
        kept.remove("currency")
    shown = returns.select(
        pl.col(name).fill_null("(no campaign)") if name == "campaign" else pl.col(name) for name in kept
    )
    st.dataframe(
        shown,
        hide_index=True,
        key=own_name("campaign table"),
        column_config=column_config(shown, _LABELS),
        placeholder="–",
    )
    download(returns, "campaigns")
