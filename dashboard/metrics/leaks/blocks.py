"""Factors counted as one, so that a model goes through the leads fewer times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.factors import Codes, Factor

Floats = NDArray[np.float64]

MOST_COMBINED: Final = 64
"""Combinations of a block: two blocks are crossed in what stays near the processor."""


@dataclass(frozen=True, slots=True)
class Block:
    """Factors one after the other in a model, and for each lead its combination of their values."""

    factors: tuple[Factor, ...]
    codes: Codes
    columns: Floats
    """1 where the combination of this row has the value of this column: a column for each value of each factor."""

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return len(self.columns)

    @property
    def width(self) -> int:
        """How many columns the factors have."""
        return len(self.columns[0])

    def at(self, rows: Codes) -> Block:
        """The same for some of the leads."""
        return Block(self.factors, self.codes[rows], self.columns)


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


def marks(blocks: Sequence[Block], rows: Codes) -> NDArray[np.float32]:
    """X of these leads."""
    each = [block.columns.astype(np.float32)[block.codes[rows]] for block in blocks]
    return np.concatenate([np.ones((len(rows), 1), np.float32), *each], axis=1)


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
    return Block(factors, codes, np.hstack([np.eye(size)[own] for size, own in zip(sizes, values, strict=True)]))
