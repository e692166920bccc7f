"""Opening hours and the holidays kept, as widgets of an agreement."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

import streamlit as st

from dashboard.practice import WEEKDAYS, Practice
from dashboard.store.agreements import Agreement
from dashboard.ui.settings_form import NO_HOLIDAYS, countries
from dashboard.ui.writing import Writing

_USUAL: Final = (time(9), time(17))


def opening_values(practice: Practice) -> dict[str, Any]:
    """What the widgets begin with, by name."""
    found: dict[str, Any] = {"country": practice.holiday_country, "region": practice.holiday_region}
    for day, hours in enumerate(practice.opening):
        found |= {f"open {day}": hours is not None}
        found |= {f"from {day}": (hours or _USUAL)[0], f"to {day}": (hours or _USUAL)[1]}
    return found


def opening_fields(form: Writing[Agreement]) -> None:
    """Draw a line a weekday, and the holidays."""
    for day, name in enumerate(WEEKDAYS):
        left, middle, right, _ = st.columns([1.3, 1, 1, 3], vertical_alignment="center", gap="small")
        is_open = left.checkbox(name, key=form.widget(f"open {day}"), persist_state="session")
        for place, side in ((middle, "from"), (right, "to")):
            place.time_input(
                f"{name} {side}",
                key=form.widget(f"{side} {day}"),
                disabled=not is_open,
                label_visibility="collapsed",
                persist_state="session",
            )
    left, right, _ = st.columns([2, 1, 3], gap="small")
    left.selectbox(
        "Public holidays",
        (NO_HOLIDAYS, *countries()),
        format_func=lambda code: f"{countries()[code]} ({code})" if code else "None kept",
        key=form.widget("country"),
        persist_state="session",
    )
    right.text_input("State or region", key=form.widget("region"), max_chars=10, persist_state="session")


def opening_typed(form: Writing[Agreement]) -> dict[str, Any]:
    """What the widgets hold, as plain values."""
    week = [
        [form.typed(f"{side} {day}").isoformat("minutes") for side in ("from", "to")]
        if form.typed(f"open {day}")
        else None
        for day in range(7)
    ]
    country = form.typed("country")
    region = form.typed("region").strip().upper() if country else ""
    return {"opening": week, "holiday_country": country, "holiday_region": region}
