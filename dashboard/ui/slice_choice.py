"""Which leads a goal or an action is about, in words, and the fields to choose them by."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.filters import Filters
from dashboard.ui import link
from dashboard.ui.chips import field_label
from dashboard.ui.filter_bar import filter_fields
from dashboard.ui.workspace import leads
from dashboard.ui.writing import Writing


def leads_words(cut: Filters) -> str:
    """The leads of a slice without its period: 'Doctor: Dr. Ames', 'all leads'. Not escaped."""
    table = leads()
    chosen = Filters.of(None, None, dict(cut.where))
    if not chosen.where:
        return "all leads"
    return chosen.describe({name: table.label(name) for name, _ in chosen.where}).removeprefix("all dates, ")


def slice_values(cut: Filters) -> dict[str, Any]:
    """What the widgets of `slice_fields` begin with, by field."""
    table, where = leads(), dict(cut.where)
    found = {}
    for name in filter_fields(table):
        words = {value: word for word, value in link.words(table.values(name)).items()}
        found[f"only {name}"] = [words[value] for value in where.get(name, ()) if value in words]
    return found


def slice_fields(form: Writing[Any]) -> None:
    """Draw a choice of values for each field that leads are filtered by."""
    table = leads()
    for name in filter_fields(table):
        st.multiselect(
            field_label(table, name),
            tuple(link.words(table.values(name))),
            key=form.widget(f"only {name}"),
            placeholder="All",
            select_all=False,
            persist_state="session",
        )


def slice_typed(form: Writing[Any], before: Filters) -> Filters:
    """The slice chosen; fields of `before` that these data do not have stay as they were."""
    table = leads()
    fields = filter_fields(table)
    where: dict[str, Any] = {name: values for name, values in before.where if name not in fields}
    for name in fields:
        words = link.words(table.values(name))
        where[name] = [words[word] for word in form.typed(f"only {name}") if word in words]
    return Filters.of(None, None, where)
