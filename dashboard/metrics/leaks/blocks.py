"""Factors counted as one, so that a model goes through the leads fewer times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.factors import Codes, Factor

Floats = NDArray[np.float64]

MOST_COMBINED: Final = 128
"""Combinations of a block: two blocks are crossed in what stays near the processor."""


@dataclass(frozen=True, slots=True)
class Block:
    """Factors one after the other in a model, and for each lead its combination of their values."""

    factors: tuple[Factor, ...]
    codes: Codes
    columns: Floats
    """1 where the combination of this row has the value of this column: a column for each value of each factor."""
    size: int
    """How many combinations there are."""
    width: int
    """How many columns the factors have."""

    def at(self, rows: Codes) -> Block:
        """The same for some of the leads."""
        return replace(self, codes=self.codes[rows])


def blocks_of(factors: Sequence[Factor]) -> tuple[Block, ...]:
    """These factors in their order, those that follow each other together while their combinations are few."""
    groups: list[list[Factor]] = []
    for factor in factors:
        if groups and math.prod(one.size for one in groups[-1]) * factor.size <= MOST_COMBINED:
            groups[-1].append(factor)
        else:
            groups.append([factor])
    return tuple(_block(tuple(group)) for group in groups)


def width_of(blocks: Sequence[Block]) -> int:
    """Columns of a model of these blocks and an intercept."""
    return 1 + sum(block.width for block in blocks)


def mark(inside: NDArray[np.bool_]) -> Block:
    """A slice set apart from all other leads, to be a column of its own."""
    return _block((Factor("", (None, None), inside.astype(np.intp), np.ones(2, bool)),))


def marks(blocks: Sequence[Block], rows: Codes, weights: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    """X of these leads, each row times its weight."""
    width = width_of(blocks)
    columns = np.zeros((len(rows), width), np.float32)
    columns[:, 0] = weights
    cells, first = columns.reshape(-1), np.arange(1, columns.size + 1, width)
    for factor in (factor for block in blocks for factor in block.factors):
        cells[first + factor.codes[rows]] = weights
        first += factor.size
    return columns


def crossed(blocks: Sequence[Block], weights: Floats, matrix: Floats | None = None, held: int = 0) -> Floats:
    """XᵀWX, by crossing the blocks two by two; `matrix` holds the intercept and the first `held` of them already."""
    ends = np.cumsum([1, *(block.width for block in blocks)]).tolist()
    total = np.zeros((ends[-1], ends[-1]))
    if matrix is None:
        total[0, 0] = weights.sum()
    else:
        total[: len(matrix), : len(matrix)] = matrix
    for place in range(held, len(blocks)):
        block = blocks[place]
        own = slice(ends[place], ends[place + 1])
        alone = np.bincount(block.codes, weights, block.size)
        total[0, own] = total[own, 0] = alone @ block.columns
        total[own, own] = (block.columns.T * alone) @ block.columns
        for before, other in enumerate(blocks[:place]):
            both = np.bincount(block.codes * other.size + other.codes, weights, block.size * other.size)
            across = slice(ends[before], ends[before + 1])
            total[own, across] = block.columns.T @ both.reshape(block.size, -1) @ other.columns
            total[across, own] = total[own, across].T
    return total


def _block(factors: tuple[Factor, ...]) -> Block:
    sizes = [factor.size for factor in factors]
    codes = factors[0].codes
    for factor in factors[1:]:
        codes = codes * factor.size + factor.codes
    values = np.unravel_index(np.arange(math.prod(sizes)), sizes)
    columns = np.hstack([np.eye(size)[own] for size, own in zip(sizes, values, strict=True)])
    return Block(factors, codes, columns, math.prod(sizes), sum(sizes))
