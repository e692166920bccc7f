"""The workspace this server shows, and what is loaded from it once for everybody."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.store.imports import Import
from dashboard.store.workspace import Workspace

if TYPE_CHECKING:
    import polars as pl

DEFAULT_FOLDER: Final = "data/workspace"


def workspace() -> Workspace:
    """The workspace named by LEADLOOP_WORKSPACE, else data/workspace."""
    return _opened(os.environ.get("LEADLOOP_WORKSPACE") or DEFAULT_FOLDER)


def leads(as_of: datetime | None = None) -> LeadTable:
    """The current leads, coded for figures as of a moment, by default the newest in the data."""
    here = workspace()
    return _leads(str(here.folder), here.version, as_of)


def campaigns() -> pl.DataFrame:
    """The current campaign rows (spend, impressions, what platforms claim)."""
    here = workspace()
    return _campaigns(str(here.folder), here.version)


def imports() -> list[Import]:
    """Every import, newest first, those taken back among them."""
    here = workspace()
    return _imports(str(here.folder), here.version)


def last_synced() -> date | None:
    """The newest day of the data that the last saved sync saw; None before the first."""
    syncs = workspace().teams.syncs.all()
    return syncs[-1].as_of.date() if syncs else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(folder: str) -> Workspace:
    return Workspace(Path(folder))


# Keyed by the state of the data, not by the frames: a frame as an argument is hashed by a few rows only.
@st.cache_resource(max_entries=6, show_spinner="Reading the leads")
def _leads(folder: str, version: str, as_of: datetime | None) -> LeadTable:
    here = _opened(folder)
    return lead_table(here.leads(), here.practice(), here.segments(), as_of, here.touches())


@st.cache_resource(max_entries=2, show_spinner=False)
def _campaigns(folder: str, version: str) -> pl.DataFrame:
    return _opened(folder).campaigns()


@st.cache_resource(max_entries=2, show_spinner=False)
def _imports(folder: str, version: str) -> list[Import]:
    return _opened(folder).imports()
