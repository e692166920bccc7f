"""The worked example of the practice that spends $6,000 a month."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.metrics.campaigns import CAMPAIGN_RETURNS
from dashboard.metrics.leads import lead_table
from dashboard.metrics.what_if import Economics, economics, procedure_value, stage_what_if
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads


def spent(**columns: object) -> pl.DataFrame:
    row = dict.fromkeys(CAMPAIGN_RETURNS) | {"campaign": "A", "currency": "USD", "leads": 100} | columns
    return pl.DataFrame([row], schema=CAMPAIGN_RETURNS)


def test_six_thousand_dollars_at_five_percent_come_back_five_times() -> None:
    found = Economics(leads=100, procedures=5, spend=6000, value=6000)
    assert found.rate == 0.05
    assert found.break_even == pytest.approx(0.01)
    rates = found.closing_rates(0.1)
    at_five = rates.filter((pl.col("closing_rate") - 0.05).abs() < 1e-9).row(0, named=True)
    assert (at_five["procedures"], at_five["revenue"], at_five["return_on_spend"]) == pytest.approx((5, 30000, 5))


def test_real_leads_count_where_they_are_known() -> None:
    returns = spent(spend=6000.0, real=80, procedure_booked=4, revenue=24000.0)
    assert economics(returns) == Economics(leads=80, procedures=4, spend=6000, value=6000)


def test_the_reader_may_say_what_a_procedure_brings() -> None:
    found = economics(spent(spend=500.0), value=1000.0)
    assert found == Economics(leads=100, procedures=0, spend=500, value=1000)


def test_nothing_is_worked_out_without_money_or_in_two_currencies() -> None:
    assert economics(spent(spend=500.0)) is None
    assert economics(spent()) is None
    two = pl.concat([spent(spend=1.0, revenue=9.0, procedure_booked=1), spent(spend=1.0, currency="EUR")])
    assert economics(two) is None


def funnel(**reached: int) -> pl.DataFrame:
    return pl.DataFrame({"stage": list(reached), "reached": list(reached.values())})


def test_five_points_more_bookings_are_worth_what_later_stages_make_of_them() -> None:
    steps = funnel(inquiry=400, qualified=200, consult_booked=80, procedure_booked=20)
    found = stage_what_if(steps, "consult_booked", 5, 6000.0)
    assert found is not None
    assert (found.leads, found.rate, found.moved) == (200, 0.4, pytest.approx(0.45))
    # 10 bookings more, one in four of which becomes a procedure
    assert (found.more, found.procedures, found.money) == pytest.approx((10, 2.5, 15000))


def test_a_rate_is_not_moved_beyond_all_or_none() -> None:
    steps = funnel(inquiry=10, procedure_booked=9)
    up, down = (stage_what_if(steps, "procedure_booked", points) for points in (50, -200))
    assert up is not None
    assert down is not None
    assert (up.moved, up.more, up.money) == (1.0, pytest.approx(1), None)
    assert (down.moved, down.procedures) == (0.0, pytest.approx(-9))


def test_the_first_stage_and_one_nobody_reached_cannot_be_moved() -> None:
    steps = funnel(inquiry=10, reached=0)
    assert [stage_what_if(steps, stage, 5) for stage in ("inquiry", "reached", "qualified")] == [None] * 3


def test_the_money_of_a_procedure_is_the_mean_of_those_known_in_one_currency() -> None:
    done = {"procedure_booked": True, "currency": "USD"}
    rows = leads(done | {"value": 100.0}, done | {"value": 300.0}, done, {"value": 900.0, "currency": "USD"})
    assert procedure_value(lead_table(rows, Practice()).slice(Filters())) == (200.0, "USD")
    mixed = leads(done | {"value": 100.0}, done | {"value": 1.0, "currency": "EUR"})
    assert procedure_value(lead_table(mixed, Practice()).slice(Filters())) is None
