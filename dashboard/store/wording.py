"""What people's words must not hold where they are kept: what tells who a patient is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from dashboard.ingest.telling import SAID, Kind, telling
from dashboard.store.imports import StoreError

PATIENTS_OWN: Final[frozenset[Kind]] = frozenset({"email", "birth", "number"})
"""What no words of the teams need. Phone numbers, streets and names pass here: a practice's own stand in briefs and
answers, and colleagues' in decisions."""


NOBODYS: Final[frozenset[Kind]] = PATIENTS_OWN | {"phone", "street"}
"""What minutes do not need either."""


def without_identifiers(words: Iterable[str], today: date | None = None, kinds: frozenset[Kind] = PATIENTS_OWN) -> None:
    """Raises StoreError for words that tell who a patient is, naming what was found and where it stands."""
    day = today or datetime.now(UTC).date()
    for one in words:
        told = [part for part in telling(one, day) if part.kind in kinds]
        if told:
            raise StoreError(f"“{told[0].part[:40]}” looks like {SAID[told[0].kind]}; leave that out.")
