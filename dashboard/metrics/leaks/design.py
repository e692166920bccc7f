"""The columns of a model of the leads, and what the leads tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.factors import Factor

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

NEARLY: Final = 0.1
"""A lead whose weight moved by no more than this part of it is not counted anew."""


@dataclass(frozen=True, slots=True)
class Information:
    """XᵀWX, what the leads tell of each pair of columns of these factors, and the weights it was counted with."""

    factors: tuple[Factor, ...]
    weights: Floats
    matrix: Floats


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

    def logits(self, coefficients: Floats, rows: int) -> Floats:
        """x·b of every lead."""
        total = np.full(rows, coefficients[0])
        down = 1
        for factor in self.factors:
            total += coefficients[down : down + factor.size][factor.codes]
            down += factor.size
        return total

    def shared(self, factors: Sequence[Factor]) -> int:
        """How many of the first factors are these."""
        pairs = zip(self.factors, factors, strict=False)
        return len(list(takewhile(lambda pair: pair[0] is pair[1], pairs)))

    def information(self, weights: Floats, known: Information | None = None) -> Information:
        """XᵀWX, as exact as it needs to be.

        Of what is `known` of the same leads and the same first factors, only the leads whose weight is another now are
        counted anew, and the columns that came.
        """
        if known is not None:
            moved = np.flatnonzero(np.abs(weights - known.weights) > NEARLY * known.weights)
            if 2 * len(moved) < len(weights):
                held = self.factors[: self.shared(known.factors)]
                matrix = known.matrix[: width_of(held), : width_of(held)]
                if len(moved):
                    some = [factor.at(moved) for factor in held]
                    matrix = matrix + crossed(some, (weights - known.weights)[moved])
                    now = known.weights.copy()
                    now[moved] = weights[moved]
                else:
                    now = known.weights
                return Information(self.factors, now, crossed(self.factors, now, matrix, len(held)))
        return Information(self.factors, weights, crossed(self.factors, weights))

    def covariance(self, information: Floats) -> Floats:
        """Inverse of the information with the prior."""
        return np.asarray(np.linalg.inv(information + np.diag(self.precision)), np.float64)


def width_of(factors: Sequence[Factor]) -> int:
    """Columns of a model of these factors."""
    return 1 + sum(factor.size for factor in factors)


def crossed(factors: Sequence[Factor], weights: Floats, matrix: Floats | None = None, held: int = 0) -> Floats:
    """XᵀWX, by crossing the factors two by two; `matrix` holds the intercept and the first `held` of them already."""
    sizes = [factor.size for factor in factors]
    ends = np.cumsum([1, *sizes]).tolist()
    total = np.zeros((ends[-1], ends[-1]))
    if matrix is None:
        total[0, 0] = weights.sum()
    else:
        total[: len(matrix), : len(matrix)] = matrix
    for place in range(held, len(factors)):
        codes, size = factors[place].codes, sizes[place]
        own = slice(ends[place], ends[place + 1])
        total[0, own] = total[own, 0] = np.bincount(codes, weights, size)
        total[own, own] = np.diag(total[0, own])
        for before, other in enumerate(factors[:place]):
            both = np.bincount(codes * sizes[before] + other.codes, weights, size * sizes[before])
            across = slice(ends[before], ends[before + 1])
            total[own, across] = both.reshape(size, -1)
            total[across, own] = total[own, across].T
    return total


def marks(factors: Sequence[Factor], rows: Places) -> NDArray[np.float32]:
    """X of these leads."""
    columns = np.zeros((len(rows), width_of(factors)), np.float32)
    columns[:, 0] = 1
    every, down = np.arange(len(rows)), 1
    for factor in factors:
        columns[every, down + factor.codes[rows]] = 1
        down += factor.size
    return columns


def design(factors: Sequence[Factor], sds: Sequence[float]) -> Design:
    """A model in which the logits of a factor's values lie about so far from the average."""
    precision = [np.full(factor.size, sd**-2) for factor, sd in zip(factors, sds, strict=True)]
    return Design(tuple(factors), np.concatenate([[0.0], *precision]))


def mark(inside: NDArray[np.bool_]) -> Factor:
    """A slice set apart from all other leads, to be a column of its own."""
    return Factor("", (None, None), inside.astype(np.intp), np.ones(2, bool))


def with_slices(of: Design, slices: Sequence[Factor], prior_sd: float) -> Design:
    """The model with one more column for each slice found to leak, nearly free, so that its loss is its own."""
    # the column of the leads outside is held at nothing
    added = np.tile([1e9, prior_sd**-2], len(slices))
    return Design((*of.factors, *slices), np.concatenate([of.precision, added]))
