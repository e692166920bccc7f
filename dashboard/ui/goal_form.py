"""Where a goal is set and changed: measure, leads, days, target, direction, team, owner; safe with two who type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, get_args

import streamlit as st

from dashboard.charts.text import clean
from dashboard.findings.goals import measure_label
from dashboard.metrics.goals import COUNTS, answerable, baseline
from dashboard.metrics.measures import MEASURES
from dashboard.stages import BY_NAME as STAGES
from dashboard.stages import TEAMS
from dashboard.store.goals import Direction, Goal
from dashboard.store.imports import StoreError
from dashboard.ui.identifiers import without_identifiers
from dashboard.ui.offer import offered
from dashboard.ui.slice_choice import slice_fields, slice_typed, slice_values
from dashboard.ui.workspace import leads, workspace
from dashboard.ui.writing import Writing

_LABELS: Final = {
    "name": "Name",
    "measure": "Measure",
    "target": "Target",
    "direction": "Met",
    "since": "First day",
    "last": "Last day",
    "team": "Team",
    "owner": "Owner",
}
_CHOICES: Final = (*COUNTS, *(measure.name for measure in MEASURES))
_KEPT: Final = "session"


@offered(instead="A contributor writes here; you may look.")
def goal_form(goal: Goal, names: Sequence[str]) -> None:
    """Draw the form over a goal as it is stored, or over a new one (id 0)."""
    form: Writing[Goal] = Writing(f"goal {goal.id}", _fields)
    base = form.begin(goal)
    form.both(_LABELS)
    left, right = st.columns(2, gap="small")
    left.text_input(_LABELS["name"], key=form.widget("name"), max_chars=120, persist_state=_KEPT)
    right.selectbox(
        _LABELS["measure"],
        [name for name in _CHOICES if name in (goal.measure, form.typed("measure")) or answerable(name, leads())],
        key=form.widget("measure"),
        format_func=_measure_words,
        persist_state=_KEPT,
    )
    left.number_input(
        f"{_LABELS['target']}, {'leads' if form.typed('measure') in STAGES else 'percent'}",
        min_value=0.0,
        step=1.0,
        format="%.10g",
        key=form.widget("target"),
        persist_state=_KEPT,
    )
    right.radio(
        _LABELS["direction"],
        get_args(Direction),
        format_func=lambda way: way.replace("_", " ").capitalize(),
        key=form.widget("direction"),
        horizontal=True,
        persist_state=_KEPT,
    )
    left.date_input(_LABELS["since"], None, key=form.widget("since"), persist_state=_KEPT)
    right.date_input(_LABELS["last"], None, key=form.widget("last"), persist_state=_KEPT)
    left.selectbox(_LABELS["team"], TEAMS, key=form.widget("team"), format_func=str.capitalize, persist_state=_KEPT)
    right.selectbox(
        _LABELS["owner"],
        [*names, *({form.typed("owner")} - {None, *names})],
        None,
        key=form.widget("owner"),
        format_func=clean,
        accept_new_options=True,
        placeholder="Choose or type",
        persist_state=_KEPT,
    )
    with right.popover("Only some leads", icon=":material/filter_list:"), st.container(width=380):
        slice_fields(form)
    st.button(
        "Save goal" if goal.id else "Set this goal",
        key=f"save goal {goal.id}",
        type="primary",
        on_click=_save,
        args=(form, base),
    )
    form.said()


def _fields(goal: Goal) -> dict[str, Any]:
    scale = 1 if goal.measure in STAGES else 100
    return {
        "name": goal.name,
        "measure": goal.measure,
        "target": float(round(goal.target * scale, 4)),
        "direction": goal.direction,
        "since": goal.since,
        "last": goal.until - timedelta(days=1),
        "team": goal.team,
        "owner": goal.owner or None,
        **slice_values(goal.slice),
    }


def _measure_words(measure: str) -> str:
    return f"{measure_label(measure)}{' (how many)' if measure in STAGES else ' (percent)'}"


def _save(form: Writing[Goal], base: Goal) -> None:
    def store() -> None:
        here = workspace()
        name, measure, owner = form.typed("name").strip(), form.typed("measure"), form.typed("owner") or ""
        without_identifiers(f"{name}\n{owner}", here.practice())
        since, last = form.typed("since"), form.typed("last")
        if since is None or last is None:
            raise StoreError("A goal needs its first and its last day.")
        target = form.typed("target") / (1 if measure in STAGES else 100)
        if measure not in STAGES and target > 1:
            raise StoreError("A share is at most 100 percent.")
        new = replace(
            base,
            name=name or measure_label(measure),
            measure=measure,
            slice=slice_typed(form, base.slice),
            since=since,
            until=last + timedelta(days=1),
            target=target,
            direction=form.typed("direction"),
            team=form.typed("team"),
            owner=" ".join(owner.split())[:80],
        )
        here.teams.goals.change(_based(new)) if base.id else here.teams.goals.add(_based(new))

    form.save(store, "Saved.")


def _based(goal: Goal) -> Goal:
    """The goal with the practice's own usual figure of these leads."""
    return replace(goal, baseline=baseline(leads(), goal.measure, goal.slice, goal.since, goal.until))


def new_goal(month: tuple[date, date]) -> Goal:
    """What the form for a new goal begins with."""
    since, until = month
    outcome = leads().outcome
    measure = outcome if outcome in COUNTS else "consult_booked"
    return Goal(measure_label(measure), measure, since, until, target=0.0, team="sales")
