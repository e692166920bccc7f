"""What a team wants to reach by when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

import sqlalchemy as sa

from dashboard.filters import Filters
from dashboard.stages import TEAMS, Team
from dashboard.store.column_types import Cut
from dashboard.store.imports import StoreError
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records

Direction = Literal["at_least", "at_most"]
GOALS: Final = sa.Table(
    "goals",
    METADATA,
    *versioned(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("measure", sa.String, nullable=False),
    sa.Column("slice", Cut, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("target", sa.Float, nullable=False),
    sa.Column("direction", sa.String, nullable=False),
    sa.Column("team", sa.String, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("baseline", sa.Float),
    sa.Column("closed", sa.Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A measure of a slice and where it should be over a period, `until` excluded; `baseline`: where it came from."""

    name: str
    measure: str
    since: date
    until: date
    target: float
    team: Team
    direction: Direction = "at_least"
    owner: str = ""
    slice: Filters = field(default_factory=Filters)
    baseline: float | None = None
    closed: bool = False
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise StoreError("A goal needs a name.")
        if self.team not in TEAMS or self.direction not in ("at_least", "at_most"):
            raise StoreError("A goal belongs to a team, and is met at least or at most.")
        if self.since >= self.until:
            raise StoreError("The goal's period ends before it starts; swap the two dates.")


class Goals(Ledger[Goal]):
    """The goals of a workspace."""

    def __init__(self, records: Records) -> None:
        super().__init__(records, GOALS, Goal)
