"""Healthy twins: the same leads with outcomes redrawn as if nothing were wrong, to know what chance can show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import marks
from dashboard.metrics.leaks.evidence import Evidence, surprise
from dashboard.metrics.leaks.expectation import Expectation
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.slices import Slices, summed

Floats = NDArray[np.float64]

TWINS: Final = 120
SEED: Final = 20_260_101
MOST_ROWS: Final = 20_000
"""So many leads stand for all of them in a twin; their counts fit into two bytes."""
AT_ONCE: Final = 2_000
"""Leads redrawn at once: more do not stay near the processor."""
EULER: Final = 0.5772156649015329


def twin_surprises(
    slices: Slices,
    by_now: Expectation,
    found: Evidence,
    levers: Sequence[Factor],
    drawn: Floats,
    number: int,
) -> Floats:
    """z of every slice in every healthy twin of a step: a row a slice, a column a twin.

    In a twin each value of a lever has an effect of its own on the logit, with the standard deviation in `drawn`
    (a row a twin, a column a lever), and each lead goes on with the chance that leaves it. The fit is corrected in
    one Newton step as if made anew. Where some leads stand for all, their surprises are normal, with the variance of
    all.
    """
    random = np.random.default_rng([SEED, number])
    some = thinned(len(by_now.chance), MOST_ROWS)
    rows = np.arange(len(by_now.chance)) if some is None else some
    scale = np.float32(len(by_now.chance) / len(rows))
    which, shifts = _shifts(levers, rows, drawn, random)
    raises = np.exp(shifts, out=shifts) if some is None else shifts
    outcomes = np.empty((len(rows), len(drawn)), np.uint16 if some is None else np.float32)
    pulled = np.zeros((by_now.design.width, len(drawn)))
    each = [
        values[rows].astype(np.float32)[:, None]
        for values in (by_now.chance, by_now.slope, by_now.spread, by_now.leverage)
    ]
    for start in range(0, len(rows), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        chance, slope, spread, leverage = (values[block] for values in each)
        raised = raises[which[block]]
        if some is None:
            eventual = 1 - slope / chance
            raised *= eventual / (1 - eventual)
            lots = random.random(raised.shape, np.float32)
            lots *= 1 + raised
            raised *= chance / eventual
            went_on = lots < raised
            outcomes[block] = went_on
            surprises = went_on - chance
        else:
            noise = random.standard_normal(raised.shape, np.float32) * np.sqrt(scale * spread)
            surprises = noise + scale * slope * raised
            outcomes[block] = surprises
        surprises *= leverage
        pulled += marks(by_now.design.blocks, rows[block], np.float32(1)).T @ surprises
    if some is None:
        observed = slices.sums(outcomes).astype(float)
    else:
        observed = found.expected[:, None] + summed(slices.members[:, rows], outcomes)
    short = found.expected[:, None] - observed - found.pulls @ pulled
    leads = found.leads[:, None]
    shown = surprise(leads, np.clip(observed, 0, leads), short, found.variance[:, None])
    return np.where(found.told[:, None], shown, 0.0)


def _shifts(
    levers: Sequence[Factor], rows: NDArray[np.intp], drawn: Floats, random: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """By how much the levers move the logits in each twin, a row for each combination of values, and each row's one."""
    effects = [
        random.standard_normal((lever.size, len(drawn)), np.float32) * drawn[:, place].astype(np.float32)
        for place, lever in enumerate(levers)
    ]
    codes = [lever.codes[rows] for lever in levers]
    together = codes[0]
    for lever, own in zip(levers[1:], codes[1:], strict=True):
        together = together * lever.size + own
    _, first, which = np.unique(together, return_index=True, return_inverse=True)
    shifts = effects[0][codes[0][first]]
    for effect, own in zip(effects[1:], codes[1:], strict=True):
        shifts += effect[own[first]]
    return which, shifts


def thinned(size: int, most: int) -> NDArray[np.intp] | None:
    """Evenly spread places that stand for so many leads; None where all can be looked at."""
    return None if size <= most else (np.arange(most) * (size / most)).astype(np.intp)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How small a p, corrected for the slices counted, chance alone makes the smallest of a search."""

    place: float
    scale: float

    @classmethod
    def of(cls, smallest: Floats) -> Self:
        """From −ln of each twin's smallest corrected p.

        The largest of many is Gumbel distributed (Fisher and Tippett 1928); its two parameters by L-moments
        (Hosking 1990), so that a chance between and beyond the twins can be told.
        """
        ordered = np.sort(smallest)
        ranks = np.arange(len(ordered)) / (len(ordered) - 1)
        second = 2 * (ranks * ordered).mean() - ordered.mean()
        scale = max(float(second) / math.log(2), 0.5)
        return cls(float(ordered.mean()) - EULER * scale, scale)

    def chance(self, corrected: float) -> float:
        """Probability that a healthy practice shows a smallest p with −ln of it as large as this."""
        return -math.expm1(-math.exp((self.place - corrected) / self.scale))

    def needed(self, chance: float) -> float:
        """The −ln p at which the chance is this."""
        return self.place - self.scale * math.log(-math.log1p(-chance))
