"""The ledger of definitions: what is in force and since when, who agreed, what is on the table, what was before."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.agreed import DEFINITIONS, TITLES, Definition
from dashboard.charts.text import short
from dashboard.findings.agreements import agreement_words
from dashboard.practice import Practice
from dashboard.stages import TEAMS, Team
from dashboard.store.agreements import SIDES, Agreed, Agreement
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.agreement_preview import agreement_preview
from dashboard.ui.escape import plain
from dashboard.ui.offer import write_button
from dashboard.ui.person import Person
from dashboard.ui.said import said, say
from dashboard.ui.strip import moment
from dashboard.ui.view import View
from dashboard.ui.writing import lines


def on_the_table(versions: Sequence[Agreement]) -> list[Agreement]:
    """The proposals that still can take force: not withdrawn, and newer than what is in force."""
    ruling = {one.definition: one.version for one in versions if one.in_force_at}
    return [
        one
        for one in versions
        if not one.withdrawn_at and not one.in_force_at and one.version > ruling.get(one.definition, 0)
    ]


def proposals(workspace: Workspace, versions: Sequence[Agreement], view: View, by: Person) -> None:
    """Draw what waits for a yes, what it would change, and who can give it."""
    said("ledger")
    agreed = workspace.teams.agreements.agreed()
    for one in on_the_table(versions):
        given = [yes for yes in agreed if yes.agreement_id == one.id]
        missing = [team for team in SIDES if team not in {yes.team for yes in given}]
        with st.container(border=True, key=f"proposal {one.id}"):
            st.markdown(f"**{TITLES[one.definition]}, version {one.version}, proposed by {plain(one.by)}**")
            st.markdown(lines(one.words))
            st.caption(plain(f"Agreed: {_yeses(given)}. Waits for {' and '.join(missing)}."))
            changes = st.expander("What it would change", key=f"changes {one.id}", on_change="rerun")
            if changes.open:
                with changes:
                    proposed = view.table.practice.under({one.definition: one.rule})
                    agreement_preview(view, one.definition, proposed, f"proposal {one.id}")
            with st.container(horizontal=True):
                write_button(
                    f"Agree for {by.team}",
                    type="primary",
                    icon=":material/check:",
                    key=f"agree {one.id}",
                    disabled=not by.who or by.team in {yes.team for yes in given},
                    help=None if by.who else "Say above who you are.",
                    on_click=_agree,
                    args=(workspace, one, by.who, by.team),
                )
                write_button(
                    "Withdraw",
                    icon=":material/close:",
                    key=f"withdraw {one.id}",
                    disabled=not by.who,
                    on_click=_withdraw,
                    args=(workspace, one),
                )


def ledger(workspace: Workspace, versions: Sequence[Agreement], practice: Practice) -> None:
    """Draw every definition with its version in force, in words, and who agreed."""
    agreed = workspace.teams.agreements.agreed()
    ruling = workspace.teams.agreements.in_force()
    for definition in DEFINITIONS:
        one = ruling.get(definition)
        words = one.words if one else agreement_words(definition, practice)
        left, right = st.columns([1, 5], gap="small")
        left.markdown(f"**{TITLES[definition]}**" + (f"  \nversion {one.version}" if one else ""))
        right.markdown(f"{lines(words)}  \n:small[{_standing(one, agreed, practice.zone)}]")


def earlier(workspace: Workspace, versions: Sequence[Agreement], definition: Definition, zone: ZoneInfo) -> None:
    """Draw the versions of a definition, newest first, each with what became of it."""
    agreed = workspace.teams.agreements.agreed()
    own = [one for one in versions if one.definition == definition]
    waiting = on_the_table(own)
    for one in reversed(own):
        if one.in_force_at:
            state = f"in force since {moment(one.in_force_at.astimezone(zone))}"
            later = [other.in_force_at for other in own if other.in_force_at and other.version > one.version]
            if later:
                state = f"in force {moment(one.in_force_at.astimezone(zone))} to {moment(min(later).astimezone(zone))}"
        elif one.withdrawn_at:
            state = f"withdrawn {moment(one.withdrawn_at.astimezone(zone))}"
        else:
            state = "proposed" if one in waiting else "never agreed on"
        given = _yeses([yes for yes in agreed if yes.agreement_id == one.id])
        st.markdown(
            f"**Version {one.version}** (agreement {one.id}), {plain(state)}. {lines(one.words)}  \n"
            f":small[{plain(f'Proposed by {one.by}; agreed: {given}.')}]"
        )


def _standing(one: Agreement | None, agreed: Sequence[Agreed], zone: ZoneInfo) -> str:
    if one is None or one.in_force_at is None:
        return "Not agreed on yet: this is what the settings say."
    given = _yeses([yes for yes in agreed if yes.agreement_id == one.id])
    return plain(f"In force since {moment(one.in_force_at.astimezone(zone))}. Agreed: {given}.")


def _yeses(given: Sequence[Agreed]) -> str:
    order = {team: place for place, team in enumerate(TEAMS)}
    told = [f"{yes.team} ({short(yes.who, 40)})" for yes in sorted(given, key=lambda yes: order[yes.team])]
    return ", ".join(told) or "nobody yet"


def _agree(workspace: Workspace, one: Agreement, who: str, team: Team) -> None:
    try:
        done = workspace.teams.agreements.agree(one.id, who, team)
        told = (
            "It is in force now, on every page." if done.in_force_at else "It takes force once the other side agrees."
        )
        say("ledger", "check", f"{short(who, 40)} agreed for {team}. {told}")
    except StoreError as error:
        say("ledger", "error", str(error))


def _withdraw(workspace: Workspace, one: Agreement) -> None:
    try:
        workspace.teams.agreements.withdraw(one.id)
        say("ledger", "info", f"{TITLES[one.definition]}, version {one.version}, is off the table.")
    except StoreError as error:
        say("ledger", "error", str(error))
