"""How many patients a leak costs, and what they would have brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard import stages
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.evidence import Evidence
from dashboard.metrics.leaks.scan import Scan
from dashboard.metrics.leaks.steps import Step

Z90: Final = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Loss:
    """Patients lost at a step, and the 90 % range."""

    lost: float
    low: float
    high: float

    def on_all(self, leads: int, observed: int, all_leads: int, all_observed: int) -> Loss:
        """The loss where all leads of the slice went on as often as counted, and would have as often as those searched.

        `leads` of them were searched, of whom `observed` went on.
        """
        scale = all_leads / leads
        lost = max((observed + self.lost) * scale - all_observed, 0.0)
        return Loss(lost, max(0.0, lost - scale * (self.lost - self.low)), lost + scale * (self.high - self.lost))


def loss_of(scan: Scan, number: int, alone: Evidence) -> Loss:
    """Σ p(without the leak's column) − p(with it), over the slice's leads at risk.

    The range comes from the chance and the ordinary variation in the slice's shortfall `alone`, the leak not taken out.
    """
    inside = scan.field.slices.inside(number)
    shift = scan.by_now.coefficients[scan.column(number)]
    chance, slope = scan.by_now.chance[inside], scan.by_now.slope[inside]
    eventual = 1 - slope / chance
    raised = np.exp(-shift) * eventual / (1 - eventual)
    lost = float((chance / eventual * raised / (1 + raised) - chance).sum())
    wide = float(np.sqrt(alone.variance[0])) / max(float(alone.short[0]), 1e-9) * lost
    return Loss(lost, max(0.0, lost - Z90 * wide), lost + Z90 * wide)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a lead is worth once it has made a step, at the practice's own rates and values."""

    currency: str | None
    after: dict[str, float]
    """Money by the stage reached; empty where no procedure's value is known, or values are in several currencies."""


def worth_of(leads: Slice, steps: list[Step]) -> Worth:
    """The chance of the later steps, each lead counted as the part of its chance it has had, times the mean value."""
    table = leads.table
    last = stages.NAMES[-1]
    searched = np.zeros(table.size, bool)
    searched[leads.rows()] = True
    paid = table.paid[searched[table.paid]]
    held = table.leads.of(paid, "currency", "value") if len(paid) else None
    if held is None or held["currency"].n_unique() > 1 or table.stages[-1] != last:
        return Worth(None, {})
    mean = held["value"].mean()
    assert isinstance(mean, float)
    after, chance = {last: mean}, 1.0
    rates = {step.names: step.converted.sum() / step.seen.sum() for step in steps}
    for before, stage in reversed(list(zip(table.stages, table.stages[1:], strict=False))):
        chance *= min(1.0, float(rates.get((before, stage), 1.0)))
        after[before] = chance * mean
    return Worth(held["currency"][0], after)
