"""What came of a click, kept for the page's next run and said once."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from dashboard.ui.escape import plain

Tone = Literal["check", "info", "error"]
_DRAW: Final = {"check": st.success, "info": st.info, "error": st.error}


def say(place: str, tone: Tone, sentence: str) -> None:
    """Keep a sentence for `place`; plain text, which may hold people's words."""
    st.session_state[f"_said {place}"] = (tone, sentence)


def said(place: str) -> None:
    """Draw the sentence kept for `place`, if there is one."""
    kept: tuple[Tone, str] | None = st.session_state.pop(f"_said {place}", None)
    if kept:
        tone, sentence = kept
        _DRAW[tone](plain(sentence), icon=f":material/{tone}:")
