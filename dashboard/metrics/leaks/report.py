"""What a search for leaks comes back with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

Slice = tuple[tuple[str, str | None], ...]
"""One or two fields, each with its value; None is 'not known'."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One step of the funnel and one slice of the leads where fewer went on than comparable leads did."""

    step: tuple[str, str]
    """The stage the leads had reached, and the one they should have gone on to."""
    where: Slice
    leads: int
    """Leads of the slice that had reached the first stage."""
    expected: float
    """How many of them comparable leads would have sent on by now."""
    observed: int
    lost: float
    """Patients lost at this step: best estimate, with `low` and `high` as its 90 % range."""
    low: float
    high: float
    money: float | None
    """What the lost ones would have brought, at the practice's own later rates and values; None where unknown."""
    currency: str | None
    chance: float
    """Probability of so large a loss where nothing is wrong, after correcting for all slices looked at."""
    team: str
    """marketing, sales or operations: who owns the hand-off."""

    @property
    def id(self) -> str:
        """The same for the same step and slice, whatever the data: a permanent link."""
        said = "\n".join(
            [*self.step, *(f"{name}={'' if value is None else '=' + value}" for name, value in self.where)]
        )
        return hashlib.blake2b(said.encode(), digest_size=5).hexdigest()


@dataclass(frozen=True, slots=True)
class LeakReport:
    """Everything one search found, each kind apart."""

    as_of: datetime
    leads: int
    looked_at: int
    """Number of slices, over all steps, that were tested."""
    smallest: float | None
    """The loss, in patients, that is found about as often as not in a slice of middling size, at the step where it
    has to be largest; steps at which no slice could show a loss are left out, and None where none could."""
    leaks: tuple[Leak, ...]
    """Ranked by money, or patients where value is unknown. Nothing else is a leak."""
    watch: tuple[Leak, ...]
    """What nearly passed and may be chance."""
    slow: tuple[Leak, ...]
    """A loss that is not there among leads old enough: slow, not lost."""
    too_young: tuple[Leak, ...]
    """A shortfall without leads old enough to tell."""

    @property
    def taken_out(self) -> tuple[Leak, ...]:
        """All that was found to fall short, leak or not: each was sized with the others taken out."""
        return (*self.leaks, *self.slow, *self.too_young)
