"""What several people say alike: questions, asks and objections under one name, with the answer to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

import sqlalchemy as sa

from dashboard.store.imports import StoreError
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records

Status = Literal["open", "answered", "done", "declined"]
STATUSES: Final[tuple[Status, ...]] = ("open", "answered", "done", "declined")
THEMES: Final = sa.Table(
    "themes",
    METADATA,
    *versioned(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("answer", sa.String, nullable=False),
    sa.Column("answered_by", sa.String, nullable=False),
    sa.Column("answered_on", sa.Date),
    sa.Column("merged_into", sa.ForeignKey("themes.id")),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """What feedback is gathered under. One merged into another lives on in it, and can be taken out again."""

    name: str
    status: Status = "open"
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    merged_into: int | None = None
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise StoreError("A theme needs a name; write in a few words what is said.")
        if self.status not in STATUSES:
            raise StoreError(f"A theme is {', '.join(STATUSES)}, not {self.status!r}.")
        if self.status == "answered" and not self.answer.strip():
            raise StoreError("Write the answer before calling this answered.")


class Themes(Ledger[Theme]):
    """The themes of a workspace."""

    def __init__(self, records: Records) -> None:
        super().__init__(records, THEMES, Theme)

    def merge(self, theme: Theme, into: Theme) -> None:
        """Count what was said under `theme`, and under those merged into it, under `into` from now on.

        Raises ConflictError when either was changed since it was read, StoreError where the two cannot be one.
        """
        if theme.id == into.id or into.merged_into is not None:
            raise StoreError("A theme is merged into another one that still stands; choose that one.")
        with self._records.changing() as connection:
            self.updated(connection, into)
            self.updated(connection, replace(theme, merged_into=into.id))
            gathered = THEMES.update().where(THEMES.c.merged_into == theme.id)
            connection.execute(gathered.values(merged_into=into.id, version=THEMES.c.version + 1))

    def forget(self, connection: sa.Connection, number: int) -> None:
        """Delete a theme that nothing is said under; one that others were merged into or that was answered stays."""
        merged = sa.select(THEMES.c.id).where(THEMES.c.merged_into == number)
        alone = connection.execute(merged).first() is None
        if alone and not self.standing(connection, number).answer:
            connection.execute(THEMES.delete().where(THEMES.c.id == number))
