"""Why a rate changed against the period compared: over all fields together, or in parts of one field's values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.charts import contributions as charts
from dashboard.charts.change import change_parts, change_parts_alt
from dashboard.findings.change import WHAT, change_finding
from dashboard.findings.contributions import contributions_finding, part_words
from dashboard.metrics.change import Changed, Rate, change_by, changed
from dashboard.metrics.compare import apart
from dashboard.metrics.contributions import contributions
from dashboard.stages import BY_NAME
from dashboard.ui import explanation_definitions
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice
    from dashboard.ui.view import View

_TOGETHER: Final = "(all fields together)"


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
            (_TOGETHER, *view.table.dimensions),
            format_func=lambda name: name if name == _TOGETHER else plain(view.table.label(name)),
            key="change_by",
            persist_state="session",
        )
    beside(view, "change", lambda seen: _explained(seen, rate, chosen))


def _explained(view: View, rate: Rate, chosen: str) -> None:
    """The change of one rate, over all fields or by one."""
    before = view.before_slice
    whole = changed(view.slice, before, rate) if before and {rate.base, rate.stage} <= set(view.table.stages) else None
    if before is None or whole is None:
        empty("Nothing to compare here: one of the two periods has no leads.")
    elif chosen == _TOGETHER:
        _together(view, before, whole)
    else:
        _by_field(view, before, whole, chosen)


def _together(view: View, before: Slice, whole: Changed) -> None:
    """The largest parts over all fields, which add up."""
    parts = contributions(view.slice, before, whole.rate)
    label = view.table.label
    words = [part_words(field, value, kind, label, more) for field, value, kind, _, more in parts.rows()]
    points = parts["points"].to_list()
    figure(
        finding=contributions_finding(whole, parts, label),
        subtitle=f"{_said(whole.rate)}, in points, {view.slice_words}; against {view.before_words}",
        chart=charts.contributions(words, parts["kind"].to_list(), points),
        numbers=pl.DataFrame({"Goes with": words, "Points": [round(100 * part, 2) for part in points]}),
        alt=charts.contributions_alt(words, points),
        definition=explanation_definitions.contributions(),
        name="change",
    )


def _by_field(view: View, before: Slice, whole: Changed, by: str) -> None:
    """Every value's part of the change by its share and by its rate."""
    parts = change_by(view.slice, before, whole.rate, by)
    label = view.table.label
    figure(
        finding=change_finding(whole, parts, by, label),
        subtitle=f"{_said(whole.rate)}, in points by {label(by).lower()}, {view.slice_words}; "
        f"against {view.before_words}",
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
