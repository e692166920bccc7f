"""What was decided: who does what by when, and which figure it should move."""

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

Origin = Literal["figure", "leak", "drought", "theme", "ask", "sync", "shadowing"]
ORIGINS: Final[tuple[Origin, ...]] = ("figure", "leak", "drought", "theme", "ask", "sync", "shadowing")
Status = Literal["open", "done", "dropped"]
STATUSES: Final[tuple[Status, ...]] = ("open", "done", "dropped")
ACTIONS: Final = sa.Table(
    "actions",
    METADATA,
    *versioned(),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("team", sa.String),
    sa.Column("due", sa.Date),
    sa.Column("measure", sa.String),
    sa.Column("slice", Cut, nullable=False),
    sa.Column("origin", sa.String, nullable=False),
    sa.Column("origin_id", sa.String, nullable=False),
    sa.Column("link", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("done_on", sa.Date),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("sync_id", sa.ForeignKey("syncs.id")),
)


@dataclass(frozen=True, slots=True)
class Action:
    """A decision. `measure` of `slice` is what it should move; `origin` and `origin_id` say where it came from,
    `link` the view (page and query) it was decided at, `sync_id` the sync it was decided in."""

    what: str
    who: str
    team: Team | None = None
    due: date | None = None
    measure: str | None = None
    slice: Filters = field(default_factory=Filters)
    origin: Origin = "sync"
    origin_id: str = ""
    link: str = ""
    status: Status = "open"
    done_on: date | None = None
    outcome: str = ""
    sync_id: int | None = None
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.what.strip() or not self.who.strip():
            raise StoreError("An action says what is done, and who does it.")
        if self.team is not None and self.team not in TEAMS:
            raise StoreError(f"There is no team {self.team!r}; there are {', '.join(TEAMS)}.")
        if self.status not in STATUSES or self.origin not in ORIGINS:
            raise StoreError(f"An action is {', '.join(STATUSES)}, and comes from {', '.join(ORIGINS)}.")
        if (self.status == "done") != (self.done_on is not None):
            raise StoreError("Say on which day it was done; what is not done has no such day.")


class Actions(Ledger[Action]):
    """The actions of a workspace."""

    def __init__(self, records: Records) -> None:
        super().__init__(records, ACTIONS, Action)
