"""The funnels of all practices that whoever is at the screen sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Site
from dashboard.filters import Filters
from dashboard.metrics.funnel import funnel_steps
from dashboard.ui import gate
from dashboard.ui.period import bounds
from dashboard.ui.workspace import leads_of, workspace_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Funnels:
    """What the practices show: each one's funnel by its title, the days, the titles of those without data, and whether
    one of them keeps small counts in the room."""

    found: dict[str, pl.DataFrame]
    filters: Filters
    without: tuple[str, ...]
    hides: bool = False


def funnels(period: str) -> Funnels:
    """The funnels of a period that is counted back from the newest day of all practices. One that shows the made-up
    sample has no part in it."""
    sites = gate.sites()
    known = [site for site in sites if not workspace_of(site).is_sample]
    without = tuple(site.title for site in sites if site not in known)
    if not known:
        return Funnels({}, Filters(), without)
    since, until = bounds(period, max(_newest(site, workspace_of(site).version) for site in known))
    found = {site.title: _funnel(site, workspace_of(site).version, since, until) for site in known}
    hides = any(workspace_of(site).settings().hide_small for site in known)
    return Funnels(found, Filters(since, until), without, hides)


def named(found: pl.DataFrame) -> pl.DataFrame:
    """The practices' table with a name for the row of all."""
    return found.with_columns(found["practice"].fill_null("All together"))


# kept by the state of the data: the coded leads of many practices would not all stay in memory
@st.cache_resource(max_entries=100, show_spinner=False)
def _newest(site: Site, version: str) -> date:
    return leads_of(site).as_of.date()


@st.cache_resource(max_entries=300, show_spinner=False)
def _funnel(site: Site, version: str, since: date | None, until: date | None) -> pl.DataFrame:
    return funnel_steps(leads_of(site).slice(Filters(since, until)))
