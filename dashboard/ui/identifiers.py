"""What keeps words of the teams from being stored: they would tell who a patient is."""

from __future__ import annotations

from dashboard.ingest.telling import SAID, telling
from dashboard.practice import Practice
from dashboard.store.imports import StoreError
from dashboard.ui.person import local_day


def without_identifiers(words: str, practice: Practice) -> None:
    """Raises StoreError for words with an e-mail address, a patient's number or a date of birth.

    Phone numbers and names pass: a practice's own stand in answers, and colleagues' in decisions.
    """
    told = [one for one in telling(words, local_day(practice)) if one.kind in ("email", "birth", "number")]
    if told:
        raise StoreError(f"It holds {SAID[told[0].kind]}; leave that out.")
