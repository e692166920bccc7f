"""How much people, places and campaigns differ ordinarily, estimated from the data themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.evidence import Evidence

Floats = NDArray[np.float64]

GRID: Final = np.exp(np.linspace(np.log(0.02), np.log(0.6), 18))
"""Standard deviations on the logit scale that are considered."""
USUAL: Final = 0.1
"""What people in comparable work differ by, before the data have spoken."""
USUAL_SPREAD: Final = 0.5
"""How unsure that is, on the log scale."""
LEVER_SPREAD: Final = 0.35
"""How far one lever lies from all levers of the practice, on the log scale."""
LEAKING: Final = 0.1
"""A value in so many may be a leak, or a lucky hand: not ordinary, and nothing to learn the ordinary from."""
LEAK_SD: Final = 0.8


@dataclass(frozen=True, slots=True)
class Variation:
    """What is believed about the ordinary variation of each lever."""

    sd: Floats
    """Root of the mean square, a number a lever."""
    centre: Floats
    """Posterior weight of each grid point to be what all levers have in common."""
    levers: Floats
    """Per lever and centre, the posterior weight of each grid point: lever, centre, grid."""

    def drawn(self, draws: int, random: np.random.Generator) -> Floats:
        """Standard deviations as likely as any other, a row a draw and a column a lever."""
        centres = random.choice(len(GRID), draws, p=self.centre)
        picks = random.random((draws, len(self.sd)))
        cumulated = self.levers.cumsum(axis=2)
        place = (cumulated[:, centres, :].transpose(1, 0, 2) < picks[:, :, None]).sum(axis=2)
        return np.asarray(GRID[np.minimum(place, len(GRID) - 1)], np.float64)


def variation_of(evidences: Sequence[Evidence], one_way: Sequence[NDArray[np.intp]], levers: int) -> Variation:
    """The variation of each lever over all steps, by empirical Bayes on a grid.

    A value's shortfall is normal with the variance of chance and of the effects within it; one value in
    ten may be out of the ordinary, so that a leak does not excuse itself. `one_way` gives, per step, for each
    slice the column of `effects` that is its own, or −1 for a pair.
    """
    sd = np.full(levers, USUAL)
    prior = np.exp(-((np.log(GRID / USUAL) / USUAL_SPREAD) ** 2) / 2)
    near = np.exp(-((np.log(GRID[None, :] / GRID[:, None]) / LEVER_SPREAD) ** 2) / 2)
    near /= near.sum(axis=1, keepdims=True)
    for _ in range(3):
        likelihood = np.zeros((levers, len(GRID)))
        for found, own in zip(evidences, one_way, strict=True):
            _add(likelihood, found, own, sd)
        likelihood = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
        joint = near[None, :, :] * likelihood[:, None, :]
        evidence = joint.sum(axis=2)
        centre = prior * np.exp(np.log(evidence).sum(axis=0) - np.log(evidence).sum(axis=0).max())
        centre /= centre.sum()
        each = joint / evidence[:, :, None]
        sd = np.sqrt(np.einsum("c,lcg,g->l", centre, each, GRID**2))
    return Variation(sd, centre, each)


def _add(likelihood: Floats, found: Evidence, own: NDArray[np.intp], sd: Floats) -> None:
    """Adds each one-way slice's log likelihood to its lever's."""
    some = np.flatnonzero(own >= 0)
    columns = own[some]
    weight = found.effects[some, columns] ** 2
    # besides its own effect a value carries those of the others that go with it
    rest = found.variance[some] + found.ordinary(sd)[some] - weight * sd[found.owners[columns]] ** 2
    rest = np.maximum(rest, found.variance[some])
    short = found.short[some][:, None]
    usual = rest[:, None] + weight[:, None] * GRID[None, :] ** 2
    odd = usual + weight[:, None] * LEAK_SD**2
    density = (1 - LEAKING) * _normal(short, usual) + LEAKING * _normal(short, odd)
    np.add.at(likelihood, found.owners[columns], np.log(density))


def _normal(value: Floats, variance: Floats) -> Floats:
    return np.asarray(np.exp(-(value**2) / variance / 2) / np.sqrt(variance) + 1e-300, np.float64)
