"""What may go wrong between two stages: everything a lead can show that would go with not going on.

Each is a yes or no a lead, over the leads of which the data can tell. Waiting times, tries and days ahead are cut at
the middle value of comparable leads, so that half of these lie beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.leaks.comparable import Flags, Places, usual
from dashboard.metrics.progress import DAY_US, NEVER
from dashboard.metrics.reach import tried
from dashboard.signals import NAMES, showing

Kind = Literal[
    "marked", "short_call", "missed_call", "signal", "never_tried", "never_answered", "slow_answer", "few_tries",
    "channel", "handed_on", "no_owner", "area", "far_ahead", "reason",
]  # fmt: skip
FEWEST_HERE: Final = 5
"""A reason, area or channel with fewer leads in the slice is not looked at."""
_TELL_TRIES: Final = ("first_attempt_at", "attempts", "first_response_at")
_WORKED_ON: Final = ("reached", "qualified", "consult_booked")


@dataclass(frozen=True, slots=True)
class Sign:
    """Something leads may show: which of the leads it can be told of, and which of these show it."""

    kind: Kind
    known: Flags
    shown: Flags
    value: str | None = None
    """The reason, signal, area or channel it is about."""
    edge: float | None = None
    """Seconds, days or tries beyond which it counts: what is usual among comparable leads."""
    amounts: NDArray[np.float64] | None = None
    """The seconds, days or tries themselves."""
    by_outcome: bool = False
    """Whether it can be told only of leads that did not go on."""


@dataclass(frozen=True, slots=True)
class AtStep:
    """The leads that reached a step's first stage and are no longer open, one entry each."""

    table: LeadTable
    step: tuple[str, str]
    rows: Places
    """Their places in the table."""
    here: Flags
    """Which of them are the slice's."""
    went: Flags
    """Which of them went on."""
    stratum: Places
    """Leads of one stratum are comparable."""

    @property
    def leads(self) -> pl.DataFrame:
        return self.table.leads[self.rows]

    def only(self, keep: Flags) -> AtStep:
        """These of the leads."""
        return AtStep(self.table, self.step, self.rows[keep], self.here[keep], self.went[keep], self.stratum[keep])


def signs(at: AtStep) -> Iterator[Sign]:
    """All that can be looked at for these leads."""
    start, end = at.step
    leads = at.leads
    if end == "real":
        yield from _unreal(at, leads)
    if end in ("real", "reached"):
        answered = leads["call_answered"]
        yield Sign("missed_call", answered.is_not_null().to_numpy(), (~answered.fill_null(value=True)).to_numpy())
    if end in ("real", *_WORKED_ON):
        judged = leads["signals"].is_not_null().to_numpy()
        for name in NAMES:
            yield Sign("signal", judged, leads.select(showing(name)).to_series().to_numpy(), name)
    if end in _WORKED_ON:
        yield from _answers(at, leads)
    if end == "reached":
        yield from _tries(at, leads)
        for channel, flags in _values(leads["channel"], at.here):
            yield Sign("channel", flags, ~at.went, channel)
    if end in ("real", "qualified", "consult_booked"):
        for area, flags in _values(leads["area"], at.here):
            yield Sign("area", leads["area"].is_not_null().to_numpy(), flags, area)
    if start == "consult_booked":
        ahead = (leads["consult_for"] - leads["consult_booked_at"]).dt.total_microseconds() / DAY_US
        yield from _beyond("far_ahead", at, ahead.fill_null(-1).to_numpy(), (ahead >= 0).fill_null(value=False))
    given = leads["lost_reason"].is_not_null().to_numpy() & ~at.went
    for reason, flags in _values(leads["lost_reason"], at.here & ~at.went):
        yield Sign("reason", given, flags & given, reason, by_outcome=True)


def _unreal(at: AtStep, leads: pl.DataFrame) -> Iterator[Sign]:
    said = leads["is_real"]
    told = np.full(len(leads), said.null_count() < len(said))
    yield Sign("marked", told, (~said.fill_null(value=True)).to_numpy())
    length = leads["call_duration_s"]
    taken = (length.is_not_null() & leads["call_answered"].fill_null(value=True)).to_numpy()
    yield Sign("short_call", taken, (length.fill_null(0) <= at.table.practice.real_call_s).to_numpy() & taken)


def _answers(at: AtStep, leads: pl.DataFrame) -> Iterator[Sign]:
    table = at.table
    if table.has_responses:
        reached = table.progress.furthest[at.rows] >= stages.position("reached")
        unanswered = (table.answered_us[at.rows] == NEVER) & ~reached
        yield Sign("never_answered", table.created_us[at.rows] != NEVER, unanswered)
        seconds = table.response_seconds()[at.rows]
        yield from _beyond("slow_answer", at, seconds.astype(float), pl.Series(seconds >= 0))
    handed, owner = leads["handoffs"], leads["owner"]
    yield Sign("handed_on", handed.is_not_null().to_numpy(), (handed.fill_null(0) >= 1).to_numpy())
    yield Sign("no_owner", np.full(len(leads), owner.null_count() < len(owner)), owner.is_null().to_numpy())


def _tries(at: AtStep, leads: pl.DataFrame) -> Iterator[Sign]:
    # who was reached was tried: where nothing else tells of tries, that would only repeat the leak
    if any(at.table.leads[name].null_count() < at.table.size for name in _TELL_TRIES):
        yield Sign("never_tried", np.ones(len(leads), bool), tried(at.table).codes[at.rows] == 0)
    tries = leads["attempts"].fill_null(0)
    yield from _beyond("few_tries", at, tries.to_numpy().astype(float), (tries >= 1) & ~pl.Series(at.went))


def _beyond(kind: Kind, at: AtStep, amounts: NDArray[np.float64], can_be_told: pl.Series) -> Iterator[Sign]:
    known = can_be_told.to_numpy()
    if not (known & at.here).any() or not (known & ~at.here).any():
        return
    edge = usual(amounts[known], at.here[known], at.stratum[known])
    few = kind == "few_tries"
    yield Sign(kind, known, amounts < edge if few else amounts > edge, edge=edge, amounts=amounts, by_outcome=few)


def _values(column: pl.Series, here: Flags) -> Iterator[tuple[str, Flags]]:
    """The values with enough leads in the slice, and which leads have them."""
    counted = column.filter(pl.Series(here, dtype=pl.Boolean)).drop_nulls().value_counts().sort(column.name)
    for value, number in counted.iter_rows():
        if number >= FEWEST_HERE:
            yield str(value), (column == value).fill_null(value=False).to_numpy()
