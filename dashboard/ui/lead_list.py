"""The leads behind a bar: their numbers and where they came from, never who they are."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts import text
from dashboard.metrics.funnel import STATES, stopped_here
from dashboard.stages import BY_NAME
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import table
from dashboard.ui.view import View
from dashboard.ui.workspace import imports

_SAID = {"won": "went on from", "open": "are still open at", "lost": "are lost at"}


def selected_leads(view: View, points: list[dict[str, Any]]) -> None:
    """The leads of the bar selected in the funnel; without one, how to get there."""
    chosen = [tuple(point.get("customdata") or ())[:2] for point in points]
    named = [pair for pair in chosen if len(pair) == 2 and pair[0] in BY_NAME and pair[1] in STATES]
    if not named:
        st.caption("Select a part of a bar to see its leads.")
        return
    stage, state = named[0]

    def listed(seen: View) -> None:
        found = stopped_here(seen.slice, stage, state)
        number = len(found)
        st.markdown(
            f"**{text.count(number)} {'lead' if number == 1 else 'leads'}** "
            f"{plain(_SAID[state].replace('are', 'is') if number == 1 else _SAID[state])} {plain(BY_NAME[stage].label)}"
        )
        lead_list(found, f"leads {state} at {stage}")

    beside(view, "selected leads", listed)


def lead_list(found: pl.DataFrame, name: str) -> None:
    """These leads (columns as `stopped_here` gives them) with their CSV; `name` is unique on the page."""
    table(_readable(found), name)


def _readable(found: pl.DataFrame) -> pl.DataFrame:
    """The list under headers people read, with the name of the file each lead last came from."""
    names = {(done.id, place): receipt.file for done in imports() for place, receipt in enumerate(done.receipts)}
    files = [names.get(key, "sample") for key in found.select("import_id", "file").iter_rows()]
    return found.select(
        pl.col("lead_id").alias("Lead"),
        pl.col("created_at").dt.date().alias("Inquiry"),
        pl.col("campaign").alias("Campaign"),
        pl.col("doctor").alias("Doctor"),
        pl.col("status").alias("Last status"),
        pl.col("lost_reason").alias("Reason given"),
        pl.Series("File", files, dtype=pl.String),
        pl.col("row").alias("Row"),
    )
