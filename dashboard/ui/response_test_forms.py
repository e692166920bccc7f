"""Test inquiries are planned and logged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import streamlit as st

from dashboard.charts.text import clean
from dashboard.schema import CHANNELS
from dashboard.store.imports import StoreError
from dashboard.store.response_tests import CHECKLIST, ResponseTest
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import plain
from dashboard.ui.offer import offered
from dashboard.ui.person import Person, local_day, person
from dashboard.ui.said import said, say
from dashboard.ui.view import View
from dashboard.ui.writing import Writing

_KEY: Final = "plan "
_PLACE: Final = "response tests"
_LABELS: Final = {
    "sent_at": "Sent at",
    "auto_at": "First automatic reply",
    "answered_at": "First answer by a person",
    "met": "What the answer did",
    "lead_id": "Its lead number",
    "notes": "Notes",
    "dropped": "Drop this test",
}
_MOMENTS: Final = ("sent_at", "auto_at", "answered_at")


@offered(instead="A contributor writes here; you may look.")
def plan_form(view: View, here: Workspace, names: Sequence[str]) -> None:
    """Draw the form that plans a test: for what, where, by which channel, on which day and hour, by whom."""
    writer = person(names)
    with st.container(horizontal=True):
        for name in ("procedure", "location"):
            values = [value for value in view.table.values(name) if value]
            st.selectbox(name.capitalize(), values, None, format_func=clean, key=f"{_KEY}{name}", placeholder="Any")
        st.selectbox(
            "Channel", CHANNELS, None, format_func=lambda name: name.replace("_", "-"), key=f"{_KEY}channel",
            placeholder="Any",
        )  # fmt: skip
        st.date_input("On", local_day(view.table.practice), key=f"{_KEY}day")
        st.selectbox(
            "Hour", range(24), None, format_func=lambda hour: f"{hour:02}:00", key=f"{_KEY}hour", placeholder="Any"
        )
    st.button("Plan the test", type="primary", key=f"{_KEY}save", on_click=_plan, args=(here, writer))


@offered(instead="A contributor writes here; you may look.")
def log_form(test: ResponseTest, view: View, here: Workspace) -> None:
    """Draw the form over one test: when it was sent, and how it was answered."""
    zone = view.table.practice.zone
    form: Writing[ResponseTest] = Writing(f"test {test.id}", lambda one: _fields(one, view))
    base = form.begin(test)
    form.both(_LABELS)
    for column, name in zip(st.columns(3, gap="small"), _MOMENTS, strict=True):
        column.datetime_input(_LABELS[name], None, key=form.widget(name), help=f"The practice's time ({zone.key}).")
    st.pills(_LABELS["met"], CHECKLIST, selection_mode="multi", key=form.widget("met"))
    left, right = st.columns([1, 2], gap="small")
    left.text_input(
        _LABELS["lead_id"],
        key=form.widget("lead_id"),
        max_chars=60,
        help="The number your CRM gave this test. That record then counts as no lead in any figure.",
    )
    right.text_input(_LABELS["notes"], key=form.widget("notes"), max_chars=500, placeholder="No patient names")
    st.checkbox(_LABELS["dropped"], key=form.widget("dropped"))
    st.button("Save", type="primary", key=f"save test {test.id}", on_click=_save, args=(form, base, view, here))
    form.said()


def plan_said() -> None:
    """Draw what came of the last plan, once."""
    said(_PLACE)


def title(test: ResponseTest) -> str:
    """A test in a line: what, where, by which channel, and where it stands. Escaped."""
    named = [clean(value) for value in (test.procedure, test.location, test.channel) if value]
    hour = "" if test.hour is None else f" {test.hour:02}:00"
    stands = "answered" if test.answered_at else "waiting for an answer" if test.sent_at else "planned"
    return plain(f"{test.planned_for:%d %b %Y}{hour}: {', '.join(named) or 'any inquiry'} ({test.who}), {stands}")


def _fields(test: ResponseTest, view: View) -> dict[str, Any]:
    zone = view.table.practice.zone
    moments = {
        name: at.astimezone(zone).replace(tzinfo=None, microsecond=0) if (at := getattr(test, name)) else None
        for name in _MOMENTS
    }
    return moments | {
        "met": list(test.met),
        "lead_id": test.lead_id or "",
        "notes": test.notes,
        "dropped": test.dropped,
    }


def _plan(here: Workspace, writer: Person) -> None:
    state = st.session_state
    day: date = state[f"{_KEY}day"]
    chosen = {name: state[f"{_KEY}{name}"] for name in ("hour", "procedure", "location", "channel")}
    try:
        here.teams.response_tests.save(ResponseTest(writer.who, day, **chosen))
    except StoreError as error:
        say(_PLACE, "error", f"Not saved: {error}")
        return
    say(_PLACE, "check", "Planned. Log below when it was sent and answered.")


def _save(form: Writing[ResponseTest], base: ResponseTest, view: View, here: Workspace) -> None:
    zone = view.table.practice.zone

    def moment(name: str) -> datetime | None:
        typed: datetime | None = form.typed(name)
        kept: datetime | None = getattr(base, name)
        # an untouched moment stays what it was, also where the clock showed it twice
        if kept and typed == _fields(base, view)[name]:
            return kept
        return typed.replace(tzinfo=zone) if typed else None

    def store() -> None:
        new = replace(
            base,
            sent_at=moment("sent_at"),
            auto_at=moment("auto_at"),
            answered_at=moment("answered_at"),
            met=tuple(one for one in CHECKLIST if one in form.typed("met")),
            lead_id=form.typed("lead_id").strip() or None,
            notes=form.typed("notes").strip(),
            dropped=form.typed("dropped"),
        )
        here.teams.response_tests.save(new)

    form.save(store, "Saved.")
