"""Silent sources as warnings above a page, and how long a stop would stay hidden, as a section of one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from dashboard.filters import Filters
from dashboard.findings.droughts import chance_words, drought_finding, hidden_finding, source_words
from dashboard.metrics.droughts import droughts, hidden_days
from dashboard.stages import BY_NAME
from dashboard.ui import explanation_definitions
from dashboard.ui.action_maker import Cause, make_action, measure_of
from dashboard.ui.beside import beside, is_second
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline, table
from dashboard.ui.workspace import leads, version, workspace

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice
    from dashboard.ui.view import View

SHOWN: Final = 3
"""Warnings in sight; the others are folded, and so are those known for long."""
FRESH_DAYS: Final = 60


def drought_notice(view: View) -> None:
    """One warning line for each source that is silent now, whatever period is chosen; nothing where there is none.

    Each can be made an action.
    """
    found = list(silent_sources(view).iter_rows(named=True))
    shown = [row for row in found if row["days"] <= FRESH_DAYS][:SHOWN]
    for row in shown:
        line, action = st.columns([5, 1.1], vertical_alignment="center")
        line.warning(_line(row, view), icon=":material/notifications_active:")
        with action:
            make_action(_cause(row, view))
    rest = [row for row in found if row not in shown]
    if rest:
        said = "1 more silent source" if len(rest) == 1 else f"{len(rest)} more silent sources"
        with st.expander(said if shown else said.replace(" more", ""), icon=":material/notifications:"):
            for row in rest:
                line, action = st.columns([5, 1.1], vertical_alignment="center")
                line.markdown(_line(row, view))
                with action:
                    make_action(_cause(row, view))


def silent_sources(view: View) -> pl.DataFrame:
    """The sources that are silent now, as `droughts` gives them, whatever period is chosen."""
    return _droughts(str(workspace().folder), version(), view.filters.where)


def folded_drought_section(view: View) -> None:
    """The section folded away; worked out only once somebody opens it."""
    with st.expander(
        "How long would a stop stay hidden?", icon=":material/hourglass_empty:", key="hidden", on_change="rerun"
    ) as fold:
        if fold.open:
            drought_section(view)


def drought_section(view: View) -> None:
    """How many days a stop would stay hidden, by source and stage, in the order of the sources' size."""
    under = view.other.said if view.other else ""

    def section(seen: View) -> None:
        every = seen.table.slice(Filters(where=seen.filters.where))
        said = under if is_second() else ""
        hidden = _hidden(str(workspace().folder), version(), every.filters.where, said, every)
        if not len(hidden):
            return
        headline(
            hidden_finding(hidden, seen.table.label),
            f"Days until a silence is unlikely to be chance, as of {seen.table.as_of:%d %b %Y}",
            explanation_definitions.hidden(),
        )
        table(_by_source(hidden, seen), "hidden days")

    beside(view, "hidden days", section)


def _line(row: dict[str, Any], view: View) -> str:
    said = plain(drought_finding(row, view.table.label))
    return f"**{said}.** {plain(chance_words(row['chance']).capitalize())}."


def _cause(row: dict[str, Any], view: View) -> Cause:
    """An action about the leads of the silent source, whatever period is in view."""
    source = "\n".join(f"{row[name]}" for name in ("stage", "field", "value"))
    silent = Filters(where=view.filters.where)
    return Cause(
        "drought",
        hashlib.blake2b(source.encode(), digest_size=5).hexdigest(),
        what=f"{drought_finding(row, view.table.label)}: ",
        team=BY_NAME[row["stage"]].owner,
        measure=measure_of(row["stage"]),
        slice=silent.choosing(row["field"], (row["value"],)) if row["field"] else silent,
    )


def _by_source(hidden: pl.DataFrame, view: View) -> pl.DataFrame:
    """One row a source, one column a stage; days in whole numbers."""
    names = [source_words(field, value, view.table.label) for field, value in hidden.select("field", "value").rows()]
    wide = (
        hidden.with_columns(pl.Series("Source", names), pl.col("days").clip(1).round(0).cast(pl.Int64))
        .with_columns(pl.col("stage").replace({name: stage.label for name, stage in BY_NAME.items()}))
        .pivot("stage", index=["field", "Source"], values="days", aggregate_function="first", maintain_order=True)
    )
    return wide.drop("field")


# Keyed by the state of the data and the filter; the tables are small, the leads they come from are not.
@st.cache_resource(max_entries=64, show_spinner=False)
def _droughts(folder: str, version: str, where: tuple[tuple[str, tuple[str | None, ...]], ...]) -> pl.DataFrame:
    return droughts(leads().slice(Filters(where=where)))


@st.cache_resource(max_entries=16, show_spinner=False)
def _hidden(
    folder: str, version: str, where: tuple[tuple[str, tuple[str | None, ...]], ...], under: str, _leads: Slice
) -> pl.DataFrame:
    return hidden_days(_leads)
