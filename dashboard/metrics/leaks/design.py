"""The columns of a model of the leads, and what the leads tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import Block, blocks_of, crossed, width_of
from dashboard.metrics.leaks.factors import Factor

Floats = NDArray[np.float64]

NEARLY: Final = 0.1
"""A lead whose weight moved by no more than this part of it is not counted anew."""


@dataclass(frozen=True, slots=True)
class Information:
    """XᵀWX, what the leads tell of each pair of columns of these blocks, and the weights it was counted with."""

    blocks: tuple[Block, ...]
    weights: Floats
    matrix: Floats


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of the model: an intercept, then one column for each value of each factor.

    `precision` is what the prior adds to the information of each column, 1/sd²; 0 leaves it free.
    """

    blocks: tuple[Block, ...]
    precision: Floats

    @property
    def width(self) -> int:
        return len(self.precision)

    def held(self, sds: Sequence[float]) -> Design:
        """The same columns, where the logits of each factor's values lie about so far from the average."""
        sizes = [factor.size for block in self.blocks for factor in block.factors]
        return Design(self.blocks, np.concatenate([[0.0], np.repeat([sd**-2 for sd in sds], sizes)]))

    def sums(self, weights: Floats) -> Floats:
        """XᵀW1: the weights summed in each column."""
        parts = [np.bincount(block.codes, weights, block.size) @ block.columns for block in self.blocks]
        return np.concatenate([[weights.sum()], *parts])

    def logits(self, coefficients: Floats, rows: int) -> Floats:
        """x·b of every lead."""
        total = np.full(rows, coefficients[0])
        down = 1
        for block in self.blocks:
            total += (block.columns @ coefficients[down : down + block.width])[block.codes]
            down += block.width
        return total

    def shared(self, blocks: Sequence[Block]) -> int:
        """How many of the first blocks are these."""
        pairs = zip(self.blocks, blocks, strict=False)
        return len(list(takewhile(lambda pair: pair[0] is pair[1], pairs)))

    def information(self, weights: Floats, known: Information | None = None) -> Information:
        """XᵀWX, as exact as it needs to be.

        Of what is `known` of the same leads and the same first blocks, only the leads whose weight is another now are
        counted anew, and the columns that came.
        """
        if known is not None:
            moved = np.flatnonzero(np.abs(weights - known.weights) > NEARLY * known.weights)
            if 2 * len(moved) < len(weights):
                held = self.blocks[: self.shared(known.blocks)]
                matrix = known.matrix[: width_of(held), : width_of(held)]
                if len(moved):
                    some = [block.at(moved) for block in held]
                    matrix = matrix + crossed(some, (weights - known.weights)[moved])
                    now = known.weights.copy()
                    now[moved] = weights[moved]
                else:
                    now = known.weights
                return Information(self.blocks, now, crossed(self.blocks, now, matrix, len(held)))
        return Information(self.blocks, weights, crossed(self.blocks, weights))

    def covariance(self, information: Floats) -> Floats:
        """Inverse of the information with the prior."""
        return np.asarray(np.linalg.inv(information + np.diag(self.precision)), np.float64)


def design(factors: Sequence[Factor], sds: Sequence[float]) -> Design:
    """A model in which the logits of a factor's values lie about so far from the average."""
    return with_factors(Design((), np.zeros(1)), factors).held(sds)


def with_factors(of: Design, factors: Sequence[Factor]) -> Design:
    """The model with the columns of these factors, free until they are held."""
    added = blocks_of(factors)
    return Design((*of.blocks, *added), np.concatenate([of.precision, np.zeros(width_of(added) - 1)]))


def with_slices(of: Design, slices: Sequence[Block], prior_sd: float) -> Design:
    """The model with one more column for each slice found to leak, nearly free, so that its loss is its own."""
    # the column of the leads outside is held at nothing
    added = np.tile([1e9, prior_sd**-2], len(slices))
    return Design((*of.blocks, *slices), np.concatenate([of.precision, added]))
