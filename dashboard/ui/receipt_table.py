"""Receipts of an import: every line of every file counted once, and the rows that could not be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
import streamlit as st

from dashboard.store.imports import PROBLEM_COLUMNS, Receipt
from dashboard.ui.draft_panel import KIND_WORDS
from dashboard.ui.escape import plain
from dashboard.ui.figure import download
from dashboard.ui.receipt_details import receipt_details

SHOWN: Final = 200
"""Problems shown on the page; the download has all."""
COUNTS: Final = {
    "new": "New",
    "updated": "Updated",
    "unchanged": "Unchanged",
    "merged": "Same person",
    "rejected": "Rejected",
    "left_out": "No record",
}
_ANSWERS: Final = {
    "funnel": "how far leads get",
    "segments": "who converts",
    "reach": "who was reached",
    "response": "how long leads wait",
    "response_hours": "how long leads wait",
    "response_bands": "how long leads wait",
    "campaigns": "which campaign brought them",
    "convert_time": "how long converting takes",
    "ownership": "who looks after them",
}
"""What a figure of the command line answers."""
_MEANS: Final = {
    "read": "Every line of the file below its header",
    "new": "Not known before",
    "updated": "Known, and the file brings something newer",
    "unchanged": "Known, and nothing is new",
    "merged": "Taken for a lead counted already: a repeated row, or a person who is known",
    "rejected": "Cannot be used; the list says why and how to mend it",
    "left_out": "Titles, totals, blank lines, repeated headers, and leads forgotten on request",
}


def receipt_table(receipts: Sequence[Receipt], name: str) -> None:
    """Draw the receipts as a table that adds up, with what the files leave unanswered and could not use."""
    st.dataframe(
        counted(receipts),
        hide_index=True,
        key=f"{name} receipts",
        column_config={
            said: st.column_config.NumberColumn(said, help=_MEANS[field], format="localized")
            for field, said in {"read": "Read", **COUNTS}.items()
        },
    )
    st.caption("Read = new + updated + unchanged + same person + rejected + no record, to the row.")
    for receipt in receipts:
        for sentence in receipt.warnings:
            st.caption(f":material/warning: {plain(f'{receipt.file}: {sentence}')}")
        if receipt.forgotten:
            rows = "1 row" if receipt.forgotten == 1 else f"{receipt.forgotten:,} rows"
            st.caption(f":material/person_remove: {plain(f'{receipt.file}: forgotten since, on request: {rows}.')}")
        if receipt.cannot_answer:
            st.caption(f":material/help: {plain(unanswered(receipt))}")
    problems_table(receipts, name)
    receipt_details(receipts, name)


def unanswered(receipt: Receipt) -> str:
    """What this file alone says nothing about, and which columns would: 'calls.csv alone does not say how far ...'."""
    words = list(dict.fromkeys(_ANSWERS.get(name, name.replace("_", " ")) for name in receipt.cannot_answer))
    said = ", ".join(words[:-1]) + " and " * (len(words) > 1) + words[-1]
    fields = list(dict.fromkeys(field for fields in receipt.would_answer.values() for field in fields))
    more = f" Columns that would: {', '.join(fields)}." if fields else ""
    return f"{receipt.file} alone does not say {said}.{more}"


def counted(receipts: Sequence[Receipt]) -> pl.DataFrame:
    """One row a receipt, and their sum below when there are several."""
    numbers = ("read", *COUNTS)
    lines = [
        {"File": receipt.file, "Rows are": KIND_WORDS[receipt.kind]}
        | {field: getattr(receipt, field) for field in numbers}
        for receipt in receipts
    ]
    if len(lines) > 1:
        total = {field: sum(getattr(receipt, field) for receipt in receipts) for field in numbers}
        lines.append({"File": "All files", "Rows are": ""} | total)
    schema = {"File": pl.String, "Rows are": pl.String} | dict.fromkeys(numbers, pl.Int64)
    return pl.DataFrame(lines, schema=schema).rename({"read": "Read", **COUNTS})


def problems_table(receipts: Sequence[Receipt], name: str) -> None:
    """Draw the rejected rows and unreadable cells, each with its reason and its fix, and their download."""
    found = problems_of(receipts)
    if found.is_empty():
        return
    with st.expander(f"Problems ({found.height:,})", icon=":material/report:", expanded=found.height <= 20):
        st.dataframe(found.head(SHOWN), hide_index=True, key=f"{name} problems")
        if found.height > SHOWN:
            st.caption(f"The first {SHOWN} of {found.height:,}; the download has all.")
        download(found, f"{name} problems", "Download all problems as CSV")


def problems_of(receipts: Sequence[Receipt]) -> pl.DataFrame:
    """All files' problems: file, row, column, value (contact and free text left out), problem, fix."""
    frames = [receipt.problems.select(pl.lit(receipt.file).alias("file"), *PROBLEM_COLUMNS) for receipt in receipts]
    return pl.concat(frames) if frames else pl.DataFrame(schema={"file": pl.String, **PROBLEM_COLUMNS})
