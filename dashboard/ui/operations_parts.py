"""The parts of the Operations page: what became of consults, who misses them, how long they take, free slots."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.charts import consults as draw
from dashboard.charts.capacity import capacity_alt, capacity_bars
from dashboard.charts.text import clean
from dashboard.findings import operations as say
from dashboard.metrics.capacity import capacity
from dashboard.metrics.consults import LABELS, OWN, consults, days_to_consult
from dashboard.metrics.no_shows import no_shows_compared
from dashboard.ui import again, operations_definitions
from dashboard.ui.escape import plain
from dashboard.ui.figure import empty, figure
from dashboard.ui.split import MOST
from dashboard.ui.trend_marks import marks_chosen, marks_listed
from dashboard.ui.view import View

ROWS = 12  # groups drawn; the numbers hold them all


def consult_split(view: View) -> str:
    """What consults are split by: days ahead, the consult's weekday, or any field."""
    offered = [*OWN, *view.table.dimensions]
    found: str = st.selectbox(
        "Compare by",
        offered,
        format_func=lambda name: clean(label(view, name)),
        key="operations_by",
        persist_state="session",
    )
    return found


def label(view: View, by: str) -> str:
    """The field's name as people read it."""
    return LABELS.get(by) or view.table.label(by)


def _said(view: View, by: str) -> str:
    """The field's name within a sentence; a segment goes by its header as the file has it."""
    return view.table.segments.get(by) or label(view, by).lower()


def outcomes_part(view: View, by: str) -> None:
    """What became of the consults, group by group."""
    whole = consults(view.slice).row(0, named=True)
    found = consults(view.slice, by)
    shown = found if by in OWN else found.sort("leads", descending=True, maintain_order=True).head(ROWS)
    figure(
        finding=say.consults_finding(whole),
        subtitle=f"Consults booked by what became of them, by {_said(view, by)}, {view.slice_words}",
        chart=draw.consult_bars(shown, by),
        numbers=found,
        alt=draw.consult_bars_alt(shown, by),
        definition=operations_definitions.consults(),
        name="consults",
        again=again.outcomes(by, ROWS),
    )
    backwards = say.backwards_sentence(whole)
    if backwards:
        st.warning(plain(backwards), icon=":material/event_busy:")


def no_shows_part(view: View, by: str) -> None:
    """Who misses consults more often, at equal days ahead."""
    compared = no_shows_compared(view.slice, by)
    if not compared["no_shows"].sum():
        empty("No file tells of a missed consult.", "Import the calendar with its appointment status.")
        return
    shown = compared.head(ROWS)
    figure(
        finding=say.no_shows_finding(compared, label(view, by)),
        subtitle=f"No-shows of consults attended or missed, by {_said(view, by)}, {view.slice_words}",
        chart=draw.no_show_dots(shown),
        numbers=compared,
        alt=draw.no_show_dots_alt(shown),
        definition=operations_definitions.no_shows(),
        name="no-shows",
        again=again.no_shows(by, label(view, by), ROWS),
    )


def waits_part(view: View) -> None:
    """How long people wait for their consult, month by month."""
    months = days_to_consult(view.slice)
    if months.is_empty():
        empty("No days to the consult without its date.", "Ask for the booking date and the appointment's own date.")
        return
    marked = marks_chosen(months["month"].str.to_date("%Y-%m"), days=31)
    figure(
        finding=say.waits_finding(months),
        subtitle=f"Days to the consult by the month it was booked in, {view.slice_words}",
        chart=draw.wait_lines(months, marked),
        numbers=months,
        alt=draw.wait_lines_alt(months),
        definition=operations_definitions.waits(),
        name="days to consult",
        again=again.days_ahead,
    )
    marks_listed(marked)


def capacity_part(view: View) -> None:
    """Consults booked against slots; what to enter where nobody has said how many there are."""
    doctors = next((values for name, values in view.filters.where if name == "doctor"), ())
    found = capacity(view.table, doctors)
    if found.is_empty():
        empty(
            "No consult slots are known, so nobody can say what is free.",
            "Enter each doctor's consult slots a week on the Settings page.",
        )
        return
    names = found["doctor"].unique(maintain_order=True)
    figure(
        finding=say.capacity_finding(found),
        subtitle="Consults booked against consult slots, eight weeks back and four from this one on, all leads"
        + (f"; {MOST} of {len(names)} doctors" if len(names) > MOST else ""),
        chart=capacity_bars(found.filter(pl.col("doctor").is_in(names.head(MOST).implode()))),
        numbers=found,
        alt=capacity_alt(found),
        definition=operations_definitions.capacity(),
        name="consult slots",
    )
