"""Where a mistaken sign of junk is overruled, and where that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.charts.text import clean
from dashboard.signals import BY_NAME
from dashboard.store.imports import StoreError
from dashboard.store.overrules import Overrule, Scope
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.import_history import say_next
from dashboard.ui.offer import offered, write_button

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable

_SCOPES: Final[dict[Scope, str]] = {
    "campaign": "for a campaign",
    "lead": "for one lead",
    "everywhere": "anywhere: switch it off",
}


@offered()
def overrule_form(found: pl.DataFrame, leads: LeadTable, workspace: Workspace) -> None:
    """Draw the choice of a sign that does not hold for a campaign, a lead or anywhere; `found` are those shown."""
    with st.expander("A sign is mistaken", icon=":material/rule:", key="overrule", on_change="rerun") as opened:
        if not opened.open:
            return
        names = found["signal"].unique().sort().to_list()
        signal = st.selectbox("Sign", names, format_func=lambda name: BY_NAME[name].label, key="overrule_signal")
        scope: Scope = st.radio(
            "It does not hold", list(_SCOPES), format_func=lambda name: _SCOPES[name], key="overrule_scope",
            horizontal=True,
        )  # fmt: skip
        chosen = [Overrule(signal, scope)] if scope == "everywhere" else []
        if scope == "campaign":
            campaigns = found.filter(pl.col("signal") == signal)["campaign"].to_list()
            campaign = st.selectbox(
                "Campaign", campaigns, format_func=lambda name: clean(name or "No campaign"), key="overrule_campaign"
            )
            chosen = [Overrule(signal, scope, campaign=campaign)]
        elif scope == "lead":
            number = st.text_input("Lead number", key="overrule_lead", help="As your system writes it.").strip()
            chosen = _of_lead(leads.leads.select("lead_id", "system", "signals"), signal, number)
            if number and not chosen:
                st.caption(plain(f"No lead {number} shows this sign."))
        st.button("Overrule", key="overrule_do", disabled=not chosen, on_click=_add, args=(workspace, chosen))


def overruled(workspace: Workspace) -> None:
    """Draw what was overruled, each with a way back."""
    for done in workspace.overrules.live():
        line, action = st.columns([6, 1.2], vertical_alignment="center")
        line.markdown(f":material/rule: {plain(sentence(done))}")
        write_button("Undo", action, key=f"overrule undo {done.id}", icon=":material/undo:", on_click=_undo,
                      args=(workspace, done), width="stretch")  # fmt: skip


def sentence(overrule: Overrule) -> str:
    """What was overruled in words, not escaped: '“Burst” does not hold for campaign Spring.'."""
    where = {
        "everywhere": "anywhere",
        "campaign": f"for campaign {overrule.campaign}" if overrule.campaign else "for leads without a campaign",
        "lead": f"for lead {overrule.lead_id}",
    }[overrule.scope]
    return f"“{BY_NAME[overrule.signal].label}” does not hold {where}."


def _of_lead(leads: pl.DataFrame, signal: str, number: str) -> list[Overrule]:
    shown = pl.col("signals").str.contains(signal, literal=True)
    of = leads.filter((pl.col("lead_id") == number) & shown).select("system", "lead_id").unique()
    return [Overrule(signal, "lead", system=system, lead_id=lead) for system, lead in of.iter_rows()]


def _add(workspace: Workspace, chosen: list[Overrule]) -> None:
    for overrule in chosen:
        workspace.overrules.add(overrule)
    say_next(" ".join(sentence(overrule) for overrule in chosen))


def _undo(workspace: Workspace, done: Overrule) -> None:
    try:
        workspace.overrules.undo(done.id)
        say_next(f"“{BY_NAME[done.signal].label}” holds again.", "undone")
    except StoreError as error:
        say_next(str(error), "error")
