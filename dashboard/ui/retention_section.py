"""The leads older than the practice keeps them: when they go by themselves, and the button that does it now."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import text
from dashboard.store.retention import last_removed, outdated, remove_outdated
from dashboard.store.workspace import Workspace
from dashboard.ui.offer import offered
from dashboard.ui.person import local_day
from dashboard.ui.said import said, say


def retention_section(here: Workspace) -> None:
    """Say how many leads are older than the limit, and offer to remove them; nothing where no limit is set."""
    said("retention")
    found = outdated(here, local_day(here.settings()))
    if found is None:
        return
    last = last_removed(here)
    by_itself = "They are removed for good by themselves, once a day while Leadloop runs, " + (
        f"last on {last:%d %b %Y}." if last else "from the day after the limit was set."
    )
    if not found.leads:
        st.caption(f"No lead is from before {found.before:%d %b %Y}, the first day that is kept. {by_itself}")
        return
    with st.container(border=True):
        st.markdown(
            f"**{text.count(found.leads)}** {'lead is' if found.leads == 1 else 'leads are'} from before "
            f"{found.before:%d %b %Y}, the first day kept. {by_itself}"
        )
        _now(here)


@offered("admin")
def _now(here: Workspace) -> None:
    with st.popover("Remove them now", icon=":material/delete_forever:"):
        st.markdown(
            "Their rows, calls and numbers are removed from every import and record, and no later file brings them "
            "back. This cannot be undone. Figures of those months change. Delete backups made before."
        )
        st.button("Remove for good", type="primary", key="remove outdated", on_click=_remove, args=(here,))


def _remove(here: Workspace) -> None:
    found, gone = remove_outdated(here, local_day(here.settings()))
    say(
        "retention",
        "check",
        f"Removed for good: {text.count(found.leads)} leads from before {found.before:%d %b %Y}, with "
        f"{text.count(gone.rows)} rows of files and their numbers in {text.count(gone.records)} records.",
    )
