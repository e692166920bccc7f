"""What keeps words of the teams from being stored: they would tell who a patient is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard.ingest.telling import SAID, Telling, telling
from dashboard.practice import Practice
from dashboard.store import wording
from dashboard.ui.escape import plain
from dashboard.ui.person import local_day


def without_identifiers(words: str, practice: Practice) -> None:
    """Raises StoreError for words with an e-mail address, a patient's number or a date of birth."""
    wording.without_identifiers([words], local_day(practice))


def warn(words: Sequence[str], practice: Practice, known: Collection[str], advice: str) -> tuple[Telling, ...]:
    """Draw what in these words may tell who a patient is, and what to do about it; the answer is what was found.

    `known` are names that may be written: doctors, counselors, campaigns, procedures.
    """
    found = telling("\n".join(words), local_day(practice), known)
    if found:
        what = {SAID[one.kind]: one.part for one in found}
        said = "; ".join(f"“{part}” looks like {kind}" for kind, part in what.items())
        st.warning(plain(f"{said}. {advice}"), icon=":material/shield:")
    return found
