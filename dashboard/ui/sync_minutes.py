"""Saving a sync as it was seen, its minutes to take away, and the syncs held before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.minutes.agenda import Agenda, Kept
from dashboard.minutes.markdown import about, markdown
from dashboard.minutes.page import page
from dashboard.minutes.small import without_small
from dashboard.store.imports import StoreError
from dashboard.store.syncs import Sync
from dashboard.ui.escape import plain
from dashboard.ui.export import export_button, small_hidden
from dashboard.ui.identifiers import warn
from dashboard.ui.offer import write_button
from dashboard.ui.person import local_day, person, who
from dashboard.ui.said import said, say
from dashboard.ui.sync_decisions import made, made_actions
from dashboard.ui.sync_kept import kept, written
from dashboard.ui.workspace import imports, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.ui.view import View


def save_sync(view: View, agenda: Agenda, names: Sequence[str]) -> None:
    """Who saves, and the button that freezes what is on the screen."""
    person(names)
    words = kept(agenda, made(view))
    known = [
        *names,
        *(value for name in ("campaign", "doctor", "procedure") for value in view.table.values(name) if value),
    ]
    told = warn(written(agenda, words), view.table.practice, known, "Minutes name no patient: leave it out.")
    with st.container(horizontal=True):
        write_button(
            "Save this sync",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(view, agenda),
            key="save sync",
        )
        if not any(one.sure for one in told):
            take_away(agenda, words, "now")
    said("sync")


def take_away(agenda: Agenda, words: Kept, name: str) -> None:
    """The minutes as a page that opens offline, and as text to paste into mail or chat."""
    day = f"{agenda.as_of:%Y-%m-%d}"
    if small_hidden():
        agenda, words = without_small(agenda, words)
    for label, suffix, mime, write in (
        ("Minutes to print", "html", "text/html", page),
        ("Minutes to paste", "md", "text/markdown", markdown),
    ):
        export_button(
            label,
            lambda write=write: write(agenda, words),  # type: ignore[misc]
            f"leadloop minutes {day}.{suffix}",
            mime,
            key=f"minutes {suffix} {name}",
        )


def earlier_syncs() -> None:
    """The syncs held before, newest first; one opened is shown exactly as it was seen."""
    held = workspace().teams.syncs.all()[::-1]
    if not held:
        return
    number = st.selectbox(
        "Earlier syncs",
        [one.id for one in held],
        None,
        format_func=lambda found: plain(_title(next(one for one in held if one.id == found))),
        key="sync",
        bind="query-params",
        placeholder=f"{len(held)} saved",
    )
    found = next((one for one in held if one.id == number), None)
    if found is None:
        return
    agenda, words = Agenda.from_json(found.figures), Kept.from_json(found.words)
    with st.container(border=True, key="earlier sync"):
        st.caption(plain(f"As it was seen: {about(agenda)}"))
        st.markdown(markdown(agenda, words))
        with st.container(horizontal=True):
            take_away(agenda, words, f"{found.id}")


def _title(sync: Sync) -> str:
    by = f", {sync.by}" if sync.by else ""
    return f"{sync.held_on.day} {sync.held_on:%b %Y}{by}"


def _save(view: View, agenda: Agenda) -> None:
    here = workspace()
    # read here and not when the page was drawn: the click may bring the last words typed with it
    words = kept(agenda, made(view))
    in_force = here.teams.agreements.in_force()
    seen = Sync(
        by=who(),
        held_on=local_day(view.table.practice),
        as_of=view.table.as_of,
        slice=view.filters,
        store_version=here.version,
        figures=agenda.to_json(),
        words=words.to_json(),
        imports=tuple(sorted(done.id for done in imports() if done.undone_at is None)),
        agreements=tuple(sorted(one.id for one in in_force.values())),
    )
    try:
        here.teams.syncs.save(seen, [one.id for one in made_actions(view)])
    except StoreError as error:
        say("sync", "error", f"Not saved: {error}")
        return
    say("sync", "check", "Saved. Its minutes stay as they are, whatever is imported later.")
