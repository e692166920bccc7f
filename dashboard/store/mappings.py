"""What was decided about files by their headers, so that the next file with the same headers is read likewise.

A decision holds headers and what they mean, never a value of a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import polars as pl
import sqlalchemy as sa

from dashboard.schema import FIELDS, KINDS, Kind
from dashboard.store.imports import StoreError
from dashboard.store.records import MAPPINGS, Records

if TYPE_CHECKING:
    from dashboard.ingest.choices import Choices, Remembered
    from dashboard.ingest.reading import Reading


@dataclass(frozen=True, slots=True)
class HeaderDecision:
    """What was decided for one header signature.

    `mapping` goes from a header to a field, to "segment" or to "" (left out); a header without an entry is taken
    for what it looks like, each time. `day_first` is None where the order of day and month was never asked.
    """

    signature: str
    kind: Kind
    profile: str | None = None
    headers: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    decided_at: datetime | None = None
    used_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The decision as plain values, its signature aside."""
        return {
            "kind": self.kind,
            "profile": self.profile,
            "headers": list(self.headers),
            "mapping": dict(self.mapping),
            "day_first": self.day_first,
            "decided_at": self.decided_at.isoformat() if self.decided_at else None,
            "used_at": self.used_at.isoformat() if self.used_at else None,
        }

    @classmethod
    def from_json(cls, signature: str, values: dict[str, Any]) -> Self:
        """The decision that `to_json` wrote down, or the bare mapping of an older Leadloop."""
        if not isinstance(values.get("mapping"), dict):
            return cls(signature, _kind_with(set(values.values())), headers=tuple(values), mapping=values)
        moments = {
            name: datetime.fromisoformat(values[name]) if values[name] else None for name in ("decided_at", "used_at")
        }
        return cls(signature, **values | moments | {"headers": tuple(values["headers"])})


class Mappings:
    """The remembered decisions of a workspace."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def live(self) -> list[HeaderDecision]:
        """All decisions, the last used first."""
        if not self._records.exists:
            return []
        with self._records.reading() as connection:
            rows = connection.execute(sa.select(MAPPINGS).order_by(MAPPINGS.c.signature)).all()
        found = [HeaderDecision.from_json(row.signature, row.mapping) for row in rows]
        return sorted(found, key=lambda known: known.used_at.isoformat() if known.used_at else "", reverse=True)

    def of(self, signature: str) -> HeaderDecision | None:
        """The decision for files with these headers."""
        if not self._records.exists:
            return None
        with self._records.reading() as connection:
            return _found(connection, signature)

    def recall(self, signature: str) -> Remembered | None:
        """The decision as reading a file asks for it."""
        from dashboard.ingest.choices import Remembered  # only reading a file needs it

        known = self.of(signature)
        return Remembered(known.kind, known.mapping, known.day_first) if known else None

    def keep(self, reading: Reading, choices: Choices) -> None:
        """After a file was stored: note what was decided about it, on top of what was known, and that it was used."""
        if reading.kind is None:
            return
        from dashboard.ingest.cells import holds_contact  # only reading a file needs it
        from dashboard.ingest.mapping import with_decision

        said = pl.Series([column.header for column in reading.columns], dtype=pl.String)
        # a file without a header line may have given a person's address for one
        headers = said.filter(~holds_contact(said)).to_list()
        chosen = {header: choices.mapping[header] for header in headers if header in choices.mapping}
        decided = bool(chosen) or choices.kind is not None or choices.day_first is not None
        now = datetime.now(UTC)
        with self._records.changing() as connection:
            known = _found(connection, reading.signature)
            if known is None and not decided:
                return
            fresh = HeaderDecision(reading.signature, reading.kind, decided_at=now)
            kept = known if known and known.kind == reading.kind else fresh
            mapping = dict(kept.mapping)
            for header, given in chosen.items():
                mapping = with_decision(mapping, header, given)
            day_first = kept.day_first if choices.day_first is None else choices.day_first
            _write(
                connection,
                replace(
                    kept,
                    profile=reading.profile,
                    headers=tuple(headers),
                    mapping=mapping,
                    day_first=day_first,
                    decided_at=now if decided else kept.decided_at,
                    used_at=now,
                ),
            )

    def change(self, signature: str, header: str, target: str | None) -> None:
        """Take this header for another field from now on; None: for what it looks like, each time.

        Raises StoreError when there is no such decision any more.
        """
        from dashboard.ingest.mapping import with_decision  # only reading a file needs it

        with self._records.changing() as connection:
            known = _needed(connection, signature)
            mapping = (
                {name: given for name, given in known.mapping.items() if name != header}
                if target is None
                else with_decision(known.mapping, header, target)
            )
            _write(connection, replace(known, mapping=mapping, decided_at=datetime.now(UTC)))

    def change_order(self, signature: str, *, day_first: bool | None) -> None:
        """Read open dates in this order from now on; None: ask again. Raises StoreError as `change` does."""
        with self._records.changing() as connection:
            known = _needed(connection, signature)
            _write(connection, replace(known, day_first=day_first, decided_at=datetime.now(UTC)))

    def forget(self, signature: str) -> None:
        """Guess and ask anew from now on. Raises StoreError when it is forgotten already."""
        with self._records.changing() as connection:
            _needed(connection, signature)
            connection.execute(MAPPINGS.delete().where(MAPPINGS.c.signature == signature))


def _found(connection: sa.Connection, signature: str) -> HeaderDecision | None:
    found = sa.select(MAPPINGS.c.mapping).where(MAPPINGS.c.signature == signature)
    values = connection.execute(found).scalar_one_or_none()
    return None if values is None else HeaderDecision.from_json(signature, values)


def _needed(connection: sa.Connection, signature: str) -> HeaderDecision:
    known = _found(connection, signature)
    if known is None:
        raise StoreError("This decision was deleted meanwhile; reload the page to see those there are.")
    return known


def _write(connection: sa.Connection, decision: HeaderDecision) -> None:
    connection.execute(MAPPINGS.delete().where(MAPPINGS.c.signature == decision.signature))
    connection.execute(MAPPINGS.insert().values(signature=decision.signature, mapping=decision.to_json()))


def _kind_with(targets: set[str]) -> Kind:
    """The first kind that has all these fields."""
    named = targets - {"", "segment"}
    return next((kind for kind in KINDS if named <= {field.name for field in FIELDS[kind]}), "leads")
