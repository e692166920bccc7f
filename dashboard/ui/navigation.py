"""The pages of the app: their places in the navigation, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its script, title, icon and purpose. An analysis page stands under the filters; one with `versions` can
    show its figures also under another version of an agreement."""

    path: str
    title: str
    icon: str
    purpose: str
    analysis: bool = False
    versions: bool = False


SECTIONS: Final[dict[str, tuple[Place, ...]]] = {
    "Sync": (
        Place(
            "pages/sync/sync.py",
            "Sync",
            "handshake",
            "The ten minutes together: last actions, figures, what patients ask, decisions.",
            analysis=True,
            versions=True,
        ),
    ),
    "Find leaks": (
        Place(
            "pages/leaks/funnel.py",
            "Funnel",
            "filter_alt",
            "How far inquiries get, step by step: won, still open and lost.",
            analysis=True,
            versions=True,
        ),
        Place(
            "pages/leaks/response.py",
            "Response",
            "timer",
            "How long leads wait for a first human answer, and who is never reached.",
            analysis=True,
            versions=True,
        ),
        Place(
            "pages/leaks/segments.py",
            "Segments",
            "bar_chart",
            "Which groups of leads convert better than the rest, and how fast.",
            analysis=True,
            versions=True,
        ),
        Place(
            "pages/leaks/campaigns.py",
            "Campaigns",
            "campaign",
            "What each campaign cost and what came of it.",
            analysis=True,
            versions=True,
        ),
        Place("pages/leaks/not_booked.py", "Why not booked", "help", "Why leads do not book.", True, True),
        Place(
            "pages/leaks/leaks.py",
            "Leaks",
            "water_drop",
            "Where fewer go on than comparable leads do: how many, what it is worth, what it goes with.",
            analysis=True,
            versions=True,
        ),
        Place(
            "pages/leaks/follow_up.py",
            "Follow-up",
            "phone_callback",
            "What was left lying after the first answer, and what is still worth a call today.",
            analysis=True,
            versions=True,
        ),
        Place(
            "pages/leaks/operations.py",
            "Operations",
            "event_available",
            "What became of the consults, how long people wait for theirs, and what is free.",
            analysis=True,
            versions=True,
        ),
    ),
    "Talk": (
        Place(
            "pages/talk/feedback.py",
            "Feedback",
            "forum",
            "What leads ask and say on the phone, gathered into themes, and what marketing answers.",
        ),
        Place(
            "pages/talk/briefs.py",
            "Briefs",
            "description",
            "What each campaign offers and how to speak of it, and who has read it.",
        ),
        Place(
            "pages/talk/actions.py",
            "Actions",
            "task_alt",
            "What was decided, who does it by when, and whether it moved its figure.",
        ),
        Place(
            "pages/talk/journeys.py",
            "Journeys",
            "route",
            "Single leads from the ad to the procedure, and what was learnt beside the other team.",
            analysis=True,
        ),
        Place(
            "pages/talk/response_tests.py",
            "Response tests",
            "mark_email_unread",
            "Inquiries sent as a patient would, and how they were answered.",
            analysis=True,
        ),
    ),
    "Set up": (
        Place(
            "pages/setup/imports.py",
            "Imports",
            "upload_file",
            "Upload exports of leads and campaigns, see what came in, take an import back.",
        ),
        Place(
            "pages/setup/goals.py",
            "Goals",
            "flag",
            "What each team wants to reach by when, and whether it is on pace.",
        ),
        Place(
            "pages/setup/agreements.py",
            "Agreements",
            "gavel",
            "What both teams mean by their words: agreed, proposed, and as it was before.",
            analysis=True,
        ),
        Place(
            "pages/setup/settings.py",
            "Settings",
            "settings",
            "Opening hours, time zone, response limit and what counts as a real lead.",
        ),
    ),
}
"""In the order of a sync; the first page is the one the app opens with."""
GROUP: Final = Place(
    "pages/group/rollup.py", "Practices", "domain", "All the practices you see, side by side and together."
)
"""Only for who sees several."""
_HERE: Final = "_place"


def by_title(title: str) -> Place:
    """The page of this title. Raises KeyError when there is none."""
    return {place.title: place for section in SECTIONS.values() for place in section}[title]


def navigation(practices: int = 1) -> tuple[StreamlitPage, Place]:
    """Draw the navigation for who sees so many practices, none for who sees none; the page chosen, and its place."""
    sections = SECTIONS | ({"Group": (GROUP,)} if practices > 1 else {})
    places = [place for section in sections.values() for place in section]
    pages = {
        place.path: st.Page(
            place.path,
            title=place.title,
            icon=f":material/{place.icon}:",
            default=place is places[0],
            help=place.purpose,
        )
        for place in places
    }
    chosen = st.navigation(
        {name: [pages[place.path] for place in section] for name, section in sections.items()},
        position="sidebar" if practices else "hidden",
    )
    place = next(place for place in places if place.title == chosen.title)
    st.session_state[_HERE] = place
    return chosen, place


def here() -> Place:
    """The page on the screen."""
    place: Place = st.session_state[_HERE]
    return place


def place_of(path: str) -> Place | None:
    """The place of a page's script; None where it is no page of ours."""
    return next((place for section in SECTIONS.values() for place in section if place.path == path), None)
