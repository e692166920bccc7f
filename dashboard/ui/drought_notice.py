"""Silent sources as warnings above a page, and how long a stop would stay hidden, as a section of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.filters import Filters
from dashboard.findings.droughts import OF, chance_words, drought_finding, hidden_finding, source_words
from dashboard.metrics.droughts import droughts, hidden_days
from dashboard.ui import explanation_definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline, table
from dashboard.ui.workspace import leads, workspace

if TYPE_CHECKING:
    from dashboard.ui.view import View

SHOWN: Final = 3
"""Warnings in sight; the others are folded, and so are those known for long."""
FRESH_DAYS: Final = 60


def drought_notice(view: View) -> None:
    """One warning line for each source that is silent now, whatever period is chosen; nothing where there is none."""
    found = silent_sources(view)
    if not len(found):
        return
    lines = [_line(row, view) for row in found.iter_rows(named=True)]
    fresh = [line for line, days in zip(lines, found["days"], strict=True) if days <= FRESH_DAYS]
    rest = [line for line in lines if line not in fresh[:SHOWN]]
    for line in fresh[:SHOWN]:
        st.warning(line, icon=":material/notifications_active:")
    if rest:
        said = "1 more silent source" if len(rest) == 1 else f"{len(rest)} more silent sources"
        with st.expander(said if fresh else said.replace(" more", ""), icon=":material/notifications:"):
            for line in rest:
                st.markdown(line)


def silent_sources(view: View) -> pl.DataFrame:
    """The sources that are silent now, as `droughts` gives them, whatever period is chosen."""
    return _droughts(str(workspace().folder), workspace().version, view.filters.where)


def drought_section(view: View) -> None:
    """How many days a stop would stay hidden, by source and stage, in the order of the sources' size."""
    hidden = _hidden(str(workspace().folder), workspace().version, view.filters.where)
    if not len(hidden):
        return
    headline(
        hidden_finding(hidden, view.table.label),
        f"Days until a silence is unlikely to be chance, as of {view.table.as_of:%d %b %Y}",
        explanation_definitions.hidden(),
    )
    table(_by_source(hidden, view), "hidden days")


def _line(row: dict[str, object], view: View) -> str:
    said = plain(drought_finding(row, view.table.label))
    return f"**{said}.** {plain(chance_words(float(str(row['chance']))).capitalize())}."


def _by_source(hidden: pl.DataFrame, view: View) -> pl.DataFrame:
    """One row a source, one column a stage; days in whole numbers."""
    names = [source_words(field, value, view.table.label) for field, value in hidden.select("field", "value").rows()]
    wide = (
        hidden.with_columns(pl.Series("Source", names), pl.col("days").clip(1).round(0).cast(pl.Int64))
        .with_columns(pl.col("stage").replace({stage: said.capitalize() for stage, said in OF.items()}))
        .pivot("stage", index=["field", "Source"], values="days", aggregate_function="first", maintain_order=True)
    )
    return wide.drop("field")


# Keyed by the state of the data and the filter; the tables are small, the leads they come from are not.
@st.cache_resource(max_entries=64, show_spinner=False)
def _droughts(folder: str, version: str, where: tuple[tuple[str, tuple[str | None, ...]], ...]) -> pl.DataFrame:
    return droughts(leads().slice(Filters(where=where)))


@st.cache_resource(max_entries=16, show_spinner=False)
def _hidden(folder: str, version: str, where: tuple[tuple[str, tuple[str | None, ...]], ...]) -> pl.DataFrame:
    return hidden_days(leads().slice(Filters(where=where)))
