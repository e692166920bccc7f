"""The workspace this server shows, and what is loaded from it once for everybody."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Site
from dashboard.agreed import DEFINITIONS
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.practice import Practice
from dashboard.rights import Member
from dashboard.store.agreements import Agreement
from dashboard.store.guard import NotAllowedError
from dashboard.store.imports import Import
from dashboard.store.workspace import Workspace
from dashboard.ui import gate
from dashboard.ui.asked import ask_again, once_a_run
from dashboard.ui.held import Held

if TYPE_CHECKING:
    import polars as pl


_HELD: Held[tuple[str, str, datetime | None]] = Held()


def workspace() -> Workspace:
    """The workspace of the practice on the screen. Raises NotAllowedError for who does not see it (any more)."""
    return _opened(gate.site().folder)


def version() -> str:
    """The state of the data that this run of the page rests on."""
    return _version(workspace())


def is_sample() -> bool:
    """Whether the sample practice's leads are shown."""
    here = workspace()
    return once_a_run(("is_sample", here.folder), lambda: here.is_sample)


def leads(as_of: datetime | None = None) -> LeadTable:
    """The current leads, coded for figures as of a moment, by default the newest in the data."""
    here = workspace()
    key = (str(here.folder), _version(here), as_of)
    table = _leads(*key)
    for unused in _HELD.use(key, table.size):
        _leads.clear(*unused)
    return table


def workspace_of(site: Site) -> Workspace:
    """The workspace of another practice. Raises NotAllowedError for who does not see it."""
    if site not in gate.sites():
        raise NotAllowedError("This practice is not among yours.")
    return _opened(site.folder)


def leads_of(site: Site) -> LeadTable:
    """The current leads of another practice, as of the newest moment in its data. Raises as `workspace_of`."""
    there = workspace_of(site)
    return _leads(str(there.folder), _version(there), None)


def leads_under(practice: Practice, as_of: datetime | None = None) -> LeadTable:
    """The leads, now or as of a moment, as they count under other agreements than those in force."""
    here = workspace()
    return _leads_under(str(here.folder), _version(here), json.dumps(practice.to_json()), as_of)


def agreements() -> list[Agreement]:
    """Every version of every definition, oldest first, proposals among them."""
    here = workspace()
    return once_a_run(("agreements", here.folder), here.teams.agreements.versions)


def agreements_in_force() -> list[Agreement]:
    """Each definition's version that the figures rest on, in the order of the definitions."""
    here = workspace()
    return _in_force(str(here.folder), _version(here))


def campaigns() -> pl.DataFrame:
    """The current campaign rows (spend, impressions, what platforms claim)."""
    here = workspace()
    return _campaigns(str(here.folder), _version(here))


def touches() -> pl.DataFrame:
    """Every call and message on record, and every inquiry of a lead that inquired several times."""
    here = workspace()
    return _touches(str(here.folder), _version(here))


def imports() -> list[Import]:
    """Every import, newest first, those taken back among them."""
    here = workspace()
    return _imports(str(here.folder), _version(here))


def last_synced() -> date | None:
    """The newest day of the data that the last saved sync saw; None before the first."""
    syncs = workspace().teams.syncs.all()
    return syncs[-1].as_of.date() if syncs else None


@st.cache_resource(max_entries=100, show_spinner=False)
def _opened(folder: str) -> Workspace:
    # shared by everybody who sees the practice: who writes is asked at each write
    return Workspace(Path(folder), partial(_writer, folder), sample_records=True)


def _version(of: Workspace) -> str:
    return once_a_run(("version", of.folder), lambda: of.version)


def _writer(folder: str) -> Member:
    here = gate.writer(folder)
    ask_again()
    return here


# Keyed by the state of the data, not by the frames: a frame as an argument is hashed by a few rows only.
@st.cache_resource(max_entries=24, show_spinner="Reading the leads")
def _leads(folder: str, version: str, as_of: datetime | None) -> LeadTable:
    here = _opened(folder)
    return lead_table(here.leads(), here.practice(), here.segments(), as_of, here.touches())


@st.cache_resource(max_entries=4, show_spinner="Counting under other agreements")
def _leads_under(folder: str, version: str, settings: str, as_of: datetime | None) -> LeadTable:
    here, practice = _opened(folder), Practice.from_json(json.loads(settings))
    return lead_table(here.leads(practice), practice, here.segments(), as_of, here.touches())


@st.cache_resource(max_entries=100, show_spinner=False)
def _in_force(folder: str, version: str) -> list[Agreement]:
    found = _opened(folder).teams.agreements.in_force()
    return [found[name] for name in DEFINITIONS if name in found]


@st.cache_resource(max_entries=2, show_spinner=False)
def _campaigns(folder: str, version: str) -> pl.DataFrame:
    return _opened(folder).campaigns()


@st.cache_resource(max_entries=2, show_spinner=False)
def _touches(folder: str, version: str) -> pl.DataFrame:
    return _opened(folder).touches()


@st.cache_resource(max_entries=100, show_spinner=False)
def _imports(folder: str, version: str) -> list[Import]:
    return _opened(folder).imports()
