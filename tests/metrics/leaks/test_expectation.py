"""What comparable leads would have done."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dashboard.metrics.leaks.design import design
from dashboard.metrics.leaks.expectation import fit
from dashboard.metrics.leaks.factors import Factor


def factor(name: str, codes: list[int], size: int) -> Factor:
    return Factor(name, tuple(map(str, range(size))), np.array(codes, np.intp), np.ones(size, bool))


def test_without_anything_to_tell_leads_apart_each_has_the_common_chance_it_had_time_for() -> None:
    converted = np.arange(100) < 30
    seen = np.where(np.arange(100) % 2 == 0, 1.0, 0.5)
    by_now = fit(design([], []), converted, seen)
    # the likeliest eventual share: no formula, but where the score is nothing
    eventual = by_now.chance[0]
    assert by_now.chance[1] == pytest.approx(eventual / 2)
    score = sum(
        (c - f * eventual) / (f * eventual * (1 - f * eventual)) * f for c, f in zip(converted, seen, strict=True)
    )
    assert score == pytest.approx(0, abs=1e-2)


def test_with_much_data_the_coefficients_are_the_logits() -> None:
    codes = [0] * 20_000 + [1] * 20_000
    converted = np.concatenate([np.arange(20_000) < 4_000, np.arange(20_000) < 12_000])
    by_now = fit(design([factor("procedure", codes, 2)], [0.4]), converted, np.ones(40_000))
    assert by_now.chance[0] == pytest.approx(0.2, abs=1e-3)
    assert by_now.chance[-1] == pytest.approx(0.6, abs=1e-3)
    known = math.log(0.6 / 0.4) - math.log(0.2 / 0.8)
    assert by_now.coefficients[2] - by_now.coefficients[1] == pytest.approx(known, abs=0.01)


def test_with_little_data_the_prior_holds_the_values_together() -> None:
    codes = [0] * 6 + [1] * 6
    converted = np.array([True] + [False] * 5 + [True] * 5 + [False])
    by_now = fit(design([factor("procedure", codes, 2)], [0.4]), converted, np.ones(12))
    assert 1 / 6 < by_now.chance[0] < by_now.chance[-1] < 5 / 6


def test_what_the_prior_adds_pulls_as_hard_as_the_leads_at_the_fit() -> None:
    codes, seen = [0, 1, 2] * 40, np.tile([1.0, 0.8, 0.6, 0.9], 30)
    converted = np.arange(120) % 5 < 2
    by_now = fit(design([factor("channel", codes, 3)], [0.4]), converted, seen)
    for value in range(3):
        pull = sum(
            (float(c) - m) * s / v
            for c, m, s, v, code in zip(converted, by_now.chance, by_now.slope, by_now.spread, codes, strict=True)
            if code == value
        )
        assert pull == pytest.approx(by_now.coefficients[1 + value] / 0.4**2, abs=1e-3)


def test_the_fit_settles_where_one_value_of_two_fields_is_nearly_all_junk() -> None:
    draw = np.random.default_rng(3)
    channel, page = draw.integers(0, 4, 4000), draw.integers(0, 6, 4000)
    kept = np.where(channel == 0, 0.03, np.where(page == 1, 0.4, 0.999))
    converted = draw.random(4000) < kept
    factors = [factor("channel", channel.tolist(), 4), factor("source", page.tolist(), 6)]
    factors.append(factor("owner", channel.tolist(), 4))
    by_now = fit(design(factors, [0.4, 0.4, 0.6]), converted, np.ones(4000))
    # at the likeliest coefficients the leads of each value pull as hard as the prior holds back
    assert abs((converted - by_now.chance).sum()) < 0.5
    for value in range(6):
        pull = (converted - by_now.chance)[page == value].sum()
        assert pull == pytest.approx(by_now.coefficients[5 + value] / 0.4**2, abs=0.5)
