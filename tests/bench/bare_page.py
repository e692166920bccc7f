"""The least a Streamlit page can do with the same leads: one filter, one chart. The clicks are measured against it."""

import os

import plotly.graph_objects as go
import polars as pl
import streamlit as st


@st.cache_resource
def leads() -> pl.DataFrame:
    """Doctor and campaign of every lead."""
    return pl.read_parquet(os.environ["LEADLOOP_WORKSPACE"] + "/plain.parquet", columns=["doctor", "campaign"])


doctors = st.multiselect("Doctor", sorted(leads()["doctor"].unique()))
chosen = leads().filter(pl.col("doctor").is_in(doctors)) if doctors else leads()
counts = chosen.group_by("campaign").len().sort("campaign")
st.plotly_chart(go.Figure(go.Bar(x=counts["len"].to_list(), y=counts["campaign"].to_list(), orientation="h")))
