"""Uploaded files that are understood and checked but not stored: they live in the viewer's session only.

Bytes and cells are let go as soon as a file is checked; what stays until the import is confirmed or
dropped holds no contact data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.ingest.asking import Question
from dashboard.ingest.checking import Checked, check
from dashboard.ingest.choices import Choices
from dashboard.ingest.progress import Progress
from dashboard.ingest.reading import Reading, read
from dashboard.ingest.unusable import UnusableFile
from dashboard.practice import Practice
from dashboard.store.imports import Receipt

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.store.workspace import Workspace

_DRAFTS: Final = "_drafts"
_CHOICES: Final = "_choices"
_PREVIEW: Final = "_preview"
_ROUND: Final = "_upload_round"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One uploaded file under the user's choices: unusable (`error`), with open questions, or checked."""

    key: str
    file: str
    choices: Choices
    practice: Practice
    """The agreements it was checked under."""
    error: str = ""
    reading: Reading | None = None
    rows: int = 0
    checked: Checked | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What must be answered before this file can be checked."""
        return open_questions(self.reading) if self.reading else ()


def open_questions(reading: Reading) -> tuple[Question, ...]:
    """Questions without which nothing can be said about the rows.

    A file that only adds to known leads may do without a period; storing it says so if it cannot.
    """
    optional = {"period"} if reading.header_of("lead_id") else set()
    return tuple(question for question in reading.questions if question.key not in optional)


def drafts(uploads: Sequence[UploadedFile], workspace: Workspace, say: Say) -> list[Draft]:
    """Every uploaded file as a draft; only what is new or was decided anew is read and checked again."""
    kept: dict[str, Draft] = st.session_state.get(_DRAFTS, {})
    found: dict[str, Draft] = {}
    practice = workspace.agreed_practice()
    for upload in uploads:
        draft = Draft(upload.file_id, upload.name, choices_of(upload.file_id), practice)
        known = kept.get(draft.key)
        still_so = known and (known.choices, known.practice) == (draft.choices, practice)
        found[draft.key] = known if known and still_so else drafted(draft, upload, workspace, say)
    st.session_state[_DRAFTS] = found
    return list(found.values())


def drafted(draft: Draft, upload: UploadedFile, workspace: Workspace, say: Say) -> Draft:
    """The draft with its file read and, where that raises no question, checked."""
    say(f"Reading {upload.name}")
    try:
        said = _rows_said(upload.name, say)
        reading = read(upload.name, upload.getvalue(), draft.choices, workspace.mappings.recall, said)
    except UnusableFile as error:
        return replace(draft, error=str(error))
    draft = replace(draft, reading=replace(reading, text=reading.text.clear()), rows=reading.rows)
    if reading.kind is None or open_questions(reading):
        return draft
    say(f"Checking {upload.name}: {reading.rows:,} rows")
    try:
        return replace(draft, checked=check(reading, draft.practice, workspace.match_key(), draft.choices, said))
    except UnusableFile as error:
        return replace(draft, error=str(error))


def _rows_said(name: str, say: Say) -> Progress:
    """Says how many of a file's rows are done."""
    return lambda step, done, total: say(f"{step.capitalize()} {name}: {done:,} of {total:,} rows")


def preview(ready: Sequence[Draft], workspace: Workspace, say: Say) -> list[Receipt]:
    """What storing these drafts together would do. Raises StoreError when they cannot be."""
    state = (workspace.version, tuple(ready))
    kept: tuple[object, list[Receipt]] = st.session_state.get(_PREVIEW, (None, []))
    if kept[0] != state:
        say("Comparing with what is already known")
        kept = (state, workspace.receipts([draft.checked for draft in ready if draft.checked]))
        st.session_state[_PREVIEW] = kept
    return kept[1]


def store(ready: Sequence[Draft], workspace: Workspace, progress: Callable[[str, int, int], None]) -> int:
    """Store the drafts as one import and let go of all uploads; the import's number. Raises StoreError."""
    done = workspace.add([draft.checked for draft in ready if draft.checked], progress)
    for draft in ready:
        if draft.reading:
            workspace.mappings.keep(draft.reading, draft.choices)
    forget()
    return done.id


def forget() -> None:
    """Drop every upload and draft of this session."""
    st.session_state[_ROUND] = upload_round() + 1
    let_go()


def let_go() -> None:
    """Drop the drafts whose uploads are gone."""
    for key in (_DRAFTS, _CHOICES, _PREVIEW):
        st.session_state.pop(key, None)


def read_anew() -> None:
    """Read the uploads again at the next run: what is remembered about files like them has changed."""
    st.session_state.pop(_DRAFTS, None)


def upload_round() -> int:
    """How often uploads were stored or dropped; a new uploader starts with each."""
    count: int = st.session_state.get(_ROUND, 0)
    return count


def choices_of(key: str) -> Choices:
    """What the user has decided about this upload so far."""
    choices: Choices = st.session_state.get(_CHOICES, {}).get(key, Choices())
    return choices


def choose(key: str, choices: Choices) -> None:
    """Take down a decision about this upload; the next run reads the file accordingly."""
    st.session_state[_CHOICES] = st.session_state.get(_CHOICES, {}) | {key: choices}
