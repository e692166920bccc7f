"""The figures of a page beside the same ones under another version of an agreement: the choice, and what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.agreed import TITLES, Definition
from dashboard.filters import FilterError
from dashboard.ui.escape import plain
from dashboard.ui.workspace import agreements, agreements_in_force, leads_under, workspace

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice
    from dashboard.practice import Practice
    from dashboard.store.agreements import Agreement
    from dashboard.ui.view import View


@dataclass(frozen=True, slots=True)
class Other:
    """The leads in view as they count under another version; `said` names it, and what it stands in for."""

    said: str
    leads: Slice
    before: Slice | None = None
    """The leads compared with, as they count under it; None where nothing is compared."""


def choice(agreed: Sequence[Agreement]) -> str | None:
    """Draw what the figures rest on, and the choice of a version to show them under as well; None: no other one."""
    if not agreements():
        return None
    label = f"Agreed: {', '.join(one.name for one in agreed)}" if agreed else "Nothing is agreed on yet"
    with st.popover(plain(label), type="tertiary", icon=":material/gavel:"), st.container(width=420):
        for one in agreed:
            st.caption(f"**{plain(one.name)}**: {plain(one.words)}")
        chosen: str | None = st.selectbox(
            "Show the figures under another version as well",
            list(_versions()),
            None,
            key="beside",
            bind="query-params",
            persist_state="session",
            placeholder="Only as agreed now",
        )
    return chosen


def other(view: View, chosen: str | None) -> Other | None:
    """The leads in view under the version chosen, and a line that names it; None where none is."""
    versions = _versions()
    if chosen is None or chosen not in versions:
        return None
    definition, version = versions[chosen]
    here = workspace()
    ruling = _ruling()
    now = ruling.pop(definition, None)
    if version:
        ruling[definition] = version
    said = f"{chosen}, instead of {now.name if now else 'the settings'}"
    try:
        practice, compared = here.practice(ruling), view.before_slice
        leads = leads_under(practice).slice(view.filters)
        before = _then(practice, compared) if compared else None
    except FilterError as error:
        st.warning(plain(f"These figures cannot be shown under {said}: {error}"), icon=":material/gavel:")
        return None
    words = f": {version.words.removesuffix('.')}" if version else ""
    st.info(
        plain(f"Each figure stands a second time under {said}{words} ({leads.size:,} leads in view)."),
        icon=":material/compare:",
    )
    return Other(said, leads, before)


def _then(practice: Practice, compared: Slice) -> Slice:
    return leads_under(practice, compared.table.as_of.astimezone(UTC)).slice(compared.filters)


def _ruling() -> dict[Definition, Agreement]:
    return {one.definition: one for one in agreements_in_force()}


def _versions() -> Mapping[str, tuple[Definition, Agreement | None]]:
    """By name, newest first, every version but those in force; and each definition as it was before any."""
    known = agreements()
    ruling = _ruling()
    found: dict[str, tuple[Definition, Agreement | None]] = {
        one.name: (one.definition, one) for one in reversed(known) if ruling.get(one.definition) != one
    }
    return found | {f"{TITLES[name].lower()} before any agreement": (name, None) for name in ruling}
