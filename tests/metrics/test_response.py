"""Waiting times on leads that can be counted on fingers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.response import response_bands, response_hours, response_times
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

OFFICE = Practice(
    time_zone="America/New_York",
    opening=(*(((time(9), time(17)),) * 5), None, None),
    holiday_country="US",
)


def everyone(*rows: dict[str, Any], practice: Practice | None = None) -> Slice:
    as_of = max(row.get("first_response_at") or NOON for row in rows) + timedelta(days=1)
    return lead_table(leads(*rows), practice or Practice(), as_of=as_of).slice(Filters())


def answered(minutes: float, **more: Any) -> dict[str, Any]:
    return {"first_response_at": NOON + timedelta(minutes=minutes)} | more


def test_automatic_answers_never_count_and_waiting_leads_do() -> None:
    rows = everyone(answered(1, first_response_kind="auto"), answered(60), answered(61), {})
    found = response_times(rows).row(0, named=True)
    assert (found["leads"], found["answered"], found["never"]) == (4, 2, 2)
    assert found["within_limit"] == 0.25
    assert found["median_s"] == 3630


def test_spam_leaves_the_denominator() -> None:
    rows = everyone(answered(10), {"is_real": False})
    assert response_times(rows)["leads"].item() == 1


def test_an_answer_before_the_inquiry_counts_but_its_time_does_not() -> None:
    rows = everyone(answered(-30), answered(10))
    found = response_times(rows).row(0, named=True)
    assert (found["answered"], found["backwards"], found["median_s"]) == (2, 1, 600)


def local(day: date, hour: float) -> datetime:
    return (datetime.combine(day, time(0), OFFICE.zone) + timedelta(hours=hour)).astimezone(UTC)


def business_minutes(start: datetime, end: datetime) -> float:
    rows = everyone({"created_at": start, "first_response_at": end}, practice=OFFICE)
    return float(response_times(rows)["median_business_s"].item()) / 60


def test_business_time_stands_still_overnight_at_weekends_and_on_holidays() -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert business_minutes(local(friday, 10), local(friday, 10.5)) == 30
    assert business_minutes(local(friday, 16.5), local(monday, 9.25)) == 45
    assert business_minutes(local(friday, 20), local(monday, 9.25)) == 15
    # Thanksgiving, Thursday 26 November 2026
    assert business_minutes(local(date(2026, 11, 25), 16.5), local(date(2026, 11, 27), 9.5)) == 60


def test_business_time_is_right_across_the_change_of_clocks() -> None:
    # clocks go forward on Sunday 8 March 2026: Friday 16:00 to Monday 10:00 is 65 clock hours, 2 open ones
    start, end = local(date(2026, 3, 6), 16), local(date(2026, 3, 9), 10)
    assert (end - start) == timedelta(hours=65)
    assert business_minutes(start, end) == 120


def test_hours_are_the_practices_own() -> None:
    rows = everyone({"created_at": local(date(2026, 2, 24), 18.5)}, practice=OFFICE)
    assert response_hours(rows).select("weekday", "hour", "leads").rows() == [(2, 18, 1)]


def test_a_wait_on_the_edge_belongs_to_the_shorter_band() -> None:
    rows = everyone(answered(5, consult_booked=True), answered(6), answered(60), answered(61), {})
    bands = response_bands(rows)
    assert dict(zip(bands["band"], bands["leads"], strict=True)) == {
        "up to 5 min": 1,
        "5 to 60 min": 2,
        "1 to 4 h": 1,
        "4 to 24 h": 0,
        "1 to 3 days": 0,
        "over 3 days": 0,
        "not answered": 1,
    }
    assert bands["converted"].to_list() == [1, 0, 0, 0, 0, 0, 0]


def test_without_first_answers_nobody_is_said_to_wait() -> None:
    silent = everyone({"channel": "form"}, {"channel": "call"})
    assert set(response_times(silent).drop("leads").row(0)) == {None}
    assert response_times(silent)["leads"].item() == 2
    assert response_hours(silent)["within_limit"].to_list() == [None]
    assert response_bands(silent).is_empty()


def test_where_only_machines_answered_everybody_waits() -> None:
    found = response_times(everyone(answered(1, first_response_kind="auto"), {})).row(0, named=True)
    assert (found["answered"], found["never"], found["within_limit"], found["median_s"]) == (0, 2, 0.0, None)


def test_answers_without_inquiry_dates_count_and_are_in_no_band() -> None:
    undated = everyone(answered(10, created_at=None), {"created_at": None})
    found = response_times(undated).row(0, named=True)
    assert (found["answered"], found["never"], found["within_limit"]) == (1, 1, None)
    assert response_bands(undated).is_empty()
