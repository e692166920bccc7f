"""Counts on their way to a goal: by hand, and whether the range holds what comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.pace import pace, per_day, usual
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

SINCE, UNTIL = date(2026, 3, 1), date(2026, 4, 1)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _booked(day: date, **more: Any) -> dict[str, Any]:
    return {"created_at": _noon(day) - timedelta(days=3), "consult_booked_at": _noon(day), "channel": "form"} | more


def _table(rows: list[dict[str, Any]], as_of: datetime) -> LeadTable:
    return lead_table(leads(*rows), Practice(), as_of=as_of)


def test_a_booking_belongs_to_the_day_on_which_it_was_made() -> None:
    rows = [_booked(SINCE), _booked(SINCE), _booked(date(2026, 3, 3)), _booked(UNTIL)]
    counted = per_day(_table(rows, _noon(UNTIL)), Filters(), "consult_booked", SINCE, UNTIL)
    assert counted[:4].tolist() == [2, 0, 1, 0]
    assert counted.sum() == 3


def test_a_booking_late_in_the_evening_belongs_to_the_practices_own_day() -> None:
    late = _booked(SINCE) | {"consult_booked_at": datetime(2026, 3, 2, 3, tzinfo=UTC)}
    table = lead_table(leads(late), Practice(time_zone="America/New_York"), as_of=_noon(UNTIL))
    assert per_day(table, Filters(), "consult_booked", SINCE, UNTIL)[0] == 1


def test_a_stage_without_a_date_counts_on_the_day_of_the_next_one_or_of_the_inquiry() -> None:
    undated = {"created_at": _noon(SINCE), "qualified": True, "channel": "form"}
    rows = [undated, undated | {"consult_booked_at": _noon(date(2026, 3, 5))}]
    counted = per_day(_table(rows, _noon(UNTIL)), Filters(), "qualified", SINCE, UNTIL)
    assert (counted[0], counted[4]) == (1, 1)


def test_only_leads_of_the_slice_that_are_no_spam_count() -> None:
    rows = [_booked(SINCE, location="North"), _booked(SINCE, location="South"), _booked(SINCE, is_real=False)]
    north = Filters.of(None, None, {"location": ("North",)})
    assert per_day(_table(rows, _noon(UNTIL)), north, "consult_booked", SINCE, UNTIL).sum() == 1


def test_a_period_that_is_over_stands_as_it_is() -> None:
    found = pace(_table([_booked(SINCE)] * 4, _noon(UNTIL)), Filters(), "consult_booked", SINCE, UNTIL)
    assert (found.so_far, found.projected, found.low, found.high, found.days_gone) == (4, 4.0, 4, 4, 31)


def test_one_booking_a_day_goes_on_as_one_booking_a_day() -> None:
    rows = [_booked(SINCE + timedelta(days=place)) for place in range(-70, 14)]
    found = pace(_table(rows, _noon(date(2026, 3, 14))), Filters(), "consult_booked", SINCE, UNTIL)
    assert (found.so_far, found.days_gone, found.days) == (14, 14, 31)
    assert found.projected == pytest.approx(31)
    assert found.low < 31 < found.high


def test_the_usual_month_is_the_middle_one_of_three() -> None:
    rows = [_booked(date(2025, month, 2)) for month, many in ((10, 5), (11, 1), (12, 3)) for _ in range(many)]
    rows.append(_booked(date(2025, 9, 20)))
    table = _table(rows, _noon(date(2026, 1, 10)))
    assert usual(table, Filters(), "consult_booked", date(2026, 1, 10)) == 3
    assert usual(table, Filters(), "consult_booked", date(2025, 12, 10)) is None


def test_the_range_holds_what_comes_nine_times_of_ten() -> None:
    draw = np.random.default_rng(3)
    inside = 0
    for _ in range(60):
        rows = []
        usual_count = draw.choice([0.3, 1, 3])
        for place in range(-60, 31):
            day = SINCE + timedelta(days=place)
            rows += [_booked(day)] * int(draw.poisson(usual_count * (1.3 if day.weekday() < 5 else 0.25)))
        truth = sum(SINCE <= row["consult_booked_at"].date() < UNTIL for row in rows)
        found = pace(_table(rows, _noon(date(2026, 3, 12))), Filters(), "consult_booked", SINCE, UNTIL)
        inside += found.low <= truth <= found.high
    assert 48 <= inside <= 60
