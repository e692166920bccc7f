"""Several factors counted as one give what each of them counted alone does."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.metrics.leaks.blocks import blocks_of, crossed, marks
from dashboard.metrics.leaks.design import design
from dashboard.metrics.leaks.factors import Factor

LEADS = 50
SIZES = (12, 10, 3, 2, 70)
RANDOM = np.random.default_rng(11)
FACTORS = [
    Factor(str(size), tuple(map(str, range(size))), RANDOM.integers(0, size, LEADS), np.ones(size, bool))
    for size in SIZES
]
WEIGHTS = RANDOM.random(LEADS)
COLUMNS = np.array([[1.0, *(code == f.codes[row] for f in FACTORS for code in range(f.size))]
                    for row in range(LEADS)])  # fmt: skip


def test_factors_that_follow_each_other_share_a_block_while_their_combinations_are_few() -> None:
    assert [[factor.name for factor in block.factors] for block in blocks_of(FACTORS)] == [
        ["12", "10"],
        ["3", "2"],
        ["70"],
    ]


def test_the_columns_are_those_of_each_factor_in_turn() -> None:
    weights = WEIGHTS.astype(np.float32)
    rows = np.array([4, 0, 49])
    assert np.array_equal(marks(blocks_of(FACTORS), rows, weights[rows]), COLUMNS[rows] * weights[rows, None])


def test_sums_logits_and_information_are_those_of_the_plain_columns() -> None:
    model = design(FACTORS, [0.3] * len(FACTORS))
    coefficients = RANDOM.standard_normal(model.width)
    assert model.sums(WEIGHTS) == pytest.approx(COLUMNS.T @ WEIGHTS)
    assert model.logits(coefficients, LEADS) == pytest.approx(COLUMNS @ coefficients)
    assert crossed(model.blocks, WEIGHTS) == pytest.approx((COLUMNS.T * WEIGHTS) @ COLUMNS)


def test_blocks_that_came_later_are_crossed_with_those_counted_before() -> None:
    blocks = blocks_of(FACTORS)
    before = crossed(blocks[:2], WEIGHTS)
    assert np.array_equal(crossed(blocks, WEIGHTS, before, 2), crossed(blocks, WEIGHTS))
