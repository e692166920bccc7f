"""Stops in made-up practice-years: what is planted, and how soon it is seen. Many more: `make leaks-trial`."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

import numpy as np
import polars as pl
import pytest

from tests.leaks.drought_years import Stop, delay, false_alarms, look, stop_of, stopped, year
from tests.leaks.practices import MadeUp
from tests.leaks.rows import START


@pytest.fixture(scope="module")
def practice() -> MadeUp:
    return year(6)


def test_the_bound_is_36_days_at_three_bookings_a_month_and_under_five_at_forty() -> None:
    assert Stop(("campaign", "any"), "consult_booked", 0, 3 / 30, 1).bound == pytest.approx(36.0, abs=0.1)
    assert Stop(("campaign", "any"), "consult_booked", 0, 40 / 30, 1).bound == pytest.approx(4.6, abs=0.1)


def test_after_a_stop_nobody_of_the_source_reaches_the_stage_and_nothing_else_changes(practice: MadeUp) -> None:
    stop = Stop(("location", "North"), "consult_booked", 300, 1.0, 1)
    leads = stopped(practice.leads, stop)
    of_it = (pl.col("location") == "North") & (pl.col("consult_booked_at") > START + timedelta(days=300))
    hit = practice.leads.select(of_it.fill_null(value=False)).to_series()
    assert hit.sum() > 50
    assert not leads.filter(hit)["consult_booked"].any()
    assert leads.filter(hit).select("consult_booked_at", "consult_for", "procedure_booked_at").null_count().row(0) == (
        (hit.sum(),) * 3
    )
    assert leads.filter(hit)["qualified"].all()
    assert leads.filter(~hit).equals(practice.leads.filter(~hit))


def test_stops_are_seen_within_three_times_the_bound_as_a_rule() -> None:
    ratios = []
    for seed in range(401, 409):
        practice = year(seed)
        stop = stop_of(practice, np.random.default_rng(seed))
        if stop and stop.bound < 15:
            ratios.append(delay(practice, stop, look).delay / stop.bound)
    assert len(ratios) >= 3
    assert median(ratios) < 3


def test_a_healthy_year_hardly_ever_has_a_false_alarm() -> None:
    assert sum(false_alarms(year(seed), look, every=15) for seed in (501, 502, 503)) <= 2
