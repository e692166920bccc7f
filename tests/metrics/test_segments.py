"""Segments and weeks on leads that can be counted on fingers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.segments import largest_pairs, segment_rates, two_way
from dashboard.metrics.trend import weekly
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def everyone(*rows: dict[str, Any], as_of: datetime | None = None) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=as_of).slice(Filters())


def test_a_rate_to_expect_gives_young_leads_the_part_of_their_chance_they_had() -> None:
    # ten old leads, half of them convert: two on the first day, three ten days later
    old = [{"consult_booked_at": days(0)}] * 2 + [{"consult_booked_at": days(10)}] * 3 + [{}] * 5
    young = [{"created_at": days(95), "doctor": "Young"}] * 8 + [
        {"created_at": days(95), "consult_booked_at": days(95), "doctor": "Young"}
    ] * 2
    rates = segment_rates(everyone(*old, *young, as_of=days(100)), "doctor")
    found = {row["doctor"]: row for row in rates.iter_rows(named=True)}
    assert (found[None]["rate"], found["Young"]["rate"]) == (0.5, 0.2)
    assert (found[None]["mature"], found["Young"]["mature"]) == (10, 0)
    # by day 5: 4 of 20 converted, so waiting 0.8; by day 10: 3 of 8 more, 0.8 * 5/8 = 0.5; F(5) = 0.2 / 0.5
    assert found["Young"]["projected"] == pytest.approx(2 / (10 * 0.4))
    assert found[None]["projected"] == pytest.approx(0.5)


def test_a_stage_nobody_speaks_of_has_no_rate_and_one_told_by_a_later_has() -> None:
    later = {"procedure_booked": True}
    rates = segment_rates(everyone(later, {"procedure_booked": False}), stage="consult_booked").row(0, named=True)
    assert (rates["leads"], rates["converted"], rates["rate"]) == (2, 1, 0.5)
    nobody = segment_rates(everyone({"reached": True}, {"reached": False})).row(0, named=True)
    assert (nobody["leads"], nobody["converted"], nobody["rate"], nobody["low"]) == (2, None, None, None)


def test_without_dates_of_the_stage_nobody_knows_which_leads_are_mature() -> None:
    rates = segment_rates(everyone({"consult_booked": True}, {"consult_booked": False})).row(0, named=True)
    assert (rates["rate"], rates["mature"], rates["projected"]) == (0.5, None, None)


def test_with_more_values_than_fit_the_rest_is_one_group() -> None:
    rows = [{"doctor": name} for name, count in (("A", 4), ("B", 3), ("C", 2), ("D", 1)) for _ in range(count)]
    steps = funnel_steps(everyone(*rows), "doctor", most=3)
    assert dict(zip(steps["doctor"], steps["reached"], strict=True)) == {"A": 4, "B": 3, "all others": 3}


def test_the_largest_pairs_are_those_of_the_largest_rows_and_columns() -> None:
    rows = [{"campaign": c, "doctor": d} for c, d in ("Ax", "Ax", "Ay", "Bx", "Cz")]
    pairs = largest_pairs(two_way(everyone(*rows), "campaign", "doctor"), rows=1, columns=2)
    assert pairs.select("row", "column", "leads").rows() == [("A", "x", 2), ("A", "y", 1)]


def test_a_week_is_its_monday_and_quiet_weeks_stay() -> None:
    rows = [{"consult_booked": True}, {"created_at": days(6)}, {"created_at": days(14), "consult_booked": False}]
    weeks = weekly(everyone(*rows, as_of=days(15)))
    assert weeks.select("week", "leads", "converted", "open").rows() == [
        (date(2026, 3, 2), 2, 1, 1),
        (date(2026, 3, 9), 0, 0, 0),
        (date(2026, 3, 16), 1, 0, 1),
    ]
