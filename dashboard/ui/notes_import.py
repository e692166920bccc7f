"""Where notes that a practice already keeps come in, and everything said goes out again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard.ingest.notes import Notes, notes
from dashboard.ingest.unusable import UnusableFile
from dashboard.metrics.themes import gathered
from dashboard.minutes.small import records_without_small
from dashboard.store.feedback import Feedback
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.export import export_button, small_hidden
from dashboard.ui.figure import download, table
from dashboard.ui.offer import offered
from dashboard.ui.person import local_day
from dashboard.ui.said import said, say


@offered()
def notes_import(workspace: Workspace, known: Sequence[str]) -> None:
    """Draw the upload of notes (kind, text, date, campaign); nothing is stored before it is confirmed."""
    with st.expander(
        "Import notes from a file", icon=":material/upload_file:", key="notes", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        st.caption(
            "A table with the columns kind, text, date and, where you have them, campaign, procedure, doctor, who."
        )
        file = st.file_uploader("Notes", ["csv", "xlsx", "tsv", "ods"], key="notes_file", label_visibility="collapsed")
        said("notes")
        if file is None:
            return
        practice = workspace.agreed_practice()
        try:
            found = notes(file.getvalue(), practice, local_day(practice), frozenset(known))
        except UnusableFile as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.markdown(f"**{len(found.rows):,} notes** can be stored; {len(found.left_out):,} are left out.")
        if found.left_out:
            table(
                pl.DataFrame(found.left_out, schema={"row": pl.Int64, "why": pl.String}, orient="row"), "left out notes"
            )
        st.button("Store notes", type="primary", disabled=found.rows.is_empty(), on_click=_store, key="store_notes",
                  args=(workspace, found))  # fmt: skip


def take_out(workspace: Workspace, heard: pl.DataFrame) -> None:
    """Draw the downloads: the feedback in view as CSV, and everything the teams wrote as JSON."""
    leaving = records_without_small if small_hidden() else dict
    with st.container(horizontal=True):
        download(heard, "feedback", "Feedback as CSV")
        export_button(
            "Everything written as JSON",
            lambda: json.dumps(leaving(workspace.teams.whole()), indent=1, ensure_ascii=False),
            "leadloop records.json",
            "application/json",
            key="records json",
            help="Feedback, themes, briefs with pictures, agreements, goals, actions and syncs.",
        )


def _store(workspace: Workspace, found: Notes) -> None:
    heard = workspace.teams.feedback
    known = {_key(one.words, one.said_on, one.campaign) for one in heard.all()}
    new = [row for row in found.rows.to_dicts() if _key(row["words"], row["said_on"], row["campaign"]) not in known]
    themes = gathered([row["words"] for row in new], heard.table())
    notes = [
        Feedback(
            row["kind"],
            row["words"],
            row["who"] or "",
            row["said_on"],
            theme_id=theme if isinstance(theme, int) else None,
            **{name: row[name] for name in ("campaign", "procedure", "doctor", "lead_id")},
        )
        for row, theme in zip(new, themes, strict=True)
    ]
    try:
        heard.gather(notes, [str(theme) for theme in themes])
    except StoreError as error:
        say("notes", "error", f"Not stored: {error}")
        return
    again = len(found.rows) - len(new)
    say("notes", "check", f"{len(new)} stored" + (f"; {again} were there already." if again else "."))


def _key(words: str, day: date, campaign: str | None) -> tuple[str, date, str | None]:
    return words.casefold(), day, campaign
