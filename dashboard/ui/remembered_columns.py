"""What was decided about the columns of earlier files: seen, changed and deleted here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.ingest.profiles import by_name
from dashboard.store.imports import StoreError
from dashboard.store.mappings import HeaderDecision
from dashboard.store.workspace import Workspace
from dashboard.ui import drafts
from dashboard.ui.draft_panel import KIND_WORDS
from dashboard.ui.escape import plain
from dashboard.ui.import_history import say_next
from dashboard.ui.mapping_table import gain, targets_of, word_for
from dashboard.ui.meaning_rows import MeaningRow, meaning_rows
from dashboard.ui.offer import offered
from dashboard.ui.strip import moment

ANEW: Final = "Decide for each file"
_ORDERS: Final[dict[str, bool | None]] = {
    "Ask when a file leaves it open": None,
    "Day first": True,
    "Month first": False,
}


@offered()
def remembered_columns(workspace: Workspace) -> None:
    """Draw every decision; nothing where none was made."""
    decisions = workspace.mappings.live()
    if not decisions:
        return
    st.header("Remembered columns", anchor=False)
    st.caption(
        "What you decided about a file's columns is used for the next file with the same headers. Only headers are "
        "kept, nothing of the file itself. What is stored already stays as it was read."
    )
    zone = workspace.agreed_practice().zone
    names = Counter(name_of(decision) for decision in decisions)
    for decision in decisions:
        _decision(decision, workspace, zone, several=names[name_of(decision)] > 1)


def name_of(decision: HeaderDecision) -> str:
    """What the files are: 'Leads, HubSpot contacts'."""
    profile = by_name(decision.profile)
    return KIND_WORDS[decision.kind] + (f", {profile.title}" if profile else "")


def summary(decision: HeaderDecision, zone: ZoneInfo) -> str:
    """A decision in a line, not escaped: 'Leads · 12 columns, 3 decided · last used 3 Oct 2026, 14:20'."""
    many = len(decision.headers)
    parts = [name_of(decision), f"{many} {'column' if many == 1 else 'columns'}, {len(decision.mapping)} decided"]
    if decision.used_at:
        parts.append(f"last used {moment(decision.used_at.astimezone(zone))}")
    return " · ".join(parts)


def _decision(decision: HeaderDecision, workspace: Workspace, zone: ZoneInfo, *, several: bool) -> None:
    line, action = st.columns([6, 1.2])
    said = summary(decision, zone)
    if several:
        # files of one kind differ by their headers: those decided tell them apart
        said += f" · {', '.join(list(decision.mapping)[:3])}"
    key = f"remembered {decision.signature}"
    with line.expander(plain(said), key=key, on_change="rerun") as opened:
        if opened.open:
            _details(decision, workspace, zone)
    with action.popover("Delete", icon=":material/delete:", width="stretch"):
        st.markdown("Delete this decision? The next file with these headers is guessed and asked about anew.")
        st.button(
            "Delete decision", key=f"forget {decision.signature}", type="primary", on_click=_forget,
            args=(workspace, decision),
        )  # fmt: skip


def _details(decision: HeaderDecision, workspace: Workspace, zone: ZoneInfo) -> None:
    if decision.decided_at:
        st.caption(
            f"Last decided {moment(decision.decided_at.astimezone(zone))}. A change counts from the next file on."
        )
    key = f"order {decision.signature}"
    st.session_state[key] = next(word for word, day_first in _ORDERS.items() if day_first is decision.day_first)
    st.selectbox(
        "Dates such as 3/4/2026", list(_ORDERS), key=key,
        on_change=_reorder, args=(workspace, decision.signature, key), width=280,
    )  # fmt: skip
    targets = targets_of(decision.kind)
    headers = list(dict.fromkeys([*decision.headers, *decision.mapping]))
    meaning_rows(
        [_row(decision, header) for header in headers], [ANEW, *targets], decision.signature, "decided for each file",
        partial(_change, workspace, decision),
    )  # fmt: skip


def _row(decision: HeaderDecision, header: str) -> MeaningRow:
    target = decision.mapping.get(header)
    if target is None:
        return MeaningRow(header, ANEW, quiet=True)
    return MeaningRow(header, word_for(target, decision.kind), said=gain(target, decision.kind))


def _change(workspace: Workspace, decision: HeaderDecision, header: str, word: str) -> None:
    _said_and_done(partial(workspace.mappings.change, decision.signature, header, targets_of(decision.kind).get(word)))


def _reorder(workspace: Workspace, signature: str, key: str) -> None:
    _said_and_done(partial(workspace.mappings.change_order, signature, day_first=_ORDERS[st.session_state[key]]))


def _forget(workspace: Workspace, decision: HeaderDecision) -> None:
    if _said_and_done(partial(workspace.mappings.forget, decision.signature)):
        say_next("The decision was deleted; the next file with these headers is looked at anew.", "undone")


def _said_and_done(change: Callable[[], None]) -> bool:
    """Make the change, have uploads that wait be read again by it, and say what stands in its way."""
    try:
        change()
    except StoreError as error:
        say_next(str(error), "error")
        return False
    drafts.read_anew()
    return True
