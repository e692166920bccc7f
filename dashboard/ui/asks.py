"""What the phones ask of marketing, each with its status and marketing's answer."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.findings.feedback import asks_finding
from dashboard.store.workspace import Workspace
from dashboard.ui.action_maker import Cause, make_action
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline
from dashboard.ui.theme_editor import edit
from dashboard.ui.writing import lines

_ICONS: Final = {"open": "pending", "answered": "reply", "done": "check_circle", "declined": "block"}


def asks(said: pl.DataFrame, workspace: Workspace) -> None:
    """Draw the asks in view, those that wait first, then those asked most often."""
    asked = said.filter(pl.col("kind").is_in(["ask", "material_missing"]) & pl.col("theme_id").is_not_null())
    counts = dict(asked.group_by("theme_id").agg(pl.len()).iter_rows())
    found = [theme for theme in workspace.teams.themes.all() if theme.id in counts]
    headline(
        asks_finding([theme.status for theme in found]),
        "What would make the phone team's job easier: asks and missing material, with marketing's answer",
    )
    for theme in sorted(found, key=lambda one: (one.status != "open", -counts[one.id], one.id)):
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(theme.name)}**", width="stretch")
                times = "asked once" if counts[theme.id] == 1 else f"asked {counts[theme.id]} times"
                st.caption(times, width="content")
                icon = f":material/{_ICONS[theme.status]}:"
                st.badge(theme.status.capitalize(), icon=icon, color="orange" if theme.status == "open" else "gray")
                st.button(
                    "Change" if theme.answer else "Answer", key=f"answer {theme.id}", on_click=edit, args=(theme.id,)
                )
            if theme.answer:
                who = plain(f"({theme.answered_by})") if theme.answered_by else ""
                st.markdown(f"{lines(theme.answer)} {who}")
            if theme.status == "open":
                make_action(Cause("ask", f"{theme.id}", what=theme.name, team="marketing"))
