"""Actions as cards: what, who, by when, the way back to where it was decided, and what became of its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import streamlit as st

from dashboard.charts.effect import before_after, before_after_alt
from dashboard.charts.house import ink
from dashboard.findings.actions import effect_subtitle, rest_words
from dashboard.metrics.measures import BY_NAME
from dashboard.minutes.decided import decided_words
from dashboard.minutes.followed import Followed
from dashboard.store.actions import Action, Status
from dashboard.store.imports import StoreError
from dashboard.ui.action_effect import followed
from dashboard.ui.action_form import action_form
from dashboard.ui.escape import plain
from dashboard.ui.offer import write_button
from dashboard.ui.said import said, say
from dashboard.ui.slice_choice import leads_words
from dashboard.ui.view_link import open_link
from dashboard.ui.workspace import workspace


def ordered(actions: Sequence[Action], status: Status) -> list[Action]:
    """Those of one status: open ones by the day they are due, the others newest first."""
    found = [one for one in actions if one.status == status]
    if status == "open":
        return sorted(found, key=lambda one: (one.due or date.max, one.id))
    return sorted(found, key=lambda one: (one.done_on or date.min, one.id), reverse=True)


def action_card(action: Action, names: Sequence[str], day: date, syncs: Mapping[int, date]) -> None:
    """Draw one action; a done one with its figure before and after. `syncs` are the days of the syncs by number."""
    with st.container(border=True, gap="xsmall", key=f"card action {action.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(action.what)}**", width="stretch")
            _badge(action, day)
        about = (action.who, (action.team or "").capitalize(), _moves(action), decided_words(action, syncs))
        st.caption(plain(" · ".join(filter(None, about))))
        if action.outcome:
            st.markdown(plain(action.outcome))
        found = followed(action)
        if found:
            _effect(found)
        with st.container(horizontal=True, vertical_alignment="center"):
            if action.status == "open":
                write_button(
                    "Done",
                    key=f"done {action.id}",
                    icon=":material/check:",
                    on_click=_close,
                    args=(action, "done", day),
                )
                write_button(
                    "Drop", key=f"drop {action.id}", type="tertiary", on_click=_close, args=(action, "dropped", None)
                )
            else:
                write_button(
                    "Open again", key=f"open {action.id}", type="tertiary", on_click=_close, args=(action, "open", None)
                )
            open_link(action.link)
        said(f"closed {action.id}")
        with st.expander("Change", icon=":material/edit:", key=f"change {action.id}", on_change="rerun") as fold:
            if fold.open:
                action_form(action, names)


def action_table(actions: Sequence[Action], syncs: Mapping[int, date]) -> pl.DataFrame:
    """Every action as a row, as it goes into a file, with the day of the sync it was decided in."""
    names = ("id", "what", "who", "team", "due", "status", "done_on", "measure", "outcome", "origin", "link")
    return pl.DataFrame(
        [
            {name: getattr(one, name) for name in names}
            | {"decided_in": syncs.get(one.sync_id or 0), "leads": leads_words(one.slice)}
            for one in actions
        ],
        infer_schema_length=None,
    )


def _badge(action: Action, day: date) -> None:
    if action.status == "done" and action.done_on:
        st.badge(f"Done {action.done_on.day} {action.done_on:%b %Y}", icon=":material/check_circle:", color="green")
    elif action.status == "dropped":
        st.badge("Dropped", icon=":material/block:", color="gray")
    elif action.due and action.due < day:
        late = (day - action.due).days
        st.badge(f"{late} {'day' if late == 1 else 'days'} late", icon=":material/alarm:", color="orange")
    elif action.due:
        st.badge(f"By {action.due.day} {action.due:%b %Y}", icon=":material/event:", color="gray")


def _moves(action: Action) -> str:
    measure = BY_NAME.get(action.measure or "")
    return f"should move {measure.label.lower()}, {leads_words(action.slice)}" if measure else ""


def _effect(found: Followed) -> None:
    if found.effect is None:
        st.info(plain(found.words), icon=":material/hourglass:")
        return
    measure = BY_NAME[found.action.measure or ""]
    left, right = st.columns([1.2, 1], gap="medium", vertical_alignment="center")
    with left:
        st.markdown(f"**{plain(found.words)}**")
        st.caption(plain(effect_subtitle(measure, found.effect, leads_words(found.action.slice))))
        rest = rest_words(found.effect)
        if rest:
            st.caption(plain(rest))
    with right:
        st.plotly_chart(
            ink(before_after(found.effect), dark=st.context.theme.type == "dark"),
            key=f"effect {found.action.id}",
            alt=before_after_alt(found.effect),
            config={"displayModeBar": False},
        )


def _close(action: Action, status: Status, done_on: date | None) -> None:
    try:
        workspace().teams.actions.change(replace(action, status=status, done_on=done_on))
    except StoreError as error:
        say(f"closed {action.id}", "error", f"Not saved: {error}")
