"""Signals that people looked into and found mistaken: for one lead, one campaign, or everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

import polars as pl
import sqlalchemy as sa

from dashboard.signals import BY_NAME
from dashboard.store.imports import StoreError
from dashboard.store.records import OVERRULES, Records, count_change

Scope = Literal["lead", "campaign", "everywhere"]
_NAMED: Final[Mapping[Scope, tuple[str, ...]]] = {
    "lead": ("system", "lead_id"),
    "campaign": ("campaign",),
    "everywhere": (),
}


@dataclass(frozen=True, slots=True)
class Overrule:
    """A signal that does not hold for one lead, for all leads of a campaign (None: those without one), or for any."""

    signal: str
    scope: Scope
    campaign: str | None = None
    system: str | None = None
    lead_id: str | None = None
    id: int = 0

    def __post_init__(self) -> None:
        if self.signal not in BY_NAME:
            raise StoreError(f"There is no signal {self.signal!r}; there are {', '.join(BY_NAME)}.")
        if self.scope == "lead" and not self.lead_id:
            raise StoreError("Say which lead the signal does not hold for, by its number.")

    @property
    def where(self) -> pl.Expr:
        """The leads it is about."""
        names = _NAMED[self.scope]
        return pl.all_horizontal(pl.lit(value=True), *(pl.col(n).eq_missing(getattr(self, n)) for n in names))


class Overrules:
    """The overruled signals of a workspace, as records that can be taken back."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def live(self) -> list[Overrule]:
        """Those that count, oldest first."""
        if not self._records.exists:
            return []
        columns = [OVERRULES.c[name] for name in ("signal", "scope", "campaign", "system", "lead_id", "id")]
        found = sa.select(*columns).where(OVERRULES.c.undone_at.is_(None)).order_by(OVERRULES.c.id)
        with self._records.reading() as connection:
            return [Overrule(**row._mapping) for row in connection.execute(found)]

    def add(self, overrule: Overrule) -> None:
        """From now on the signal does not hold there; nothing happens where it is overruled already."""
        named = {name: getattr(overrule, name) for name in _NAMED[overrule.scope]}
        if any(replace(known, id=0) == Overrule(overrule.signal, overrule.scope, **named) for known in self.live()):
            return
        with self._records.changing() as connection:
            connection.execute(
                OVERRULES.insert().values(
                    at=datetime.now(UTC).isoformat(), signal=overrule.signal, scope=overrule.scope, **named
                )
            )
            count_change(connection)

    def undo(self, number: int) -> None:
        """Let the signal hold again. Raises StoreError when there is no such record or it is undone already."""
        with self._records.changing() as connection:
            done = connection.execute(
                OVERRULES.update()
                .where(OVERRULES.c.id == number, OVERRULES.c.undone_at.is_(None))
                .values(undone_at=datetime.now(UTC).isoformat())
            )
            if not done.rowcount:
                raise StoreError(
                    f"No overruled signal has the number {number}; reload the page to see those there are."
                )
            count_change(connection)
