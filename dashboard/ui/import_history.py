"""What was imported so far, each with its receipt and a way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.store.imports import Import, StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty
from dashboard.ui.gate import may
from dashboard.ui.receipt_table import receipt_table
from dashboard.ui.strip import moment

_SAID: Final = "_import_said"
RECENT: Final = 12


def import_history(history: Sequence[Import], workspace: Workspace) -> None:
    """Draw the imports, newest first."""
    st.header("What came in", anchor=False)
    if not history:
        empty("Nothing was imported yet.", "Upload an export above; what you see until then is a made-up practice.")
    zone = workspace.agreed_practice().zone
    for done in history[:RECENT]:
        _import(done, workspace, zone)
    if len(history) > RECENT:
        st.caption(f"The newest {RECENT} of {len(history)} imports; the command line lists them all.")


def say_next(sentence: str, kind: str = "success") -> None:
    """Keep a sentence for the top of the page's next run."""
    st.session_state[_SAID] = (kind, sentence)


def say_kept() -> None:
    """Say what `say_next` kept, once."""
    kind, sentence = st.session_state.pop(_SAID, ("", ""))
    if kind == "success":
        st.success(plain(sentence), icon=":material/check_circle:")
        st.page_link("pages/leaks/funnel.py", label="See where patients are lost", icon=":material/arrow_forward:")
    elif kind == "undone":
        st.info(plain(sentence), icon=":material/undo:")
    elif kind:
        st.error(plain(sentence), icon=":material/error:")


def _import(done: Import, workspace: Workspace, zone: ZoneInfo) -> None:
    line, action = st.columns([6, 1.2], vertical_alignment="center")
    with line.expander(summary(done, zone), on_change="rerun", key=f"import {done.id}") as opened:
        if opened.open:
            receipt_table(done.receipts, f"import {done.id}")
    with action:
        if done.undone:
            st.caption("Taken back")
            return
        if not may():
            return
        with st.popover("Undo", icon=":material/undo:", width="stretch"):
            st.markdown(f"Take import {done.id} back? Everything will be as if it had never been.")
            st.button(
                f"Take back import {done.id}", key=f"undo {done.id}", type="primary", on_click=_undo,
                args=(workspace, done.id),
            )  # fmt: skip


def summary(done: Import, zone: ZoneInfo) -> str:
    """An import in a line, escaped: '3 Oct 2026, 14:20 · leads.csv and 2 more · 412 read, 380 new'."""
    files = done.receipts[0].file if done.receipts else "no file"
    more = f" and {len(done.receipts) - 1} more" if len(done.receipts) > 1 else ""
    read = sum(receipt.read for receipt in done.receipts)
    new = sum(receipt.new for receipt in done.receipts)
    return plain(f"{moment(done.at.astimezone(zone))} · {files}{more} · {read:,} read, {new:,} new")


def _undo(workspace: Workspace, import_id: int) -> None:
    try:
        workspace.undo(import_id)
        say_next(f"Import {import_id} was taken back.", "undone")
    except StoreError as error:
        say_next(str(error), "error")
