"""From uploaded files to stored rows: read, ask, check, show what storing would do, store on confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from dashboard.store.imports import Receipt, StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui import drafts
from dashboard.ui.draft_panel import draft_panel
from dashboard.ui.drafts import Draft
from dashboard.ui.escape import plain
from dashboard.ui.import_history import say_next
from dashboard.ui.offer import offered
from dashboard.ui.receipt_table import receipt_table
from dashboard.ui.settings_form import time_zones

_STEPS: Final = {"reading": "Reading", "checking": "Checking", "storing": "Storing"}


@offered(instead="A contributor imports files; you may look at what came in.")
def import_flow(workspace: Workspace) -> None:
    """Draw the uploader and everything up to the confirmation. Nothing is stored before it."""
    zone_offer(workspace)
    uploads = st.file_uploader(
        "Exports of leads, campaigns, calls or appointments: CSV, Excel or Parquet, one or many",
        accept_multiple_files=True,
        key=f"uploads {drafts.upload_round()}",
        help="Names, emails and phone numbers are used while reading, to recognise people, and are never stored.",
    )
    if not uploads:
        drafts.let_go()
        return
    bar = st.empty()
    found = drafts.drafts(uploads, workspace, _saying(bar, len(uploads)))
    bar.empty()
    for draft in found:
        draft_panel(draft)
    ready = [draft for draft in found if draft.checked]
    waiting = [draft for draft in found if draft.reading and not draft.checked and not draft.error]
    if ready:
        _confirm(ready, waiting, workspace)
    elif waiting:
        st.info("Answer the question above, and the file is checked.", icon=":material/contact_support:")


@offered("admin")
def zone_offer(workspace: Workspace) -> None:
    """Offer the browser's time zone while none was chosen: hours and days of the files depend on it."""
    practice, here = workspace.agreed_practice(), st.context.timezone
    if practice.time_zone != "UTC" or here in (None, "UTC") or here not in time_zones():
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(
            f":material/schedule: Times in files are read as UTC. Is the practice in **{plain(here)}**?",
            width="stretch",
        )
        st.button(
            f"Use {plain(here)}",
            key="use zone",
            on_click=workspace.save_practice,
            args=(replace(practice, time_zone=here),),
        )


def _confirm(ready: Sequence[Draft], waiting: Sequence[Draft], workspace: Workspace) -> None:
    st.header("Before anything is stored", anchor=False)
    bar = st.empty()
    try:
        receipts = drafts.preview(ready, workspace, _saying(bar, 1))
    except StoreError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    finally:
        bar.empty()
    receipt_table(receipts, "preview")
    for draft in waiting:
        st.caption(f":material/contact_support: {plain(f'{draft.file} waits for an answer and is not part of this.')}")
    with st.container(horizontal=True):
        if st.button(confirm_words(receipts), type="primary", icon=":material/save:", key="confirm"):
            _store(ready, workspace, bar)
        st.button("Drop these files", key="drop files", on_click=drafts.forget)


def confirm_words(receipts: Sequence[Receipt]) -> str:
    """What the button does."""
    files = "1 file" if len(receipts) == 1 else f"{len(receipts)} files"
    return f"Confirm and store {files}"


def _store(ready: Sequence[Draft], workspace: Workspace, bar: st.delta_generator.DeltaGenerator) -> None:
    def progress(step: str, done: int, total: int) -> None:
        bar.progress(min(1.0, done / max(1, total)), f"{_STEPS.get(step, step)}: {done:,} of {total:,} rows")

    try:
        number = drafts.store(ready, workspace, progress)
    except StoreError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    say_next(f"Stored as import {number}. The pages now show your data.")
    st.rerun()


def _saying(bar: st.delta_generator.DeltaGenerator, files: int) -> Callable[[str], None]:
    begun: list[str] = []

    def say(step: str) -> None:
        # a step says its rows after a colon as it goes on
        if (name := step.partition(": ")[0]) not in begun:
            begun.append(name)
        bar.progress(min(0.95, (len(begun) - 1) / (2 * files)), step)

    return say
