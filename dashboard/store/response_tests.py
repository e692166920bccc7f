"""Test inquiries: planned, sent, and how they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import polars as pl
import sqlalchemy as sa

from dashboard.ingest.telling import SAID, telling, telling_number
from dashboard.schema import MOMENT
from dashboard.store.column_types import Moment, Several
from dashboard.store.imports import StoreError
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records, count_change

CHECKLIST: Final = (
    "gave a name",
    "answered the question",
    "asked what I need",
    "offered an appointment",
    "said what comes next",
)
"""What a good answer does; the teams tick what theirs did."""
RESPONSE_TESTS: Final = sa.Table(
    "response_tests",
    METADATA,
    *versioned(),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("planned_for", sa.Date, nullable=False),
    sa.Column("hour", sa.Integer),
    sa.Column("procedure", sa.String),
    sa.Column("location", sa.String),
    sa.Column("channel", sa.String),
    sa.Column("sent_at", Moment),
    sa.Column("auto_at", Moment),
    sa.Column("answered_at", Moment),
    sa.Column("met", Several, nullable=False),
    sa.Column("lead_id", sa.String),
    sa.Column("notes", sa.String, nullable=False),
    sa.Column("dropped", sa.Boolean, nullable=False),
)
TABLE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "id": pl.Int64,
    "planned_for": pl.Date,
    "hour": pl.Int64,
    "procedure": pl.String,
    "location": pl.String,
    "channel": pl.String,
    "sent_at": MOMENT,
    "auto_at": MOMENT,
    "answered_at": MOMENT,
    "met": pl.Int64,
    "lead_id": pl.String,
}
"""Columns of `ResponseTests.table`; met: how many points of the checklist the answer met."""


@dataclass(frozen=True, slots=True)
class ResponseTest:
    """One test inquiry. Without `sent_at` it is planned; without `answered_at` nobody has answered yet."""

    who: str
    planned_for: date
    hour: int | None = None
    """The hour of the day it is to be sent, the practice's time."""
    procedure: str | None = None
    location: str | None = None
    channel: str | None = None
    sent_at: datetime | None = None
    auto_at: datetime | None = None
    """The first automatic reply."""
    answered_at: datetime | None = None
    """The first answer by a person."""
    met: tuple[str, ...] = ()
    lead_id: str | None = None
    """Its number in the system that took it for an inquiry; that record counts as no lead."""
    notes: str = ""
    dropped: bool = False
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.who.strip():
            raise StoreError("Say who sends the test.")
        if self.hour is not None and not 0 <= self.hour < 24:
            raise StoreError("The hour lies between 0 and 23.")
        if not self.sent_at and (self.auto_at or self.answered_at or self.met):
            raise StoreError("Say when the test was sent; an answer comes after that.")
        if self.sent_at and any(at and at < self.sent_at for at in (self.auto_at, self.answered_at)):
            raise StoreError("The answer is dated before the test was sent; check both.")
        if self.met and not self.answered_at:
            raise StoreError("Say when a person answered, or clear the checklist.")
        if set(self.met) - set(CHECKLIST):
            raise StoreError(f"The checklist has {', '.join(CHECKLIST)}.")
        today = datetime.now(UTC).date()
        told = [one for one in telling(self.notes, today) if one.sure]
        numbered = telling_number(self.lead_id or "", today)
        if told or numbered:
            raise StoreError(f"It holds {SAID[(numbered or told[0]).kind]}; leave that out, then save.")


class ResponseTests(Ledger[ResponseTest]):
    """The test inquiries of a workspace. Those that name a lead take it out of every figure."""

    def __init__(self, records: Records) -> None:
        super().__init__(records, RESPONSE_TESTS, ResponseTest)

    def save(self, test: ResponseTest) -> ResponseTest:
        """Store a test, new or changed; the figures are worked out anew where another lead is now known as one.

        Raises ConflictError as `change` does.
        """
        with self._records.changing() as connection:
            before = _leads(self.found(connection))
            stored = self.updated(connection, test) if test.id else self.inserted(connection, test)
            if _leads(self.found(connection)) != before:
                count_change(connection)
        return stored

    def lead_ids(self) -> frozenset[str]:
        """Numbers of the records that tests left behind in the practice's systems."""
        return _leads(self.all())

    def table(self) -> pl.DataFrame:
        """All tests that were not dropped, oldest first."""
        rows = [
            {name: getattr(one, name) for name in TABLE} | {"met": len(one.met)}
            for one in self.all()
            if not one.dropped
        ]
        return pl.DataFrame(rows, schema=TABLE)


def _leads(tests: list[ResponseTest]) -> frozenset[str]:
    return frozenset(test.lead_id for test in tests if test.lead_id and not test.dropped)
