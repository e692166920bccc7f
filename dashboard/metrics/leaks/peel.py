"""Taking the strongest leak out and looking again, until nothing passes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.scan import Scan
from dashboard.metrics.leaks.tails import log_tail
from dashboard.metrics.leaks.twins import Calibration

Floats = NDArray[np.float64]

SMALLEST_LOSS: Final = 1.5
"""Patients."""
SMALLEST_PART: Final = 0.1
"""Of what would be expected without it."""
MOST_PEELED: Final = 12
"""Leaks of one step; a practice with more has another problem than slices."""
CLEARLY: Final = 7.0
"""With such a z of its own column, a leak stands without being looked at again."""
NEARLY: Final = 1.5
"""A value whose log likelihood gains no more than this less than its best pair's is preferred to the pair."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How a slice passes: its p corrected for the slices of its kind, and how small that must be."""

    budget: dict[int, float]
    """ln of what p is multiplied by, for slices of one way and of two."""
    calibration: Calibration
    alpha: float
    """How often all steps together may alarm a healthy practice."""
    steps: int = 1
    """Steps searched, each with a bar of its own."""

    def needed(self, alpha: float) -> float:
        """The −ln p that fewer than `alpha` of healthy practices show at any of the steps."""
        return self.calibration.needed(-math.expm1(math.log1p(-alpha) / self.steps))

    def chance(self, corrected: float) -> float:
        """Probability that a healthy practice shows so large a −ln p at any of the steps."""
        at_this = min(self.calibration.chance(corrected), 1 - 1e-12)
        return -math.expm1(self.steps * math.log1p(-at_this))

    def evidence(self, scan: Scan) -> Floats:
        """−ln of each slice's corrected p."""
        return self.corrected(scan.found.z, scan.field.slices.ways)

    def corrected(self, z: Floats, ways: NDArray[np.intp]) -> Floats:
        """−ln of the corrected p of these z."""
        return -log_tail(z) - np.where(ways == 1, self.budget[1], self.budget[2])

    def passing(self, scan: Scan, alpha: float) -> NDArray[np.bool_]:
        """Slices that show what fewer than `alpha` of healthy practices would, and a loss worth the name."""
        lost = scan.found.lost
        worth = (lost >= SMALLEST_LOSS) & (lost >= SMALLEST_PART * (scan.found.observed + lost))
        return worth & (self.evidence(scan) >= self.needed(alpha))


def peeled(scan: Scan, bar: Bar) -> Scan:
    """The scan with its leaks taken out, strongest first, and those put back that the others explain."""
    looked_at: list[int] = []
    while len(looked_at) < MOST_PEELED:
        passing = bar.passing(scan, bar.alpha)
        passing[looked_at] = False
        if not passing.any():
            break
        looked_at.append(_strongest(scan, bar, passing))
        scan = _still_standing(scan.without((*scan.leaks, looked_at[-1])), bar)
    return scan


def _strongest(scan: Scan, bar: Bar, passing: NDArray[np.bool_]) -> int:
    """The slice with the smallest p, or the value it is part of where that is nearly as convincing."""
    evidence = np.where(passing, bar.evidence(scan), -np.inf)
    best = int(evidence.argmax())
    where = scan.field.slices.wheres
    if len(where[best]) == 1:
        return best
    gain = scan.found.short**2 / scan.found.variance / 2
    parents = [
        number
        for number in np.flatnonzero(passing).tolist()
        if len(where[number]) == 1 and where[number][0] in where[best] and gain[number] >= gain[best] - NEARLY
    ]
    return max(parents, key=lambda number: gain[number], default=best)


def _still_standing(scan: Scan, bar: Bar) -> Scan:
    """Without the leaks that no longer pass once the others are taken out, the weakest first."""
    while len(scan.leaks) > 1:
        weakest = min(scan.leaks, key=scan.wald)
        if scan.wald(weakest) > CLEARLY or _shown(scan, weakest, bar) >= bar.needed(bar.alpha):
            break
        scan = scan.without(tuple(leak for leak in scan.leaks if leak != weakest))
    return scan


def _shown(scan: Scan, number: int, bar: Bar) -> float:
    """−ln of the corrected p of a slice taken out, against what is expected with the others taken out."""
    return float(bar.corrected(scan.alone(number).z, scan.field.slices.ways[[number]])[0])
