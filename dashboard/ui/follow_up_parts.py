"""The parts of the Follow-up page: whom to call, who answers, and what passing on goes along with."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.charts.segments import segments, segments_alt
from dashboard.findings.follow_up import (
    next_steps_sentence,
    ownership_finding,
    responders_finding,
    roles_finding,
    worth_sentence,
)
from dashboard.findings.segments import segments_finding
from dashboard.metrics.ownership import ownership
from dashboard.metrics.responders import inbox_responders
from dashboard.metrics.roles import responder_roles
from dashboard.metrics.segments import segment_rates
from dashboard.stages import BY_NAME
from dashboard.ui import again, definitions, nurture_definitions
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import figure, headline, table
from dashboard.ui.split import MOST, converted_stage
from dashboard.ui.view import View
from dashboard.ui.workspace import touches

NAMES: Final = "show_names"
"""The switch that shows people by name; steps, inboxes and roles are what to talk about."""
SHOWN: Final = {
    "all": "All open",
    "overdue": "Next step overdue",
    "none": "No next step",
    "unowned": "No owner",
    "lying": "Untouched for a week",
    "undated": "No date",
}
_SHORT: Final = 7


def calls_part(view: View, listed: pl.DataFrame) -> None:
    """The open leads worth a call today, of one kind if so chosen, with their numbers for the CRM."""
    headline("Worth a call today, first the lead whose call is worth most", worth_sentence(listed), definitions.worth())
    plans = listed["next_step"].null_count() < len(listed)
    unowned = 0 < listed["owner"].null_count() < len(listed)
    kinds = {
        "all": pl.lit(value=True),
        **({"overdue": pl.col("next_step") == "overdue", "none": pl.col("next_step") == "none"} if plans else {}),
        **({"unowned": pl.col("owner").is_null()} if unowned else {}),
        "lying": pl.col("silent_days") > _SHORT,
        **({"undated": pl.col("silent_days").is_null()} if listed["silent_days"].null_count() else {}),
    }
    kind = st.segmented_control(
        "Show", list(kinds), default="all", format_func=SHOWN.__getitem__, required=True, key="calls_of"
    )
    found = listed.filter(kinds[kind])
    if not st.session_state.get(NAMES):
        found = found.drop("owner")
    known = [column.name for column in found if listed[column.name].null_count() < len(listed)]
    # one system's numbers need no system beside them
    known = [name for name in known if name != "system" or listed["system"].n_unique() > 1]
    table(found.select(known), f"leads to call {kind}")


def ownership_part(view: View, by: str | None) -> None:
    """Leads without an owner, a follow-up or a next step, overall in words and by a field as a table."""
    owned = ownership(view.slice)
    whole = owned.row(0, named=True)
    headline(ownership_finding(whole), f"Inquiries, {view.slice_words}", definitions.ownership(view.table.practice))
    steps = next_steps_sentence(whole)
    if steps:
        st.caption(plain(steps))
    split = ownership(view.slice, by) if by else owned
    table(split.select(one.name for one in split if one.null_count() < len(split)), "ownership")


def roles_part(view: View) -> None:
    """Response and booking by role, compared only where the leads are alike; nothing where no file tells roles."""
    stage = view.table.outcome
    found = responder_roles(view.slice, touches(), stage)
    if found.is_empty():
        return
    done = BY_NAME[stage].done
    headline(
        roles_finding(found, done),
        f"Leads by the role of who answered first, and those of them that {done}, {view.slice_words}",
        nurture_definitions.roles(),
    )
    table(found, "roles")


def responders_part(view: View) -> None:
    """Who answers each inbox; the people's names only behind a deliberate click."""
    if "first_response_by" not in view.table.dimensions:
        return
    by = "inbox" if "inbox" in view.table.dimensions else "channel"
    names = st.toggle("Show names", key=NAMES, help="Steps and inboxes are what to talk about; names may help.")
    beside(view, "who answers", lambda seen: _responders(seen, by, names))


def _responders(view: View, by: str, names: bool) -> None:
    found = inbox_responders(view.slice, by)
    headline(
        responders_finding(found, by), f"First answers by a named person, {view.slice_words}", definitions.answers()
    )
    table(found if names else found.drop("top_responder"), "who answers")


def handoffs_part(view: View) -> None:
    """Conversion by how often a lead was passed on."""
    if "handoffs" not in view.table.dimensions:
        return
    stage = converted_stage(view, "follow_up_stage")
    if stage is None:
        return
    rates = segment_rates(view.slice, "handoffs", stage).drop_nulls("handoffs")
    whole = segment_rates(view.slice, None, stage)["rate"].item()
    done = BY_NAME[stage].done
    figure(
        finding=segments_finding(rates, "handoffs", view.table.label("handoffs"), done),
        subtitle=f"Real leads that {done}, by how often they were passed on, {view.slice_words}",
        chart=segments(rates.head(MOST), "handoffs", whole),
        numbers=rates,
        alt=segments_alt(rates, "handoffs", whole),
        definition=definitions.conversion(stage, view.table.practice),
        name="hand-offs",
        again=again.segments("handoffs", stage, MOST),
    )
