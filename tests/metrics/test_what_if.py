"""The worked example of the practice that spends $6,000 a month."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.metrics.campaigns import CAMPAIGN_RETURNS
from dashboard.metrics.what_if import Economics, economics


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
