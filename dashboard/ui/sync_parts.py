"""One part of the agenda on the screen: its finding, its picture or table, its sentences, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.charts.funnel import funnel, funnel_alt
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.response import response_times
from dashboard.minutes.markdown import cell_words
from dashboard.ui import again, definitions
from dashboard.ui.beside import beside, own_name
from dashboard.ui.escape import plain
from dashboard.ui.figure import figure, headline
from dashboard.ui.navigation import by_title
from dashboard.ui.response_cards import response_cards
from dashboard.ui.sync_agenda import agenda_of
from dashboard.ui.sync_kept import suggestions
from dashboard.ui.view import View

if TYPE_CHECKING:
    from dashboard.minutes.agenda import Agenda, Part

_PAGES: Final = {
    "actions": "Actions",
    "scorecard": "Goals",
    "funnel": "Leaks",
    "speed": "Response",
    "patients": "Feedback",
    "brief": "Briefs",
}
"""The page that says more."""


def draw(view: View, agenda: Agenda, part: Part) -> None:
    """The part, and below it the page that says more."""
    _DRAW.get(part.name, _said)(view, agenda, part)
    if part.name in _PAGES:
        place = by_title(_PAGES[part.name])
        st.page_link(place.path, label=place.title, icon=":material/arrow_forward:")


def _said(view: View, agenda: Agenda, part: Part) -> None:
    headline(part.finding, part.subtitle or view.slice_words)
    lines(part.lines)


def _actions(view: View, agenda: Agenda, part: Part) -> None:
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        _said(view, agenda, part)
        if not part.lines:
            st.markdown("What is decided at the end of this sync stands here at the next one.")
    with right:
        headline("Six questions, one sentence each", view.slice_words)
        for answer in agenda.answers:
            place = by_title(answer.page)
            with st.container(gap=None):
                st.page_link(place.path, label=f"**{plain(answer.question)}**", icon=f":material/{place.icon}:")
                st.markdown(plain(answer.answer))


def _scorecard(view: View, agenda: Agenda, part: Part) -> None:
    left, right = st.columns([1.6, 1], gap="large")
    with left:
        beside(view, "scorecard", lambda seen: _scores(seen, _part(seen, view, part)))
        lines(part.lines)
    with right:
        suggestions(agenda)


def _scores(view: View, part: Part) -> None:
    compared = f", compared with {view.before_words}" if view.before_words else ""
    headline(part.finding, f"Counts and shares, {view.slice_words}{compared}", definitions.scorecard())
    _rows(part, "scorecard table")


def _funnel(view: View, agenda: Agenda, part: Part) -> None:
    steps = funnel_steps(view.slice)
    left, right = st.columns([1.6, 1], gap="large")
    with left:
        figure(
            finding=part.finding,
            subtitle=f"{part.subtitle}, {view.slice_words}",
            chart=funnel(steps),
            numbers=steps,
            alt=funnel_alt(steps),
            definition=definitions.funnel(view.table.practice),
            name="sync funnel",
            again=again.funnel,
        )
    with right:
        headline("The biggest leak", view.slice_words)
        # the search may take a while: the funnel stands meanwhile
        lines(agenda_of(view, with_leaks=True).part("funnel").lines)


def _speed(view: View, agenda: Agenda, part: Part) -> None:
    beside(view, "speed", lambda seen: _waits(seen, _part(seen, view, part)))
    lines(part.lines)


def _waits(view: View, part: Part) -> None:
    said = ", ".join(filter(None, (part.subtitle, view.slice_words)))
    headline(part.finding, said, definitions.response(view.table.practice, True))
    if part.rows:
        before = response_times(view.before_slice) if view.before_slice else None
        response_cards(response_times(view.slice), before, business=True)
    _rows(part, "speed table")


def _part(seen: View, view: View, part: Part) -> Part:
    """The part of what is seen, which may be the view under another version of an agreement."""
    return part if seen is view else agenda_of(seen, with_leaks=False).part(part.name)


def _rows(part: Part, key: str) -> None:
    if part.rows:
        shown = [[cell_words(cell) for cell in row] for row in part.rows]
        table = pl.DataFrame(shown, list(part.columns), orient="row")
        st.dataframe(table, hide_index=True, key=own_name(key), height="content")


def lines(said: tuple[str, ...]) -> None:
    """Sentences as a list; plain text."""
    if said:
        st.markdown("\n".join(f"- {plain(line)}" for line in said))


_DRAW: Final[dict[str, Callable[[View, Agenda, Part], None]]] = {
    "actions": _actions,
    "scorecard": _scorecard,
    "funnel": _funnel,
    "speed": _speed,
}
