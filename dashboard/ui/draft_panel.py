"""One uploaded file on the Imports page: what it was taken for, what it asks, how its columns are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.ingest.asking import Question
from dashboard.ingest.choices import SEGMENT, Choices
from dashboard.ingest.mapping import with_decision
from dashboard.ingest.profiles import by_name
from dashboard.ingest.reading import Column, Reading
from dashboard.schema import KINDS, Kind
from dashboard.ui import drafts
from dashboard.ui.drafts import Draft
from dashboard.ui.escape import plain
from dashboard.ui.mapping_table import mapping_table

KIND_WORDS: Final[dict[Kind, str]] = {"leads": "Leads", "campaigns": "Campaigns", "touches": "Calls and messages"}


def draft_panel(draft: Draft) -> None:
    """Draw the file; a decision made here has the file read again."""
    with st.container(border=True, key=f"file {draft.key}"):
        reading = draft.reading
        title, kind = st.columns([4, 1.3], vertical_alignment="center")
        title.markdown(f"**{plain(draft.file)}**{f' — {plain(taken_for(draft, reading))}' if reading else ''}")
        if draft.error:
            st.error(plain(draft.error), icon=":material/error:")
        if reading is None:
            return
        if reading.kind is None:
            _kind_asked(draft)
        else:
            with kind:
                _kind_corrected(draft, reading.kind)
        for question in reading.questions:
            _question(draft, question)
        for warning in reading.warnings if reading.kind else ():
            st.caption(f":material/warning: {plain(warning)}")
        _columns(draft, reading)
        if draft.choices != Choices():
            st.button(
                "Start over with this file",
                key=f"anew {draft.key}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_start_over,
                args=(draft.key,),
            )


def taken_for(draft: Draft, reading: Reading) -> str:
    """What the file was taken for, in a line: 'leads, 412 rows, HubSpot contacts, header in row 1'."""
    parts = [KIND_WORDS[reading.kind].lower()] if reading.kind else []
    parts.append("1 row" if draft.rows == 1 else f"{draft.rows:,} rows")
    if profile := by_name(reading.profile):
        parts.append(f"read as {profile.title}")
    if reading.header_row is not None:
        parts.append(f"header in row {reading.header_row}")
    if reading.period:
        parts.append(f"for {reading.period.first:%d %b %Y} to {reading.period.last:%d %b %Y}")
    return ", ".join(parts)


def columns_said(reading: Reading) -> str:
    """How many columns are used for what."""
    used = Counter(_use(column) for column in reading.columns)
    segments = "segment" if used["segment"] == 1 else "segments"
    words = {"used": "used", "segment": segments, "left out": "left out"}
    return ", ".join(f"{used[word]} {said}" for word, said in words.items() if used[word])


def _use(column: Column) -> str:
    if column.field is None or column.how == "suggested":
        return "left out"
    return "segment" if column.field == SEGMENT else "used"


def _kind_asked(draft: Draft) -> None:
    chosen = st.radio(
        "It is not clear what these rows are. Say which:",
        KINDS,
        index=None,
        horizontal=True,
        format_func=lambda kind: KIND_WORDS[kind],
        key=f"kind asked {draft.key}",
    )
    if chosen:
        _take_for(draft, chosen)


def _kind_corrected(draft: Draft, kind: Kind) -> None:
    chosen = st.selectbox(
        "These rows are",
        KINDS,
        KINDS.index(kind),
        format_func=lambda kind: KIND_WORDS[kind],
        key=f"kind {draft.key}",
        label_visibility="collapsed",
    )
    if chosen != kind:
        _take_for(draft, chosen)


def _take_for(draft: Draft, kind: Kind) -> None:
    drafts.choose(draft.key, replace(draft.choices, kind=kind, mapping={}))
    st.rerun()


def _start_over(key: str) -> None:
    drafts.choose(key, Choices())
    for name in [name for name in st.session_state if str(name).endswith(f" {key}")]:
        del st.session_state[name]


def _question(draft: Draft, question: Question) -> None:
    if question.key == "period":
        _period(draft, question)
        return
    answer = st.radio(
        plain(question.sentence),
        question.options,
        index=None,
        horizontal=True,
        key=f"{question.key} {draft.key}",
        format_func=str.capitalize,
    )
    if answer is not None:
        # a question with two answers is about its first one: day first or not
        said: dict[str, Any] = {question.key: answer == question.options[0]}
        drafts.choose(draft.key, replace(draft.choices, **said))
        st.rerun()


def _period(draft: Draft, question: Question) -> None:
    st.markdown(plain(question.sentence))
    if draft.reading and draft.reading.kind == "leads":
        st.caption("Or, if a column below holds the dates, choose Inquiry date as its meaning.")
    first, last, _ = st.columns([1, 1, 3])
    since: date | None = first.date_input("First day", None, date(1990, 1, 1), key=f"first {draft.key}")
    until: date | None = last.date_input("Last day", None, date(1990, 1, 1), key=f"last {draft.key}")
    if since is None or until is None:
        return
    if since > until:
        st.warning("The last day lies before the first; swap the two.", icon=":material/swap_horiz:")
        return
    drafts.choose(draft.key, replace(draft.choices, period=(since, until)))
    st.rerun()


def _columns(draft: Draft, reading: Reading) -> None:
    if reading.kind is None:
        return
    sure = reading.profile is not None or all(column.how == "exact" for column in reading.columns)
    unused = any(column.how == "suggested" for column in reading.columns)
    said = f"Columns: {columns_said(reading)}"
    with st.expander(said, expanded=unused or not sure, key=f"columns {draft.key}", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(
            "Change a meaning where it is wrong; once stored, it is remembered for the next file with these headers."
        )
        mapping_table(reading, draft.key, partial(_correct, draft.key))


def _correct(key: str, header: str, target: str) -> None:
    choices = drafts.choices_of(key)
    drafts.choose(key, replace(choices, mapping=with_decision(choices.mapping, header, target)))
