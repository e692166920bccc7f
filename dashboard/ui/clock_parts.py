"""The parts of the Response page that follow an inquiry on: the three clocks, and what arrives after hours."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.charts import clocks as draw
from dashboard.findings import clocks as say
from dashboard.metrics.after_hours import after_hours
from dashboard.metrics.artefacts import clock_artefact
from dashboard.metrics.clocks import Clock, clock_times, told_clocks
from dashboard.metrics.reach import can_tell
from dashboard.ui import clock_definitions
from dashboard.ui.beside import beside
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure
from dashboard.ui.split import MOST
from dashboard.ui.view import View


def nothing_told(view: View) -> bool:
    """Whether the files say nothing of tries, answers or contact; then it is said, once for the whole page."""
    silent = not (view.table.has_responses or told_clocks(view.table) or any(can_tell(view.table)))
    if silent:
        empty(*say.NOTHING_TOLD)
    return silent


def clocks_part(view: View, by: str | None, *, business: bool) -> None:
    """Each step in and after hours, and beside it one step by a field; a clock that cannot be true is left out."""
    artefacts = {clock: clock_artefact(view.slice, clock) for clock in told_clocks(view.table)}
    sound: list[Clock] = [clock for clock, artefact in artefacts.items() if artefact is None]
    found = _times(view, sound)
    if found["median_s"].count():
        beside(view, "three clocks", lambda seen: _clocks(seen, sound, business))
        if by:
            clock: Clock = st.segmented_control(
                "Step",
                sound,
                default=sound[0],
                format_func=lambda name: draw.LABELS[name],
                required=True,
                key="clock_step",
            )
            beside(view, "clock by group", lambda seen: _by_group(seen, by, clock, business))
    elif not any(artefacts.values()):
        empty(*say.NO_CLOCKS)
    for left_out, artefact in artefacts.items():
        if artefact:
            st.info(plain(say.clock_left_out(left_out, artefact)), icon=":material/info:")
    odd = say.clocks_left_out(found)
    if odd:
        st.warning(plain(odd), icon=":material/event_busy:")


def _times(view: View, sound: list[Clock]) -> pl.DataFrame:
    return clock_times(view.slice).filter(pl.col("clock").is_in(sound))


def _clocks(view: View, sound: list[Clock], business: bool) -> None:
    found = _times(view, sound)
    timed = found.filter(pl.col("median_s").is_not_null())
    figure(
        finding=say.clocks_finding(found, business),
        subtitle=f"Time each step takes, by when the inquiry arrived, {view.slice_words}",
        chart=draw.clock_dots(timed, "clock", business=business),
        numbers=found,
        alt=draw.clock_dots_alt(timed, "clock", business=business),
        definition=clock_definitions.clocks(view.table.practice, business),
        name="three clocks",
    )


def _by_group(view: View, by: str, clock: Clock, business: bool) -> None:
    split = clock_times(view.slice, by, MOST).filter(clock=clock)
    figure(
        finding=say.group_finding(split, by, view.table.label(by), clock, business),
        subtitle=f"Time {say.STEPS[clock]}, by {view.table.label(by).lower()}, {view.slice_words}",
        chart=draw.clock_dots(split, by, business=business),
        numbers=lambda: clock_times(view.slice, by),
        alt=draw.clock_dots_alt(split, by, business=business),
        definition=clock_definitions.clocks(view.table.practice, business),
        name="clock by group",
    )


def after_hours_part(view: View, by: str | None) -> None:
    """Inquiries outside opening hours by what became of them; nothing where inquiries carry no time of day."""
    whole = after_hours(view.slice)
    if whole.is_empty() or not whole["leads"][0]:
        return
    step = "answer" if (whole["step"] == "answer").any() else "attempt"
    own = whole.filter(step=step)
    shown = own
    if by:
        groups = after_hours(view.slice, by).filter(step=step).sort("leads", descending=True, maintain_order=True)
        shown = pl.concat([own, groups.head(MOST - 1)], how="diagonal")
    practice = view.table.practice
    figure(
        finding=say.after_hours_finding(own.row(0, named=True), practice.response_limit_s),
        subtitle="Inquiries outside opening hours by their first "
        f"{'answer by a person' if step == 'answer' else 'try'}, {view.slice_words}",
        chart=draw.after_hours_bars(shown, by),
        numbers=lambda: after_hours(view.slice, by) if by else whole,
        alt=draw.after_hours_alt(shown, by),
        definition=clock_definitions.after_hours(practice),
        name="after hours",
    )
