"""Figures and records that leave the room: each is taken down in the audit list before the file is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.store.workspace import Workspace
from dashboard.ui import gate
from dashboard.ui.workspace import leads


def small_hidden() -> bool:
    """Whether the practice keeps small counts from leaving the room."""
    # the practice the figures rest on: reading the settings anew takes as long as drawing a chart
    return leads().practice.hide_small


def export_button(label: str, content: Callable[[], str], file_name: str, mime: str, **options: Any) -> None:
    """A button that saves a file; it is only written, and taken down, when someone asks for it."""
    # the file is made outside the page's run: who asks must be known from here
    here, claims = gate.site().folder, st.user.to_dict()
    st.download_button(
        label,
        lambda: _exported(here, claims, file_name, content),
        file_name=file_name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        **options,
    )


def _exported(folder: str, claims: dict[str, Any], file_name: str, content: Callable[[], str]) -> str:
    member = gate.still(claims, folder)
    Workspace(Path(folder), lambda: member).audit.exported(file_name)
    return content()
