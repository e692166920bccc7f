"""A rule over lead fields, put together from choices: one line a condition, all of them must hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.agreed import FIELDS, TESTS, Condition, Rule, Test, is_number
from dashboard.charts.text import clean
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.rows import Rows
from dashboard.schema import SEGMENT_PREFIX
from dashboard.store.agreements import Agreement
from dashboard.ui.escape import plain
from dashboard.ui.writing import Writing

MOST: Final = 5
"""Conditions of one rule: what needs more is no rule that people keep in their heads."""
_OFFERED: Final = 200
_TEXT_TESTS: Final[tuple[Test, ...]] = ("is", "is_not", "known")
_NUMBER_TESTS: Final[tuple[Test, ...]] = ("at_least", "at_most", "known")


def rule_values(rule: Rule | None, name: str) -> dict[str, Any]:
    """What the widgets of a rule begin with; `name` leads the names of its widgets."""
    conditions = rule.conditions if rule else ()
    found: dict[str, Any] = {}
    for place in range(MOST):
        one = conditions[place] if place < len(conditions) else None
        number = one is not None and is_number(one.field)
        found |= {
            f"{name}{place} field": one.field if one else None,
            f"{name}{place} text": one.test if one and not number else "is",
            f"{name}{place} number": one.test if one and number else "at_least",
            f"{name}{place} values": [] if one is None or number else list(one.values),
            f"{name}{place} limit": float(one.values[0]) if one and number and one.values else None,
        }
    return found


def rule_labels(name: str) -> dict[str, str]:
    """What the widgets are called where two versions stand beside each other."""
    told = {"field": "asks for", "text": "is asked", "number": "is compared", "values": "values", "limit": "number"}
    return {f"{name}{at} {part}": f"Condition {at + 1} {said}" for at in range(MOST) for part, said in told.items()}


def rule_fields(form: Writing[Agreement], name: str, table: LeadTable, without: Collection[str] = ()) -> None:
    """Draw the conditions and an empty one after them."""
    filled = [place for place in range(MOST) if form.typed(f"{name}{place} field")]
    for place in range(min(MOST, max(filled, default=-1) + 2)):
        _condition(form, f"{name}{place}", table, without)


def rule_typed(form: Writing[Agreement], name: str, segments: Mapping[str, str]) -> Rule | None:
    """The rule as it stands in the form, None without a condition. Raises RuleError for one that is not finished."""
    conditions = []
    for place in range(MOST):
        field = form.typed(f"{name}{place} field")
        if not field:
            continue
        test = form.typed(f"{name}{place} {'number' if is_number(field) else 'text'}")
        limit = form.typed(f"{name}{place} limit")
        values: tuple[Any, ...] = ()
        if is_number(field):
            values = () if limit is None else (limit,)
        elif test != "known":
            values = tuple(" ".join(value.split())[:200] for value in form.typed(f"{name}{place} values"))
        conditions.append(Condition(field, test, () if test == "known" else values, segments.get(field, "")))
    return Rule(tuple(conditions)) if conditions else None


def unfinished(error: ValueError) -> None:
    """Say what a rule still lacks."""
    st.caption(f":material/edit: {plain(str(error))}")


def _condition(form: Writing[Agreement], name: str, table: LeadTable, without: Collection[str]) -> None:
    left, middle, right = st.columns([1.2, 0.8, 2], gap="small")
    chosen = form.typed(f"{name} field")
    offered = [field for field in _held(table) if field not in without]
    field = left.selectbox(
        "Asks for",
        [None, *offered, *([chosen] if chosen and chosen not in offered else [])],
        format_func=lambda one: "Nothing more" if one is None else plain(table.label(one)),
        key=form.widget(f"{name} field"),
        placeholder="Choose what it asks for",
        label_visibility="collapsed",
        on_change=_emptied,
        args=(form, name),
        persist_state="session",
    )
    if field is None:
        return
    number = is_number(field)
    test = middle.selectbox(
        "Comparison",
        _NUMBER_TESTS if number else _TEXT_TESTS,
        format_func=TESTS.__getitem__,
        key=form.widget(f"{name} {'number' if number else 'text'}"),
        label_visibility="collapsed",
        persist_state="session",
    )
    if test == "known":
        return
    if number:
        right.number_input(
            "Number",
            0.0,
            key=form.widget(f"{name} limit"),
            value=None,
            label_visibility="collapsed",
            persist_state="session",
        )
        return
    typed = form.typed(f"{name} values")
    right.multiselect(
        "Values",
        list(dict.fromkeys([*_values(table.leads, field), *typed])),
        format_func=clean,
        accept_new_options=True,
        key=form.widget(f"{name} values"),
        placeholder="Choose or type values",
        label_visibility="collapsed",
        persist_state="session",
    )


def _emptied(form: Writing[Agreement], name: str) -> None:
    """Another field has other values."""
    st.session_state[form.widget(f"{name} values")] = []
    st.session_state[form.widget(f"{name} limit")] = None


def _held(table: LeadTable) -> list[str]:
    """The fields a rule may ask for that any lead has."""
    segments = [name for name in table.dimensions if name.startswith(SEGMENT_PREFIX)]
    return [name for name in FIELDS if table.leads.null_count(name) < table.size] + segments


def _values(leads: Rows, field: str) -> list[str]:
    """The most frequent values of a field."""
    if leads.schema.get(field) == pl.Boolean:
        return ["yes", "no"]
    known = leads[field].drop_nulls() if field in leads.columns else pl.Series(field, [], pl.String)
    counted = known.value_counts(sort=True).head(_OFFERED)
    return [str(value) for value in counted[field].to_list()]
