"""What both teams agreed to mean by their words: definitions, version by version, and who agreed when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from dashboard.agreed import DEFINITIONS, TITLES, Definition
from dashboard.practice import PARTS, Practice, PracticeError
from dashboard.stages import TEAMS, Team
from dashboard.store.audit import note, writer
from dashboard.store.column_types import Moment
from dashboard.store.guard import NotAllowedError
from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError, Ledger, versioned
from dashboard.store.records import METADATA, Records, count_change

SIDES: Final[tuple[Team, ...]] = ("marketing", "sales")
"""A version takes force once these have agreed; what operations says is kept beside it."""
AGREEMENTS: Final = sa.Table(
    "agreements",
    METADATA,
    *versioned(),
    sa.Column("definition", sa.String, nullable=False),
    sa.Column("rule", sa.JSON, nullable=False),
    sa.Column("words", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("in_force_at", Moment),
    sa.Column("withdrawn_at", Moment),
    sa.UniqueConstraint("definition", "version"),
)
AGREED: Final = sa.Table(
    "agreed",
    METADATA,
    sa.Column("agreement_id", sa.ForeignKey("agreements.id"), primary_key=True),
    sa.Column("team", sa.String, primary_key=True),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of one definition: the rule as `Practice.said_of` gives it, and in words a person reads."""

    definition: Definition
    rule: Mapping[str, Any]
    words: str
    by: str
    in_force_at: datetime | None = None
    withdrawn_at: datetime | None = None
    id: int = 0
    version: int = 0
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.definition not in DEFINITIONS:
            raise StoreError(f"There is no definition {self.definition!r}; there are {', '.join(DEFINITIONS)}.")
        if not self.words.strip():
            raise StoreError("Say the rule in words, so that both teams know what they agree to.")

    @property
    def name(self) -> str:
        """How a figure names the version it used: 'real lead v2'."""
        return f"{TITLES[self.definition].lower()} v{self.version}"


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody agreed to a version for their team."""

    agreement_id: int
    team: Team
    who: str
    at: datetime


class Agreements:
    """The ledger of definitions of a workspace. Versions are added, never changed."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._versions = Ledger(records, AGREEMENTS, Agreement)

    def versions(self, definition: Definition | None = None) -> list[Agreement]:
        """Every version, oldest first; of one definition or of all."""
        return self._versions.all(*([] if definition is None else [AGREEMENTS.c.definition == definition]))

    def in_force(self, at: datetime | None = None) -> dict[Definition, Agreement]:
        """Each definition's version in force, now or at an earlier moment; without one it is not in the answer."""
        moment = at or datetime.now(UTC)
        ruling = [one for one in self.versions() if one.in_force_at and one.in_force_at <= moment]
        return {one.definition: one for one in sorted(ruling, key=lambda one: (one.in_force_at, one.id))}

    def chosen(self, at: datetime | None = None, instead: Iterable[int] = ()) -> dict[Definition, Agreement]:
        """The versions in force at a moment (else now), with these versions, by their ids, in place of others.

        Raises StoreError for an id there is none of, and where two of the ids are of one definition.
        """
        known, found = {one.id: one for one in self.versions()}, self.in_force(at)
        named: dict[Definition, Agreement] = {}
        for number in instead:
            if number not in known:
                said = ", ".join(f"{one.id} ({one.name})" for one in known.values()) or "none yet"
                raise StoreError(f"There is no agreement {number}; there are {said}.")
            version = known[number]
            if version.definition in named:
                raise StoreError(f"{named[version.definition].name} and {version.name} exclude each other; name one.")
            named[version.definition] = version
        return found | named

    def agreed(self) -> list[Agreed]:
        """Who agreed to what, oldest first."""
        if not self._records.exists:
            return []
        columns = [AGREED.c[name] for name in ("agreement_id", "team", "who", "at")]
        with self._records.reading() as connection:
            return [Agreed(*row) for row in connection.execute(sa.select(*columns).order_by(AGREED.c.at))]

    def propose(self, agreement: Agreement) -> Agreement:
        """Store the next version of a definition; `version` is the newest the proposer has seen, 0 for none.

        Raises ConflictError when someone else proposed another version since, StoreError for a rule that cannot be.
        """
        if set(agreement.rule) != set(PARTS[agreement.definition]):
            raise StoreError(
                f"The rule of {TITLES[agreement.definition]} says {', '.join(PARTS[agreement.definition])}."
            )
        try:
            Practice().under({agreement.definition: agreement.rule})
        except PracticeError as error:
            raise StoreError(str(error)) from error
        with self._records.changing() as connection:
            known = self._versions.found(connection, AGREEMENTS.c.definition == agreement.definition)
            if known and known[-1].version != agreement.version:
                raise ConflictError(agreement, known[-1])
            new = replace(agreement, in_force_at=None, withdrawn_at=None)
            stored = self._versions.inserted(connection, new, version=agreement.version + 1)
            note(connection, "proposal", stored.name)
            return stored

    def agree(self, number: int, who: str, team: Team) -> Agreement:
        """Note that a team agrees; once both sides do, the version takes force and every figure follows.

        Who signed in agrees under their own name, and for no team but their own. Raises StoreError for a withdrawn
        version, an unknown or another's team, or one older than the version in force.
        """
        if team not in TEAMS or not who.strip():
            raise StoreError("Say who agrees, and for which team.")
        with self._records.changing() as connection:
            member = writer(connection)
            if member.team and member.team != team:
                raise NotAllowedError(f"You are of {member.team}; only somebody of {team} agrees for {team}.")
            found = self._versions.standing(connection, number)
            later = self._versions.found(
                connection,
                AGREEMENTS.c.definition == found.definition,
                AGREEMENTS.c.version > found.version,
                AGREEMENTS.c.in_force_at.is_not(None),
            )
            if found.withdrawn_at or later:
                raise StoreError("This version is not on the table any more; look at the newest one.")
            parties = set(connection.scalars(sa.select(AGREED.c.team).where(AGREED.c.agreement_id == number)))
            now = datetime.now(UTC)
            if team not in parties:
                connection.execute(
                    AGREED.insert().values(agreement_id=number, team=team, who=member.name or who, at=now)
                )
                note(connection, "agreement", f"{found.name}, for {team}")
            if found.in_force_at or not parties | {team} >= set(SIDES):
                return found
            connection.execute(AGREEMENTS.update().where(AGREEMENTS.c.id == number).values(in_force_at=now))
            count_change(connection)
            return replace(found, in_force_at=now)

    def withdraw(self, number: int) -> None:
        """Take a proposal off the table. Raises StoreError for a version that is or was in force."""
        with self._records.changing() as connection:
            found = self._versions.standing(connection, number)
            if found.in_force_at:
                raise StoreError("This version is in force; propose another one instead.")
            note(connection, "withdrawal", found.name)
            gone = AGREEMENTS.update().where(AGREEMENTS.c.id == number, AGREEMENTS.c.withdrawn_at.is_(None))
            connection.execute(gone.values(withdrawn_at=datetime.now(UTC)))
