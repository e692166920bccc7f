"""Medians by look-up against plain Python, for few different times and for many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.tally import Axis, Choice, Tally
from dashboard.metrics.times import Times


def quantile(values: list[int], share: float) -> float:
    """Between two ordered values the quantile lies on the line."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from([0, 5, 300, 4000]),
    st.sampled_from([3, 200, 100_000, 1 << 33]),
)
def test_any_group_of_a_slice_gets_its_exact_quantiles(seed: int, leads: int, longest: int) -> None:
    chance = np.random.default_rng(seed)
    seconds = np.where(chance.random(leads) < 0.2, -1, chance.integers(0, longest, leads))
    # some times are shared by many
    seconds = np.where(chance.random(leads) < 0.3, np.minimum(seconds, 7), seconds)
    group, kept = chance.integers(0, 3, leads).astype(np.uint8), chance.integers(0, 2, leads).astype(np.uint8)
    times = Times("wait", seconds)
    only = Choice(Axis("kept", kept, 2), np.array([False, True]))
    found = times.quantiles((0.5, 0.9), Tally(leads), [Axis("group", group, 3)], [only])
    for code in range(3):
        own = [int(one) for one in seconds[(group == code) & (kept == 1) & (seconds >= 0)]]
        for place, share in enumerate((0.5, 0.9)):
            if own:
                assert found[code, place] == pytest.approx(quantile(own, share), rel=1e-12)
            else:
                assert np.isnan(found[code, place])
    assert times.seconds.tolist() == seconds.tolist()


def test_a_count_of_tries_takes_one_byte_a_lead() -> None:
    times = Times("tries", np.arange(100_000) % 7 - 1)
    assert sum(held.nbytes for held in vars(times).values() if isinstance(held, np.ndarray)) < 200
    assert times.axis.codes.nbytes == 100_000
