"""What people keep of the suggested wins, challenges and updates, and what they write themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.minutes.agenda import Kept

if TYPE_CHECKING:
    from dashboard.minutes.agenda import Agenda

_LISTS: Final = {"wins": "Wins", "challenges": "Challenges", "updates": "Updates"}
_LONGEST: Final = 4000


def suggestions(agenda: Agenda) -> None:
    """The suggestions to keep, change or drop, a line each."""
    for name, label in _LISTS.items():
        suggested = "\n".join(getattr(agenda, name))
        st.session_state.setdefault(_key(agenda, name), suggested)
        st.text_area(
            label,
            key=_key(agenda, name),
            max_chars=_LONGEST,
            height="content",
            placeholder="One a line",
            help="Suggested from figures that moved more than they usually do. Keep, change or delete lines.",
            persist_state="session",
        )


def notes(agenda: Agenda) -> None:
    """Room for notes."""
    st.text_area(
        "Notes",
        key=_key(agenda, "notes"),
        max_chars=_LONGEST,
        placeholder="Anything else worth remembering. No patient names.",
        persist_state="session",
    )


def kept(agenda: Agenda, decisions: tuple[str, ...]) -> Kept:
    """What the minutes say beside the agenda; lists nobody has looked at stand as suggested."""
    written = {name: st.session_state.get(_key(agenda, name)) for name in _LISTS}
    return Kept(
        **{name: None if words is None else _lines(words) for name, words in written.items()},
        decisions=decisions,
        notes=st.session_state.get(_key(agenda, "notes")) or "",
    )


def written(agenda: Agenda, words: Kept) -> tuple[str, ...]:
    """The lines that people wrote themselves, beside those that were suggested."""
    own = [line for name in _LISTS for line in getattr(words, name) or () if line not in getattr(agenda, name)]
    return (*own, words.notes)


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _key(agenda: Agenda, name: str) -> str:
    """The widget of this list; another period has its own suggestions."""
    return f"sync {name} {agenda.slice} {agenda.as_of:%Y-%m-%d}"
