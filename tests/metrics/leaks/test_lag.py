"""How long a step takes, young leads never counted as lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.leaks.lag import current_status, kaplan_meier

times = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=60, max_size=120)


@given(times)
def test_the_curve_is_kaplan_and_meiers_cut_where_few_are_followed(leads: list[tuple[int, bool]]) -> None:
    followed = np.array([float(day) if not went else 50.0 for day, went in leads])
    taken = np.array([float(day) if went else math.nan for day, went in leads])
    lag = kaplan_meier(followed, taken)
    waiting, curve = 1.0, {}
    ordered = sorted((day, not went) for day, went in leads)
    for place, (day, stays) in enumerate(ordered):
        at_risk = len(ordered) - place
        if at_risk < 10:
            break
        if not stays:
            waiting *= 1 - 1 / at_risk
            curve[day] = 1 - waiting
    if not curve:
        assert lag is None
        return
    assert lag is not None
    assert lag.days.tolist() == sorted(curve)
    assert lag.share.tolist() == pytest.approx([curve[day] / max(curve.values()) for day in sorted(curve)])


def test_a_lead_followed_as_long_as_half_of_them_take_counts_as_half_a_chance() -> None:
    lag = kaplan_meier(np.full(40, 100.0), np.array([2.0] * 10 + [8.0] * 10 + [math.nan] * 20))
    assert lag is not None
    assert lag.at(np.array([1.9, 2.0, 7.9, 8.0, 99.0, math.nan])).tolist() == pytest.approx([0, 0.5, 0.5, 1, 1, 1])


def test_without_dates_of_the_step_the_curve_is_the_share_by_age_and_never_falls() -> None:
    ages = np.repeat([1.0, 5.0, 9.0, 20.0], 20)
    went_on = np.concatenate([np.arange(20) < many for many in (2, 6, 4, 10)])
    lag = current_status(ages, went_on)
    assert lag is not None
    # 6 and 4 of 20 fall: together 5 of 20
    # what happens before the first day nobody saw
    assert lag.days.tolist() == [0.0, 5.0, 20.0]
    assert lag.share.tolist() == pytest.approx([0.2, 0.5, 1.0])


def test_nobody_gone_on_gives_no_curve() -> None:
    assert kaplan_meier(np.ones(5), np.full(5, math.nan)) is None
    assert current_status(np.ones(5), np.zeros(5, bool)) is None


def test_where_older_leads_went_on_no_more_often_nothing_is_on_its_way() -> None:
    ages = np.arange(60.0)
    assert current_status(ages, np.arange(60) % 2 == 0) is None
    assert current_status(ages, ages < 30) is None
    assert current_status(ages, ages >= 30) is not None
