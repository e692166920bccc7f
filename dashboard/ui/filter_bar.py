"""The filters above every analysis page, all of them in the link.

Period, comparison, campaign and doctor are always in sight, the rest behind "More filters".
The first view is all dates: nothing is hidden from someone who has just uploaded a file, and a
link without a period means the same tomorrow as today, whatever is imported in between.

Every widget's key is its name in the URL, and so public: period, from, to, compare, campaign,
doctor, channel, source, location, procedure, owner, patient_type, segment_<8 hex digits>. Any other
field to split by (arrival_hours, inbox ...) joins them as long as a link asks for it.
"""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard import schema
from dashboard.filters import Filters
from dashboard.ui import chips, link, period
from dashboard.ui.view import View
from dashboard.ui.workspace import last_synced, leads

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable, Slice

IN_SIGHT: Final = ("campaign", "doctor")
BEHIND: Final = ("channel", "source", "location", "procedure", "owner", "patient_type")
_ALL_OF: Final = {"campaign": "All campaigns", "doctor": "All doctors"}


def filter_bar(table: LeadTable, *, sync: bool = False) -> View:
    """Draw the bar and return the slice it chooses; a sync begins with what came in since the last one."""
    fields = filter_fields(table)
    left_out = link.left_out(table, fields)
    link.bring_back(table, fields)
    if sync and table.dated:
        link.begin_with(period=period.SINCE_SYNC, compare=period.PERIOD_BEFORE)
    with st.container(key="filter_bar", gap="xsmall"):
        newest = table.as_of.date()
        in_sight = [name for name in IN_SIGHT if name in fields]
        columns = iter(st.columns([1, 1, *[1.4] * len(in_sight), 0.9], gap="small"))
        with next(columns):
            chosen_period = st.selectbox(
                "Period", period.PERIODS, key="period", bind="query-params", label_visibility="collapsed"
            )
        with next(columns):
            comparison = st.selectbox(
                "Compare with", period.COMPARISONS, key="compare", bind="query-params", label_visibility="collapsed"
            )
        chosen: dict[str, list[str | None]] = {}
        for name in in_sight:
            with next(columns):
                chosen[name] = _values(table, name, in_sight=True)
        with next(columns):
            chosen |= _more_filters(table, [name for name in fields if name not in IN_SIGHT])
        first, last = _custom_dates(newest) if chosen_period == period.CUSTOM else (None, None)
        synced = last_synced() if chosen_period == period.SINCE_SYNC else None
        since, until = period.bounds(chosen_period, newest, first, last, synced)
        view = _view(table, Filters.of(since, until, chosen), comparison)
        chips.chips(view, fields, left_out, comparison)
    link.keep(fields)
    return view


def filter_fields(table: LeadTable) -> tuple[str, ...]:
    """The fields the bar filters by: those of ours that the data have, what a link asks for, and every segment."""
    held = table.dimensions
    segments = tuple(name for name in held if name.startswith(schema.SEGMENT_PREFIX))
    always = tuple(name for name in (*IN_SIGHT, *BEHIND) if name in held)
    asked = tuple(name for name in held if name not in (*always, *segments) and link.asks_for(name))
    return always + asked + segments


def _values(table: LeadTable, name: str, *, in_sight: bool = False) -> list[str | None]:
    words = link.words(table.values(name))
    chosen: list[str] = st.multiselect(
        chips.field_label(table, name),
        tuple(words),
        key=name,
        bind="query-params",
        placeholder=_ALL_OF.get(name, "All"),
        select_all=False,
        label_visibility="collapsed" if in_sight else "visible",
    )
    return [words[word] for word in chosen if word in words]


def _more_filters(table: LeadTable, names: list[str]) -> dict[str, list[str | None]]:
    if not names:
        return {}
    active = sum(bool(st.session_state.get(name)) for name in names)
    label = f"More filters ({active})" if active else "More filters"
    with st.popover(label, icon=":material/filter_list:", width="stretch"), st.container(width=420):
        return {name: _values(table, name) for name in names}


def _custom_dates(newest: date) -> tuple[date | None, date | None]:
    # a half-picked date range is normal, not an error: an empty side is open
    oldest, latest = date(newest.year - 30, 1, 1), date(newest.year + 1, 12, 31)
    left, right, _ = st.columns([1, 1, 3.7], gap="small")
    first = left.date_input("First day", None, oldest, latest, key="from", bind="query-params")
    last = right.date_input("Last day", None, oldest, latest, key="to", bind="query-params")
    return first, last


def _view(table: LeadTable, filters: Filters, comparison: str) -> View:
    before = period.compared(filters, comparison)
    labels = {name: table.label(name) for name, _ in filters.where}
    return View(
        table=table,
        filters=filters,
        slice=table.slice(filters),
        slice_words=filters.describe(labels),
        before=before,
        before_slice=_at_the_same_age(table, filters, before) if before else None,
        before_words=before.describe_period() if before else "",
    )


def _at_the_same_age(table: LeadTable, filters: Filters, before: Filters) -> Slice:
    """The compared leads as they stood when they were as old as the chosen ones are now.

    Otherwise last month would always look worse than the one before it, which had a month more to convert.
    """
    assert filters.since
    assert before.since
    then = table.as_of.astimezone(UTC) - (filters.since - before.since)
    return leads(as_of=then).slice(before)
