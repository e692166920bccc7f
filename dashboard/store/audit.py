"""Who did what in a workspace: a list that is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

import sqlalchemy as sa

from dashboard.rights import Member
from dashboard.store.records import AUDIT, Records

Doing = Literal["import", "undo", "settings", "proposal", "agreement", "withdrawal", "forget", "export"]
LONGEST: Final = 300
"""Signs of what a deed was about."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: when, by whom, and what. `who` is '' where nobody signs in; `about` names no patient."""

    at: datetime
    who: str
    subject: str
    role: str
    deed: str
    about: str


class Audit:
    """The audit list of a workspace. The database itself refuses to change or remove an entry."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def all(self) -> list[Deed]:
        """Every entry, newest first."""
        if not self._records.exists:
            return []
        columns = [AUDIT.c[name] for name in ("at", "who", "subject", "role", "deed", "about")]
        with self._records.reading() as connection:
            found = connection.execute(sa.select(*columns).order_by(AUDIT.c.id.desc())).all()
        return [Deed(datetime.fromisoformat(at), *rest) for at, *rest in found]

    def exported(self, about: str) -> None:
        """Take down that figures or records leave the room. Before the first change there is only the sample."""
        if self._records.exists:
            with self._records.changing(takes="viewer") as connection:
                note(connection, "export", about)


def writer(connection: sa.Connection) -> Member:
    """Who asked for the change that this connection makes."""
    member: Member = connection.get_execution_options()["member"]
    return member


def note(connection: sa.Connection, deed: Doing, about: str) -> None:
    """Take down what this change does and who asked for it, in its own transaction: both happen or neither."""
    member = writer(connection)
    connection.execute(
        AUDIT.insert().values(
            at=datetime.now(UTC).isoformat(),
            who=member.name,
            subject=member.subject,
            role=member.role,
            deed=deed,
            about=" ".join(about.split())[:LONGEST],
        )
    )
