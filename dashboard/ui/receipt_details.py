"""What a receipt's counts stand for, to look into: joined people, stages gone, leads missing, dates as read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
import streamlit as st

from dashboard import stages
from dashboard.store.imports import Receipt
from dashboard.ui.figure import download

_TITLES: Final = {
    "merges": "Rows taken for a lead counted already",
    "backwards": "Stages that went backwards",
    "missing": "Leads the last file for this period had",
    "dates": "Dates as understood",
}


def receipt_details(receipts: Sequence[Receipt], name: str) -> None:
    """Draw a folded table for each thing the files did that can be looked into; nothing where there is none."""
    for what, table in details(receipts).items():
        total = _total(receipts, what, table.height)
        with st.expander(f"{_TITLES[what]} ({total:,})", icon=":material/manage_search:"):
            st.dataframe(table, hide_index=True, key=f"{name} {what}")
            if total > table.height:
                st.caption(f"The first {table.height:,} of {total:,}.")
            download(table, f"{name} {what}", "Download as CSV")


def details(receipts: Sequence[Receipt]) -> dict[str, pl.DataFrame]:
    """What there is to look into, by its name in the receipt, as tables for people."""
    rows: dict[str, list[dict[str, object]]] = {
        "merges": [
            {"File": receipt.file, "Row": merge["row"], "Lead": merge["lead_id"], "Counted as lead": merge["into"],
             "Because": merge["why"]}
            for receipt in receipts for merge in receipt.merges
        ],
        "backwards": [
            {"File": receipt.file, "Row": gone["row"], "Lead": gone["lead_id"],
             "No longer says": stages.BY_NAME[gone["stage"]].label}
            for receipt in receipts for gone in receipt.backwards
        ],
        "missing": [{"Not in file": receipt.file, "Lead": lead} for receipt in receipts for lead in receipt.missing],
        "dates": [
            {"File": receipt.file, "Column": header, "From": first[:16], "To": last[:16]}
            for receipt in receipts for header, (first, last) in receipt.dates.items()
        ],
    }  # fmt: skip
    return {what: pl.DataFrame(lines) for what, lines in rows.items() if lines}


def _total(receipts: Sequence[Receipt], what: str, listed: int) -> int:
    counts = {
        "merges": sum(receipt.merged for receipt in receipts),
        "backwards": sum(receipt.backwards_leads for receipt in receipts),
        "missing": sum(receipt.missing_leads for receipt in receipts),
    }
    return max(listed, counts.get(what, listed))
