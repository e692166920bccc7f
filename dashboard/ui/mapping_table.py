"""Which column of a file is which field, as one table that the user corrects."""

from __future__ import annotations

from typing import Final

import polars as pl
import streamlit as st

from dashboard.ingest.choices import LEAVE_OUT, SEGMENT
from dashboard.ingest.reading import Column, Reading
from dashboard.schema import FIELDS, Field, Kind

KEEP: Final = "Keep as a segment"
LEAVE: Final = "Leave out"
_HOW: Final = {
    "exact": "same name",
    "profile": "known export",
    "synonym": "known name",
    "suggested": "not used until you choose it",
    "chosen": "your choice",
    "segment": "few values, kept for filters",
    "dropped": "",
}


def mapping_table(reading: Reading, key: str) -> dict[str, str]:
    """Draw the table; the corrections just made, header to field, "segment" or "" (left out).

    `key` must change once corrections are taken over: the table then starts from the new reading.
    """
    if reading.kind is None:
        return {}
    targets = targets_of(reading.kind)
    frame = rows(reading)
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in frame.columns if name != "Meaning"],
        column_config={
            "Column": st.column_config.TextColumn(width="medium"),
            "Examples": st.column_config.TextColumn(width="medium"),
            "Meaning": st.column_config.SelectboxColumn(options=list(targets), required=True, width="medium"),
            "Gives you": st.column_config.TextColumn(width="medium"),
            "Why": st.column_config.TextColumn(width="medium"),
        },
    )
    before, after = frame["Meaning"].to_list(), edited["Meaning"].to_list()
    return {
        column.header: targets[now]
        for column, was, now in zip(reading.columns, before, after, strict=True)
        if now != was and now in targets
    }


def rows(reading: Reading) -> pl.DataFrame:
    """One row a column: header, examples (personal ones masked), meaning, what it is good for, why."""
    known = {field.name: field for field in FIELDS[reading.kind]} if reading.kind else {}
    return pl.DataFrame(
        [
            {
                "Column": column.header,
                "Examples": " · ".join(column.samples),
                "Meaning": meaning(column, known),
                "Gives you": _gain(column, known),
                "Why": _why(column, known),
            }
            for column in reading.columns
        ],
        schema=dict.fromkeys(("Column", "Examples", "Meaning", "Gives you", "Why"), pl.String),
    )


def targets_of(kind: Kind) -> dict[str, str]:
    """What a column can be taken for, as people read it, and what that is in Choices."""
    return {field.title: field.name for field in FIELDS[kind]} | {KEEP: SEGMENT, LEAVE: LEAVE_OUT}


def meaning(column: Column, known: dict[str, Field]) -> str:
    """What a column is taken for now; a mere suggestion is not used and so left out."""
    if column.field is None or column.how == "suggested":
        return LEAVE
    return KEEP if column.field == SEGMENT else known[column.field].title


def _gain(column: Column, known: dict[str, Field]) -> str:
    if column.field == SEGMENT:
        return "A filter and a comparison of its own"
    return known[column.field].serves or known[column.field].meaning if column.field in known else ""


def _why(column: Column, known: dict[str, Field]) -> str:
    said = _HOW.get(column.how, "")
    if column.how == "suggested" and column.field in known:
        said = f"looks like {known[column.field].title}; {said}"
    return "; ".join(part for part in (said, column.note) if part)
