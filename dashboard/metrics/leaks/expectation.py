"""What comparable leads would have done: the chance of each lead to have gone on by now, from what it brought along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import width_of
from dashboard.metrics.leaks.design import Design, Information

Floats = NDArray[np.float64]

ROUNDS: Final = 20
SETTLED: Final = 1e-3
NEARING: Final = 0.25
"""A step so much shorter than the one before is followed by one with the same information."""
LONGEST: Final = 3.0
"""A step moves no coefficient further at once."""
HALVINGS: Final = 8


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
    information: Information
    """XᵀWX, with W the square of the slope over the spread."""
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
    near: Expectation | None = None,
) -> Expectation:
    """The likeliest coefficients under the prior, by Fisher scoring with steps halved until they lead upwards.

    `seen` is F(t). A lead that did not go on yet says the less the less of its chance it has had. `near`, fitted to the
    same leads by a model that begins with the same blocks, is where the search starts, and lends its information.
    """
    share = min(max(converted.sum() / seen.sum(), 1e-4), 1 - 1e-4)
    coefficients = np.zeros(model.width)
    coefficients[0] = np.log(share / (1 - share))
    information = None
    if near is not None:
        information, known = near.information, width_of(model.blocks[: model.shared(near.design.blocks)])
        coefficients[:known] = near.coefficients[:known]
    chances = _chances(model, coefficients, seen)
    likelihood = _likelihood(model, coefficients, chances[0], converted)
    inverse, moved, last = np.zeros((0, 0)), np.inf, np.inf
    for _ in range(ROUNDS):
        chance, slope, spread = chances
        leverage = slope / spread
        if not moved < NEARING * last:
            # while steps shrink fast the information hardly changes, and costs more than all else
            information = model.information(slope * leverage, information)
            inverse = model.covariance(information.matrix)
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
        coefficients, moved, last = tried, float(np.abs(step).max()), moved
        if moved < SETTLED:
            break
    chance, slope, spread = chances
    information = model.information(slope * slope / spread, information)
    return Expectation(model, coefficients, chance, spread, slope, information, model.covariance(information.matrix))


def _likelihood(model: Design, coefficients: Floats, chance: Floats, converted: NDArray[np.bool_]) -> float:
    """ln of the likelihood with the prior."""
    prior = (model.precision * coefficients**2).sum() / 2
    return float(np.log(np.where(converted, chance, 1 - chance)).sum() - prior)


def _chances(model: Design, coefficients: Floats, seen: Floats) -> tuple[Floats, Floats, Floats]:
    eventual = 1 / (1 + np.exp(-model.logits(coefficients, len(seen))))
    eventual = np.clip(eventual, 1e-6, 1 - 1e-6)
    chance = seen * eventual
    return chance, chance * (1 - eventual), chance * (1 - chance)
