"""Signs of junk and of the wrong audience among the leads that came in, by campaign, with rows to look up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.filters import Filters
from dashboard.metrics.quality import signs
from dashboard.signals import BY_NAME, NEVER_REAL, SIGNALS
from dashboard.store.imports import Import
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, table
from dashboard.ui.junk_overrules import overrule_form, overruled

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable

NO_CAMPAIGN: Final = "No campaign"


def junk_signals(leads: LeadTable, history: Sequence[Import], workspace: Workspace) -> None:
    """Draw which signs the leads of each campaign show, and let people overrule the mistaken ones."""
    st.header("Signs of junk", help=_meanings(), anchor=False)
    found = signs(leads.slice(Filters()))
    if found.is_empty():
        empty(
            "No lead shows a sign of junk.", "Files with names, e-mails, phones and messages are looked through most."
        )
    else:
        st.caption(
            "A sign is a reason to look, not a verdict: only test leads stop counting as real. Look the rows up in the "
            "file; what the sign was seen in is not kept."
        )
        table(readable(found, history), "signs of junk")
        if not workspace.is_sample:
            overrule_form(found, leads, workspace)
    overruled(workspace)


def readable(found: pl.DataFrame, history: Sequence[Import]) -> pl.DataFrame:
    """The signs under headers people read, with file and row of a few of the leads."""
    names = {(done.id, place): receipt.file for done in history for place, receipt in enumerate(done.receipts)}
    look_up = [
        ", ".join(f"{names.get((one['import_id'], one['file']), 'sample')} row {one['row']}" for one in examples)
        for examples in found["examples"].to_list()
    ]
    return found.select(
        pl.col("campaign").fill_null(NO_CAMPAIGN).alias("Campaign"),
        pl.col("signal").replace({name: signal.label for name, signal in BY_NAME.items()}).alias("Sign"),
        pl.col("leads").alias("Leads"),
        pl.col("not_real").alias("Of these not real"),
        pl.Series("Look up", look_up, dtype=pl.String),
    )


def _meanings() -> str:
    lines = [f"{signal.label}: {signal.meaning}" for signal in SIGNALS]
    return "  \n".join(plain(line) for line in (*lines, f"Only “{BY_NAME[NEVER_REAL].label}” makes a lead not real."))
