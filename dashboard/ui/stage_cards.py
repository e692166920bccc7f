"""The headline figures of the funnel: each step's share, and how it changed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.charts import text
from dashboard.stages import BY_NAME


def stage_cards(steps: pl.DataFrame) -> None:
    """One card a step: its share of the stage before, the counts, and the change where one is compared.

    `steps` as `funnel_steps` gives them, with the columns of `with_before` if there is a comparison.
    """
    with st.grid(max(1, len(steps) - 1), min_column_width=150, gap="small"):
        for place in range(1, len(steps)):
            row = steps.row(place, named=True)
            st.metric(
                BY_NAME[row["stage"]].label,
                text.percent(row["of_previous"]) if row["of_previous"] is not None else "–",
                _change(row.get("change")),
                delta_color="off" if not row.get("change") else "green" if row["change"] > 0 else "red",
                delta_arrow="off" if not row.get("change") else "up" if row["change"] > 0 else "down",
                border=True,
            )


def _change(change: float | None) -> str | None:
    """A difference of shares in words, '9 points fewer'."""
    if change is None:
        return None
    points = round(abs(change) * 100, 1)
    said = f"{points:.0f}" if points >= 1 or not points else f"{points:.1f}"
    if not points:
        return "as before"
    return f"{said} {'point' if said == '1' else 'points'} {'more' if change > 0 else 'less'}"
