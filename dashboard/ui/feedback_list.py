"""Every piece of feedback in view, and how one is taken back."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.feedback import kind_label
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.offer import write_button
from dashboard.ui.said import said, say


def feedback_list(found: pl.DataFrame, workspace: Workspace) -> None:
    """Draw the list, newest first; a selected line can be deleted, its words with it."""
    with st.expander("All feedback in view", icon=":material/list:", key="all_feedback", on_change="rerun") as opened:
        if not opened.open:
            return
        said("feedback list")
        shown = found.sort("said_on", "id", descending=True)
        event: Any = st.dataframe(
            shown.select(
                pl.col("said_on").alias("Date"),
                pl.col("kind").map_elements(kind_label, return_dtype=pl.String).alias("Kind"),
                pl.col("words").alias("Words"),
                pl.col("theme").alias("Theme"),
                pl.col("campaign").alias("Campaign"),
                pl.col("procedure").alias("Procedure"),
                pl.col("doctor").alias("Doctor"),
                pl.col("lead_id").alias("Lead"),
                pl.col("rating").alias("Rating"),
                pl.col("who").alias("Who"),
            ),
            hide_index=True,
            key="feedback list",
            on_select="rerun",
            selection_mode="single-row",
            placeholder="–",
        )
        chosen = [shown["id"][place] for place in event.selection.rows if place < len(shown)]
        write_button("Delete the selected line", icon=":material/delete:", disabled=not chosen, key="delete_feedback",
                  on_click=_remove, args=(workspace, chosen))  # fmt: skip


def _remove(workspace: Workspace, chosen: list[int]) -> None:
    try:
        for number in chosen:
            workspace.teams.feedback.remove(number)
        say("feedback list", "check", "Deleted, its words with it.")
    except StoreError as error:
        say("feedback list", "error", str(error))
