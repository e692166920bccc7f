"""What chance alone would show."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.metrics.leaks.tails import log_tail, quantile, shortfall
from dashboard.metrics.leaks.twins import Calibration


def test_the_tail_of_the_normal_is_as_python_has_it() -> None:
    for z in (-3.0, 0.0, 1.645, 4.2, 20.0):
        assert log_tail(np.array([z]))[0] == pytest.approx(math.log(math.erfc(z / math.sqrt(2)) / 2), abs=1e-4)
        assert quantile(float(log_tail(np.array([z]))[0])) == pytest.approx(z, abs=1e-3)


def test_a_shortfall_of_few_is_as_surprising_as_the_binomial_says() -> None:
    # 20 of 30 where 25.5 were expected: P(at most 20) = 0.0097, half of the last point less: 0.0065
    root, variance = shortfall(np.array([30.0]), np.array([20.0]), np.array([5.5]))
    mid = sum(math.comb(30, k) * 0.85**k * 0.15 ** (30 - k) * (0.5 if k == 20 else 1) for k in range(21))
    assert math.exp(log_tail(root)[0]) == pytest.approx(mid, rel=0.1)
    assert variance[0] == pytest.approx(30 * 0.85 * 0.15)


def test_the_chance_of_a_calibration_is_what_its_twins_show() -> None:
    largest = -np.log(np.random.default_rng(3).exponential(1.0, 20_000))
    found = Calibration.of(largest)
    for alpha in (0.01, 0.05, 0.3):
        assert (largest >= found.needed(alpha)).mean() == pytest.approx(alpha, rel=0.15)
        assert found.chance(found.needed(alpha)) == pytest.approx(alpha)
    assert found.chance(200.0) > 0
