"""Who did what in this practice, for those who answer for it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.store.workspace import Workspace
from dashboard.ui.figure import empty, table
from dashboard.ui.offer import offered

SHOWN = 500


@offered("admin")
def audit_list(workspace: Workspace) -> None:
    """Draw the list, newest first, folded away."""
    with st.expander("Who did what", icon=":material/fact_check:", key="audit", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(
            "Imports, undos, agreements, settings, exports. The list only grows: nobody can change or shorten it."
        )
        done = workspace.audit.all()
        if not done:
            empty("Nothing was done yet.", "The first import begins the list.")
            return
        zone = workspace.agreed_practice().zone
        rows = [(one.at.astimezone(zone), one.who or "this computer", one.role, one.deed, one.about) for one in done]
        words = ("who", "role", "deed", "about")
        said = pl.DataFrame(rows[:SHOWN], schema=["at", *words], orient="row")
        table(said.with_columns(pl.col(words).cast(pl.String)), "who did what")
        if len(done) > SHOWN:
            st.caption(f"The newest {SHOWN} of {len(done):,}; the command line lists them all.")
