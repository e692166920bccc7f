"""What a pasted link asks for that the data do not have, said instead of silently dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard import schema
from dashboard.charts.text import UNKNOWN
from dashboard.metrics import dimensions
from dashboard.ui import period
from dashboard.ui.navigation import here

if TYPE_CHECKING:
    from dashboard.metrics.leads import LeadTable

_FILTERS: Final = frozenset({*dimensions.FIELDS, *dimensions.DERIVED})
_KEPT: Final = "_filters_kept"
_KEPT_ON: Final = "_filters_kept_on"


def words(values: Iterable[str | None]) -> dict[str, str | None]:
    """What the filter shows, and what stands in the link, for each value of a field."""
    known = tuple(values)
    not_known = UNKNOWN
    while not_known in known:
        not_known = f"({not_known})"
    return {not_known if value is None else value: value for value in known}


def asks_for(name: str) -> bool:
    """Whether the link, or a filter drawn before, narrows this field."""
    kept = st.session_state.get(_KEPT, {}).get(name)
    return name in st.query_params or bool(st.session_state.get(name) or kept)


def left_out(table: LeadTable, fields: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each thing in the link that these data cannot show; not escaped.

    Must be asked before the widgets are drawn: they tidy the link. What no widget will take
    is removed from the link here.
    """
    sentences = []
    for name in list(st.query_params):
        asked = st.query_params.get_all(name)
        if name in fields:
            known = words(table.values(name))
            label = table.label(name).lower()
            sentences += [
                f"The link asks for {label} “{value}”, which these data do not have; it is left out."
                for value in asked
                if value and value not in known
            ]
        elif name in _FILTERS or name.startswith(schema.SEGMENT_PREFIX):
            said = name.replace("_", " ") if name in _FILTERS else "a column of another file"
            sentences.append(f"The link filters by {said}, which these data do not have; that filter is left out.")
            del st.query_params[name]
        elif name in ("period", "compare") and not set(asked) <= {*period.PERIODS, *period.COMPARISONS, ""}:
            sentences.append(f"The link asks for the {name} “{asked[-1]}”, which does not exist; it is left out.")
        elif name in ("from", "to") and not all(map(_is_day, asked)):
            sentences.append(f"The link's date “{asked[-1]}” cannot be read; write it like 2026-01-31.")
    return tuple(sentences)


def keep(fields: Sequence[str]) -> None:
    """Remember what the filters say now, on which page, once all of them are drawn."""
    names = ("period", "compare", "from", "to", *fields)
    st.session_state[_KEPT] = {name: st.session_state[name] for name in names if name in st.session_state}
    st.session_state[_KEPT_ON] = here()


def begin_with(**said: str) -> None:
    """What filters say where neither the link nor this session has set any; asked before the widgets are drawn."""
    if not any(name in st.session_state or name in st.query_params for name in said):
        st.session_state.update(said)


def bring_back(table: LeadTable, fields: Sequence[str]) -> None:
    """Give the filters back what they said when last drawn, where they have lost it and the link does not ask.

    A page that is left before it is drawn can take them along, or have the browser say that they were emptied: on
    another page than the one they were drawn on, only the link changes them. Must be asked before the widgets are
    drawn.
    """
    moved = st.session_state.get(_KEPT_ON) != here()
    for name, said in st.session_state.get(_KEPT, {}).items():
        if name in st.query_params or (name in st.session_state and not moved):
            continue
        if name in fields:
            said = [word for word in said if word in words(table.values(name))]
        elif name in _FILTERS or name.startswith(schema.SEGMENT_PREFIX):
            continue
        if st.session_state.get(name) != said:
            st.session_state[name] = said
    if not moved:
        keep(fields)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value.replace("/", "-"))
    except ValueError:
        return not value
    return True
