"""How much people, places and campaigns differ ordinarily, estimated from the data themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import Block
from dashboard.metrics.leaks.design import Design
from dashboard.metrics.leaks.evidence import evidence_of, touched
from dashboard.metrics.leaks.expectation import Expectation
from dashboard.metrics.leaks.slices import Slices

Floats = NDArray[np.float64]

GRID: Final = np.exp(np.linspace(np.log(0.02), np.log(0.6), 18))
"""Standard deviations on the logit scale that are considered."""
USUAL: Final = 0.08
"""What people in comparable work differ by, before the data have spoken."""
USUAL_SPREAD: Final = 0.35
"""How unsure that is, on the log scale."""
LEVER_SPREAD: Final = 0.2
"""How far one lever lies from all levers of the practice, on the log scale."""
LEAKING: Final = 0.1
"""So many of the values that fall short may leak: nothing to learn the ordinary from."""
LEAK_SD: Final = 1.0
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Values:
    """The values of the levers at one step, each a slice: by how much too few went on, and whose doing that may be."""

    short: Floats
    variance: Floats
    """Of the shortfall by chance alone."""
    effects: Floats
    """How far the logit of one value of a lever moves the shortfall, a row a slice and a column a value."""
    own: NDArray[np.intp]
    """The column of `effects` that is the slice's own."""
    lever: NDArray[np.intp]
    """The lever of each column."""


def values_of(
    slices: Slices,
    by_now: Expectation,
    converted: NDArray[np.bool_],
    blocks: Sequence[Block],
) -> Values:
    """The values of the levers, which are in these blocks, against an expectation that knows the case mix only."""
    found = evidence_of(slices, by_now, converted)
    levers = [lever for block in blocks for lever in block.factors]
    width = by_now.design.width
    both = Design((*by_now.design.blocks, *blocks), np.zeros(width + sum(lever.size for lever in levers)))
    shared = both.information(by_now.information.weights, by_now.information).matrix[:width, width:]
    first = dict(zip([lever.name for lever in levers], np.cumsum([0, *(lever.size for lever in levers)]), strict=False))
    place = {lever.name: lever.values.index for lever in levers}
    return Values(
        short=found.short,
        variance=found.variance,
        # less what the fit takes up of an effect
        effects=touched(slices, by_now, blocks)[:, 1:] + found.pulls @ shared,
        own=np.array([first[name] + place[name](value) for ((name, value),) in slices.wheres], np.intp),
        lever=np.repeat(np.arange(len(levers)), [lever.size for lever in levers]),
    )


@dataclass(frozen=True, slots=True)
class Variation:
    """What is believed about the ordinary variation of each lever."""

    sd: tuple[float, ...]
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


def variation_of(steps: Sequence[Values], levers: int) -> Variation:
    """The variation of each lever over all steps, by empirical Bayes on a grid.

    A value's shortfall is normal with the variance of chance and of the effects within it; one value in
    ten may be out of the ordinary, so that a leak does not excuse itself.
    """
    sd = np.full(levers, USUAL)
    prior = np.exp(-((np.log(GRID / USUAL) / USUAL_SPREAD) ** 2) / 2)
    near = np.exp(-((np.log(GRID[None, :] / GRID[:, None]) / LEVER_SPREAD) ** 2) / 2)
    near /= near.sum(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        likelihood = np.zeros((levers, len(GRID)))
        for values in steps:
            _add(likelihood, values, sd)
        likelihood = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
        joint = near[None, :, :] * likelihood[:, None, :]
        evidence = joint.sum(axis=2)
        shared = np.log(evidence).sum(axis=0)
        centre = prior * np.exp(shared - shared.max())
        centre /= centre.sum()
        each = joint / evidence[:, :, None]
        sd = np.sqrt(np.einsum("c,lcg,g->l", centre, each, GRID**2))
    return Variation(tuple(sd.tolist()), centre, each)


def _add(likelihood: Floats, values: Values, sd: Floats) -> None:
    """Adds the log likelihood of each value's shortfall to its lever's."""
    weight = values.effects[np.arange(len(values.own)), values.own] ** 2
    # besides its own effect a value carries those of the others that go with it
    others = values.effects**2 @ sd[values.lever] ** 2 - weight * sd[values.lever[values.own]] ** 2
    usual = (values.variance + np.maximum(others, 0))[:, None] + weight[:, None] * GRID[None, :] ** 2
    odd = usual + weight[:, None] * LEAK_SD**2
    short = values.short[:, None]
    leaking = np.where(short > 0, LEAKING, 0.0)
    density = (1 - leaking) * _normal(short, usual) + leaking * _normal(short, odd)
    np.add.at(likelihood, values.lever[values.own], np.log(density))


def _normal(value: Floats, variance: Floats) -> Floats:
    return np.asarray(np.exp(-(value**2) / variance / 2) / np.sqrt(variance) + 1e-300, np.float64)
