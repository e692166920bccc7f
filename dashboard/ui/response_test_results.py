"""How the tests were answered, beside what the files report of the same slice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import polars as pl
import streamlit as st

from dashboard.findings.response_tests import gap_words, kind_words, results_finding
from dashboard.metrics.tested import results_by_kind
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, headline, table
from dashboard.ui.view import View

_SAID: Final = 5
_DEFINITION: Final = (
    "Clock time from sending to the first answer by a person; automatic replies are none. Beside it the leads of the "
    "period with the same procedure, location, channel and part of the day.\n"
    "A test that names its lead number is taken out of every figure."
)


def results(view: View, here: Workspace) -> None:
    """Draw the results of all tests sent, kind by kind, with the gap to the reported figures named."""
    tests, now = here.teams.response_tests.table(), datetime.now(UTC)
    found = results_by_kind(tests, view.table, view.filters, now)
    headline(
        results_finding(found),
        f"Test inquiries of all time beside inquiries on file, {view.filters.describe_period()}",
        _DEFINITION,
    )
    if found.is_empty():
        empty("Nothing to compare yet.", "Plan a test below, send it as a patient would, and log how it was answered.")
        return
    named = [(kind_words(row), gap) for row in found.iter_rows(named=True) if (gap := gap_words(row))]
    named = named if len(named) > 1 else []
    for kind, gap in named[:_SAID]:
        st.markdown(f"- {plain(f'{kind}: {gap}')}")
    shown = [name for name in found.columns if found[name].null_count() < len(found)]
    table(found.select(pl.col(shown)), "response tests")
