"""What comparable leads would have done: the chance of each lead to have gone on by now, from what it brought along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.factors import Factor

Floats = NDArray[np.float64]

PRIOR_SD: Final = 0.4
"""How far the logit of one value of the case mix is expected to lie from the average."""
ROUNDS: Final = 12
NEAR: Final = 0.5
"""A step that moves no coefficient further is followed by one with the same information."""
SETTLED: Final = 1e-3
LONGEST: Final = 3.0
"""A step moves no coefficient further at once."""
HALVINGS: Final = 8


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of the model: an intercept, then one column for each value of each factor.

    `precision` is what the prior adds to the information of each column, 1/sd²; 0 leaves it free.
    """

    factors: tuple[Factor, ...]
    precision: Floats

    @property
    def width(self) -> int:
        return len(self.precision)

    def sums(self, weights: Floats) -> Floats:
        """XᵀW1: the weights summed in each column."""
        parts = [np.array([weights.sum()])]
        parts += [np.bincount(factor.codes, weights, factor.size) for factor in self.factors]
        return np.concatenate(parts)

    def gram(self, weights: Floats) -> Floats:
        """XᵀWX, by crossing the factors two by two."""
        total = np.zeros((self.width, self.width))
        total[0] = total[:, 0] = self.sums(weights)
        down = 1
        for place, one in enumerate(self.factors):
            inner = slice(down, down + one.size)
            total[inner, inner] = np.diag(total[0, inner])
            across = down + one.size
            for other in self.factors[place + 1 :]:
                crossed = np.bincount(one.codes * other.size + other.codes, weights, one.size * other.size)
                outer = slice(across, across + other.size)
                total[inner, outer] = crossed.reshape(one.size, other.size)
                total[outer, inner] = total[inner, outer].T
                across += other.size
            down += one.size
        return total

    def logits(self, coefficients: Floats, rows: int) -> Floats:
        """x·b of every lead."""
        total = np.full(rows, coefficients[0])
        down = 1
        for factor in self.factors:
            total += coefficients[down : down + factor.size][factor.codes]
            down += factor.size
        return total


def design(mix: Sequence[Factor], levers: Sequence[Factor] = (), variation: Sequence[float] = ()) -> Design:
    """A model of the case mix, and of levers whose values differ ordinarily by so much each."""
    sds = [PRIOR_SD] * len(mix) + list(variation)
    precision = [np.full(factor.size, sd**-2) for factor, sd in zip((*mix, *levers), sds, strict=True)]
    return Design((*mix, *levers), np.concatenate([[0.0], *precision]))


def with_slices(of: Design, slices: Sequence[NDArray[np.bool_]], prior_sd: float) -> Design:
    """The model with one more column for each slice found to leak, nearly free, so that its loss is its own."""
    marks = [Factor("", (None, None), inside.astype(np.intp), np.ones(2, bool)) for inside in slices]
    # the column of the leads outside is held at nothing
    added = np.tile([1e9, prior_sd**-2], len(marks))
    return replace(of, factors=(*of.factors, *marks), precision=np.concatenate([of.precision, added]))


@dataclass(frozen=True, slots=True)
class Expectation:
    """A fitted model: P(gone on by now) = F(t) · logistic(x·b) for each lead."""

    design: Design
    coefficients: Floats
    chance: Floats
    """μ, of each lead."""
    spread: Floats
    """μ(1 − μ), its variance."""
    slope: Floats
    """dμ/dη: how much the chance moves with the logit."""
    covariance: Floats
    """Inverse of the information with the prior, H⁻¹."""

    @property
    def leverage(self) -> Floats:
        """How strongly a lead's surprise moves the coefficients: (dμ/dη)/μ(1 − μ)."""
        return self.slope / self.spread


def fit(
    model: Design,
    converted: NDArray[np.bool_],
    seen: Floats,
    start: Floats | None = None,
) -> Expectation:
    """The likeliest coefficients under the prior, by Fisher scoring with steps halved until they lead upwards.

    `seen` is F(t). A lead that did not go on yet says the less the less of its chance it has had.
    """
    share = min(max(converted.sum() / seen.sum(), 1e-4), 1 - 1e-4)
    coefficients = np.zeros(model.width)
    coefficients[0] = np.log(share / (1 - share))
    if start is not None:
        coefficients[: len(start)] = start
    chances = _chances(model, coefficients, seen)
    likelihood = _likelihood(model, coefficients, chances[0], converted)
    inverse, moved = np.zeros((0, 0)), np.inf
    for _ in range(ROUNDS):
        chance, slope, spread = chances
        leverage = slope / spread
        if moved > NEAR:
            # near the end the information hardly changes, and costs more than all else
            inverse = _inverse(model, slope * leverage)
        step = inverse @ (model.sums((converted - chance) * leverage) - model.precision * coefficients)
        step *= min(1.0, LONGEST / max(float(np.abs(step).max()), SETTLED))
        before = likelihood
        for _ in range(HALVINGS):
            tried = np.clip(coefficients + step, -12, 12)
            chances = _chances(model, tried, seen)
            likelihood = _likelihood(model, tried, chances[0], converted)
            if likelihood >= before:
                break
            # too far: where chances are near 0 or 1, the curve ahead is not the one underfoot
            step /= 2
        coefficients, moved = tried, float(np.abs(step).max())
        if moved < SETTLED:
            break
    chance, slope, spread = chances
    return Expectation(model, coefficients, chance, spread, slope, _inverse(model, slope * slope / spread))


def _likelihood(model: Design, coefficients: Floats, chance: Floats, converted: NDArray[np.bool_]) -> float:
    """ln of the likelihood with the prior."""
    prior = (model.precision * coefficients**2).sum() / 2
    return float(np.log(np.where(converted, chance, 1 - chance)).sum() - prior)


def _inverse(model: Design, weights: Floats) -> Floats:
    return np.asarray(np.linalg.inv(model.gram(weights) + np.diag(model.precision)), np.float64)


def _chances(model: Design, coefficients: Floats, seen: Floats) -> tuple[Floats, Floats, Floats]:
    eventual = 1 / (1 + np.exp(-model.logits(coefficients, len(seen))))
    eventual = np.clip(eventual, 1e-6, 1 - 1e-6)
    chance = seen * eventual
    return chance, chance * (1 - eventual), chance * (1 - chance)
