"""Who sat beside whom, and what they learnt there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import sqlalchemy as sa

from dashboard.ingest.telling import SAID, telling
from dashboard.stages import TEAMS, Team
from dashboard.store.imports import StoreError
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records

LONGEST: Final = 1000
"""Signs that one entry holds at most."""
SHADOWINGS: Final = sa.Table(
    "shadowings",
    METADATA,
    *versioned(),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("team", sa.String),
    sa.Column("beside", sa.String, nullable=False),
    sa.Column("learnt", sa.String, nullable=False),
    sa.Column("feedback_id", sa.Integer),
)


@dataclass(frozen=True, slots=True)
class Shadowing:
    """A visit: the day, who came, beside whom or what they sat, and what was learnt; and what it became."""

    on: date
    who: str
    learnt: str
    team: Team | None = None
    beside: str = ""
    """A role or place: 'the evening phones', 'the campaign set-up'."""
    feedback_id: int | None = None
    """The feedback that was made of it."""
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.learnt.strip():
            raise StoreError("Say who you are, and what you learnt.")
        if self.team is not None and self.team not in TEAMS:
            raise StoreError(f"There is no team {self.team!r}; there are {', '.join(TEAMS)}.")
        if len(self.learnt) > LONGEST:
            raise StoreError(f"Keep it under {LONGEST:,} characters; this has {len(self.learnt):,}.")
        told = [one for one in telling(f"{self.learnt}\n{self.beside}", datetime.now(UTC).date()) if one.sure]
        if told:
            raise StoreError(f"It holds {SAID[told[0].kind]}; leave that out, then save.")


class Shadowings(Ledger[Shadowing]):
    """The shadowing log of a workspace."""

    def __init__(self, records: Records) -> None:
        super().__init__(records, SHADOWINGS, Shadowing)
