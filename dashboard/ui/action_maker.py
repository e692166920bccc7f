"""'Make it an action': from a figure, a leak, a theme or an ask to who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.filters import Filters
from dashboard.metrics.measures import BY_NAME
from dashboard.metrics.people import counselors
from dashboard.stages import Team
from dashboard.store.actions import Action, Origin
from dashboard.store.imports import StoreError
from dashboard.ui.action_fields import LONGEST, SOON, action_fields, typed
from dashboard.ui.escape import plain
from dashboard.ui.offer import offered
from dashboard.ui.person import local_day
from dashboard.ui.said import said, say
from dashboard.ui.slice_choice import leads_words
from dashboard.ui.view import chosen
from dashboard.ui.view_link import view_link
from dashboard.ui.workspace import leads, workspace


@dataclass(frozen=True, slots=True)
class Cause:
    """What an action is made from: its origin, the view to come back to, and what the form begins with."""

    origin: Origin
    origin_id: str
    what: str = ""
    team: Team | None = None
    measure: str | None = None
    slice: Filters | None = None
    """The leads it is about; None: those in view."""
    asks: tuple[tuple[str, str], ...] = ()
    """What the link back says besides, by name."""

    @property
    def prefix(self) -> str:
        """Begins the keys of its widgets."""
        return f"act {self.origin} {self.origin_id} "

    def leads(self) -> Filters:
        """The leads it is about."""
        return chosen() if self.slice is None else self.slice


_MOVED: Final = {
    "real": ("real_share",),
    "reached": ("reached_share",),
    "qualified": ("qualified_share", "qualified_of_inquiries"),
    "consult_booked": ("booked_share",),
    "consult_attended": ("no_shows", "attended_of_inquiries"),
    "procedure_booked": ("procedure_share", "procedures_of_inquiries"),
}
"""The measures that a better step into a stage moves."""


def measure_of(stage: str) -> str | None:
    """The measure that a better step into this stage moves and the data tell; None for the inquiry."""
    table = leads()
    return next((name for name in _MOVED.get(stage, ()) if BY_NAME[name].answerable(table)), None)


@offered()
def make_action(cause: Cause, label: str = "Make it an action") -> None:
    """Draw the button, and once it was clicked the form."""
    prefix = cause.prefix
    if st.button(label, key=f"{prefix}open", type="tertiary", icon=":material/add_task:"):
        begun = {
            "what": cause.what[:LONGEST],
            "who": None,
            "team": cause.team,
            "due": local_day(leads().practice) + SOON,
            "measure": cause.measure,
        }
        st.session_state.pop(f"{prefix}stored", None)
        st.session_state.update({f"{prefix}{name}": value for name, value in begun.items()})
        _ask(cause)
    else:
        said(prefix)


@st.dialog("Make it an action")
def _ask(cause: Cause) -> None:
    # the dialog runs by itself; the page learns of what was stored only by running anew
    if st.session_state.pop(f"{cause.prefix}stored", False):
        st.rerun()
    about = cause.leads()
    st.caption(
        plain(f"About {leads_words(about)}, {about.describe_period()}. The way back to this view is kept with it.")
    )
    with st.form(f"{cause.prefix}form", border=False):
        action_fields(cause.prefix, counselors(leads()))
        st.form_submit_button("Save action", type="primary", icon=":material/check:", on_click=_save, args=(cause,))
    said(cause.prefix)


def _save(cause: Cause) -> None:
    try:
        action = Action(
            **typed(cause.prefix),
            slice=cause.leads(),
            origin=cause.origin,
            origin_id=cause.origin_id,
            link=view_link(**dict(cause.asks)),
        )
        workspace().teams.actions.add(action)
    except StoreError as error:
        say(cause.prefix, "error", f"Not saved: {error}")
        return
    st.session_state[f"{cause.prefix}stored"] = True
    moves = f" {BY_NAME[action.measure].label} will be shown before and after." if action.measure else ""
    say(cause.prefix, "check", f"Saved; it stands on the Actions page.{moves}")
