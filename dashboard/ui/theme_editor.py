"""Where a theme gets a better name, marketing's answer, or becomes one with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.charts.text import short
from dashboard.store.imports import StoreError
from dashboard.store.themes import STATUSES, Theme
from dashboard.store.workspace import Workspace
from dashboard.ui.action_maker import Cause, make_action
from dashboard.ui.escape import plain
from dashboard.ui.identifiers import without_identifiers
from dashboard.ui.offer import offered
from dashboard.ui.person import local_day, who
from dashboard.ui.said import said, say
from dashboard.ui.writing import Writing

_LABELS: Final = {"name": "Name", "status": "Status", "answer": "Answer"}


@offered()
def theme_editor(workspace: Workspace, counts: Mapping[int, int]) -> None:
    """Draw the choice of a theme and its form; `counts` says how often each was said."""
    with st.expander(
        "Answer, rename or merge a theme", icon=":material/edit:", key="edit_theme", on_change="rerun"
    ) as it:
        if not it.open:
            return
        standing = {theme.id: theme for theme in workspace.teams.themes.all() if theme.merged_into is None}
        order = sorted(standing, key=lambda one: (-counts.get(one, 0), one))
        chosen = st.selectbox("Theme", order, format_func=lambda one: _said(standing[one], counts), key="theme_chosen")
        if chosen is None:
            return
        form: Writing[Theme] = Writing(f"theme {chosen}", _fields)
        base = form.begin(standing[chosen])
        form.both(_LABELS)
        st.text_input("Name", key=form.widget("name"), max_chars=120, persist_state="session")
        st.radio(
            "Status",
            STATUSES,
            format_func=str.capitalize,
            key=form.widget("status"),
            horizontal=True,
            persist_state="session",
        )
        st.text_area(
            "Answer, as counselors should say it",
            key=form.widget("answer"),
            max_chars=2000,
            height=80,
            persist_state="session",
        )
        st.button(
            "Save theme", key=f"save theme {chosen}", on_click=_save, args=(workspace, form, base), type="primary"
        )
        form.said()
        make_action(Cause("theme", f"{chosen}", what=standing[chosen].name))
        others = [one for one in order if one != chosen]
        if others:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                into = st.selectbox(
                    "Is the same as",
                    others,
                    None,
                    format_func=lambda one: _said(standing[one], counts),
                    key="merge_into",
                )
                st.button("Merge", disabled=into is None, on_click=_merge, key="merge",
                          args=(workspace, standing[chosen], standing.get(into or 0)))  # fmt: skip
        said("merge")
        _merged(workspace, standing[chosen])


def edit(theme: int) -> None:
    """Open the form of this theme in the page's next run."""
    st.session_state["edit_theme"] = True
    st.session_state["theme_chosen"] = theme


def _merged(workspace: Workspace, theme: Theme) -> None:
    for one in workspace.teams.themes.all():
        if one.merged_into == theme.id:
            line, action = st.columns([6, 1.4], vertical_alignment="center")
            line.markdown(f":material/merge: {plain(short(one.name, 90))} counts here.")
            action.button(
                "Take out", key=f"unmerge {one.id}", on_click=_take_out, args=(workspace, one), width="stretch"
            )


def _fields(theme: Theme) -> dict[str, Any]:
    return {"name": theme.name, "status": theme.status, "answer": theme.answer}


def _said(theme: Theme, counts: Mapping[int, int]) -> str:
    return f"{short(theme.name, 80)} ({counts.get(theme.id, 0)})"


def _save(workspace: Workspace, form: Writing[Theme], base: Theme) -> None:
    def store() -> None:
        day = local_day(workspace.practice())
        name, status, answer = (form.typed(field).strip() for field in _LABELS)
        without_identifiers(f"{name}\n{answer}", workspace.practice())
        if answer and not base.answer and status == "open":
            status = "answered"
        new = replace(base, name=name, status=status, answer=answer)
        if answer != base.answer:
            new = replace(new, answered_by=who(), answered_on=day if answer else None)
        workspace.teams.themes.change(new)

    form.save(store, "Saved.")


def _merge(workspace: Workspace, theme: Theme, into: Theme | None) -> None:
    try:
        if into:
            workspace.teams.themes.merge(theme, into)
            say("merge", "check", f"“{short(theme.name, 60)}” counts under “{short(into.name, 60)}” now.")
    except StoreError as error:
        say("merge", "error", str(error))


def _take_out(workspace: Workspace, theme: Theme) -> None:
    try:
        workspace.teams.themes.change(replace(theme, merged_into=None))
    except StoreError as error:
        say("merge", "error", str(error))
