"""Any figure under another version of a definition, beside what it is now."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.agreed import Definition
from dashboard.findings.agreements import versions_finding
from dashboard.metrics.versions import VERSIONED, beside
from dashboard.store.agreements import Agreement
from dashboard.store.workspace import Workspace
from dashboard.ui.figure import empty, headline, table
from dashboard.ui.view import View
from dashboard.ui.workspace import campaigns, leads_under

_SETTINGS = 0


def agreement_versions(workspace: Workspace, versions: Sequence[Agreement], definition: Definition, view: View) -> None:
    """Draw the choice of a version and a figure, and both columns with their difference."""
    ruling = workspace.teams.agreements.in_force()
    now = ruling.get(definition)
    own = {one.id: one for one in reversed(versions) if one.definition == definition and one != now}
    if not own and not now:
        empty("There is no other version to compare with.", "Propose one above.")
        return
    left, right = st.columns(2, gap="small")
    chosen = left.selectbox(
        "Beside what is in force",
        [*own, *([_SETTINGS] if now else [])],
        format_func=lambda number: _said(own.get(number)),
        key=f"other version {definition}",
        persist_state="session",
    )
    name = right.selectbox(
        "Figure",
        list(VERSIONED),
        format_func=lambda name: VERSIONED[name].label,
        key="versioned figure",
        persist_state="session",
    )
    others = {key: one for key, one in ruling.items() if key != definition}
    if chosen in own:
        others[definition] = own[chosen]
    then = leads_under(workspace.practice(others)).slice(view.filters)
    figure = VERSIONED[name]
    both = beside(figure.table(view.slice, campaigns()), figure.table(then, campaigns()), figure.key, figure.columns)
    current = now.name if now else "the settings"
    headline(
        versions_finding(both, figure.key, figure.columns, current, _said(own.get(chosen))),
        f"{figure.label}, {view.slice_words}: {current}, and {_said(own.get(chosen))} as the other version",
    )
    table(both, f"{name} under two versions of {definition}")


def _said(one: Agreement | None) -> str:
    return one.name if one else "the settings, before any agreement"
