"""Why a rate changed against the period compared: the finding, its parts by mix and rate, and the numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.charts.change import change_parts, change_parts_alt
from dashboard.findings.change import WHAT, change_finding
from dashboard.metrics.change import Changed, Rate, change_by, changed, most_telling
from dashboard.metrics.compare import apart
from dashboard.stages import BY_NAME
from dashboard.ui import explanation_definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure

if TYPE_CHECKING:
    from dashboard.ui.view import View

_BEST: Final = "(the field that tells most)"


def change_section(view: View) -> None:
    """Draw 'Why did it change?' for a rate and a field; nothing where no comparison is chosen."""
    if view.before_slice is None:
        return
    st.header("Why did it change?", anchor=False)
    found = {one.rate: one for rate in _rates(view) if (one := changed(view.slice, view.before_slice, rate))}
    if not found:
        empty("Nothing to compare: one of the two periods has no leads.", "Choose another period or comparison.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = _rate_chosen(found)
        chosen = st.selectbox(
            "Explained by",
            (_BEST, *view.table.dimensions),
            format_func=lambda name: name if name == _BEST else plain(view.table.label(name)),
            key="change_by",
            persist_state="session",
        )
    by = most_telling(view.slice, view.before_slice, rate) if chosen == _BEST else chosen
    by = by or next(iter(view.table.dimensions), None)
    if by is None:
        empty("These data have no field to explain a change by.", "Import a file with campaigns, doctors or channels.")
        return
    parts = change_by(view.slice, view.before_slice, rate, by)
    label = view.table.label
    figure(
        finding=change_finding(found[rate], parts, by, label),
        subtitle=f"{_said(rate)}, in points by {label(by).lower()}, {view.slice_words}; against {view.before_words}",
        chart=change_parts(parts),
        numbers=_readable(parts),
        alt=change_parts_alt(parts),
        definition=explanation_definitions.change(),
        name="change",
    )


def _rates(view: View) -> list[Rate]:
    """Each step between neighbouring stages, and consults booked of real leads."""
    steps = view.table.stages
    rates = [Rate(base, stage) for base, stage in pairwise(steps)]
    whole = Rate("real" if "real" in steps else "inquiry", "consult_booked")
    return [*rates, *([whole] if "consult_booked" in steps and whole not in rates else [])]


def _rate_chosen(found: dict[Rate, Changed]) -> Rate:
    """The rate to explain; until somebody chooses, the one that moved furthest beyond chance."""
    offered = list(found)
    moved = [abs(apart(one.converted, one.leads, one.before_converted, one.before_leads)) for one in found.values()]
    names = {f"{rate.base}-{rate.stage}": rate for rate in offered}
    chosen = st.selectbox(
        "Rate",
        list(names),
        index=max(range(len(offered)), key=moved.__getitem__),
        format_func=lambda name: _said(names[name]),
        key="change_rate",
    )
    return names[chosen]


def _said(rate: Rate) -> str:
    base = "inquiries" if rate.base == "inquiry" else f"those at '{BY_NAME[rate.base].label}'"
    return f"{WHAT[rate.stage]}, of {base}"


def _readable(parts: pl.DataFrame) -> pl.DataFrame:
    """The numbers under headers people read; parts in points of the whole rate."""
    return parts.select(
        pl.col("value").fill_null("not known").alias("Value"),
        pl.col("leads").alias("Leads"),
        pl.col("converted").alias("Went on"),
        pl.col("before_leads").alias("Leads, period compared"),
        pl.col("before_converted").alias("Went on, period compared"),
        (100 * pl.col("rate")).round(1).alias("Rate, %"),
        (100 * pl.col("before_rate")).round(1).alias("Rate then, %"),
        (100 * pl.col("mix")).round(2).alias("Mix, points"),
        (100 * pl.col("effect")).round(2).alias("Rate, points"),
    )
