"""What each slice shows against what comparable leads would have done, and how much of that is ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.expectation import Expectation
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.slices import Slices
from dashboard.metrics.leaks.tails import shortfall

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per slice of one step, in the slices' order."""

    leads: Floats
    observed: Floats
    expected: Floats
    variance: Floats
    """V', of O − E by chance alone, less what the fit took up."""
    pulls: Floats
    """How far an error of each column of the model moves O − E: −GH⁻¹, a row a slice."""
    effects: Floats
    """How far the logit of one value of a lever moves O − E, a row a slice and a column a value."""
    owners: NDArray[np.intp]
    """The lever each of those columns belongs to."""

    @property
    def short(self) -> Floats:
        return self.expected - self.observed

    def ordinary(self, variation: Floats) -> Floats:
        """Variance of O − E from people and campaigns that differ by so much on the logit scale, lever by lever."""
        return np.asarray(self.effects**2 @ variation[self.owners] ** 2, np.float64)

    def z(self, variation: Floats) -> Floats:
        """How many standard deviations too few went on, by chance and ordinary variation together."""
        return surprise(self.leads, self.observed, self.short, self.variance + self.ordinary(variation))


def surprise(leads: Floats, observed: Floats, short: Floats, variance: Floats) -> Floats:
    """z of a shortfall of this variance, its tail that of a count."""
    root, alike = shortfall(leads, observed, short)
    return root * np.sqrt(alike / variance)


def evidence_of(
    slices: Slices,
    by_now: Expectation,
    converted: NDArray[np.bool_],
    levers: Sequence[Factor],
    some: NDArray[np.intp] | None = None,
) -> Evidence:
    """The evidence of every slice. `some`: leads enough to know what shares the slices have in each other."""
    scale = 1.0 if some is None else len(converted) / len(some)
    model = by_now.design
    rows = np.arange(len(converted)) if some is None else some
    held = [factor.at(rows) for factor in model.factors] if some is not None else model.factors
    varied = [factor.at(rows) for factor in levers] if some is not None else levers
    slope, weight = by_now.slope[rows], (by_now.slope * by_now.leverage)[rows]
    variance, touched = slices.sums(by_now.spread), slices.sums(by_now.slope)
    moved = np.column_stack([touched, slices.crossed(held, slope, some) * scale])
    pulls = -moved @ by_now.covariance
    variance = variance + 2 * (pulls * moved).sum(axis=1) + ((pulls @ by_now.information) * pulls).sum(axis=1)
    own = slices.crossed(varied, slope, some) * scale
    return Evidence(
        leads=slices.sums(),
        observed=slices.sums(converted),
        expected=slices.sums(by_now.chance),
        variance=np.maximum(variance, 1e-6),
        pulls=pulls,
        effects=own + pulls @ _crossed(held, varied, weight) * scale,
        owners=np.repeat(np.arange(len(levers)), [lever.size for lever in levers]),
    )


def _crossed(held: Sequence[Factor], varied: Sequence[Factor], weight: Floats) -> Floats:
    """Weights by column of the model and value of a lever."""
    columns = []
    for lever in varied:
        blocks = [np.bincount(lever.codes, weight, lever.size)[None, :]]
        blocks += [
            np.bincount(factor.codes * lever.size + lever.codes, weight, factor.size * lever.size).reshape(
                factor.size, lever.size
            )
            for factor in held
        ]
        columns.append(np.concatenate(blocks))
    return np.concatenate(columns, axis=1)
