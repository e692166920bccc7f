"""What phones and calendars promise, on leads that can be counted on fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.measures import BY_NAME, Part
from dashboard.metrics.promises import PROMISES
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

OPEN = replace(Practice(), opening=(*[(time(9), time(17))] * 5, None, None), time_zone="UTC")
NIGHT = datetime(2026, 3, 2, 20, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def counted(name: str, *rows: dict[str, Any], as_of: datetime = NOON + 30 * DAY) -> Part:
    table = lead_table(leads(*rows), OPEN, as_of=as_of)
    assert BY_NAME[name].answerable(table)
    return BY_NAME[name].counted(table, Filters(), None, None)


def _answered(at: datetime, kind: str = "human", created: datetime = NOON) -> dict[str, Any]:
    return {"created_at": created, "first_response_at": at, "first_response_kind": kind}


def test_an_answer_within_fifteen_minutes_of_opening_time_is_soon() -> None:
    rows = (
        _answered(NOON + 15 * MINUTE),
        _answered(NOON + 16 * MINUTE),
        _answered(NOON + MINUTE, "auto"),
        _answered(NOON - MINUTE),
        _answered(MORNING + 10 * MINUTE, created=NIGHT),
        {"created_at": NOON},
        _answered(NOON + MINUTE) | {"is_real": False},
    )
    assert counted("answered_soon", *rows) == Part(2, 6)


def test_a_try_counts_as_a_try_whoever_was_reached() -> None:
    rows = ({"first_attempt_at": NOON + 60 * MINUTE}, {"first_attempt_at": NOON + 61 * MINUTE}, {})
    assert counted("tried_soon", *rows) == Part(1, 3)


def test_after_hours_half_an_hour_after_opening_is_in_time() -> None:
    rows = (
        {"created_at": NIGHT, "first_attempt_at": MORNING + 30 * MINUTE},
        {"created_at": NIGHT, "first_attempt_at": NIGHT + 10 * MINUTE},
        {"created_at": NIGHT, "first_attempt_at": MORNING + 31 * MINUTE},
        {"created_at": NIGHT},
        {"created_at": NOON, "first_attempt_at": NOON + MINUTE},
    )
    assert counted("tried_at_opening", *rows) == Part(2, 4)


def test_a_real_lead_is_never_tried_once_a_business_day_has_passed() -> None:
    rows = (
        {"channel": "form"},
        {"channel": "form", "attempts": 1},
        {"channel": "form", "reached": True},
        {"channel": "call", "call_answered": False},
        {"channel": "form", "created_at": NOON + DAY - 60 * MINUTE},
    )
    assert counted("untried", *rows, as_of=NOON + DAY) == Part(1, 3)
    assert counted("untried", *rows, as_of=NOON + 2 * DAY) == Part(2, 4)


def test_tries_are_counted_on_leads_a_week_old_that_nobody_reached() -> None:
    rows = (
        {"channel": "form", "attempts": 4},
        {"channel": "form", "attempts": 3},
        {"channel": "form", "attempts": 9, "reached": True},
        {"channel": "form", "attempts": 0},
        {"channel": "form", "attempts": 1, "created_at": NOON + 25 * DAY},
    )
    assert counted("often_tried", *rows) == Part(1, 2)


def test_only_calls_in_opening_hours_are_to_be_answered() -> None:
    rows = (
        {"channel": "call", "call_answered": True},
        {"channel": "call", "call_answered": False},
        {"channel": "call", "call_answered": False, "created_at": NIGHT},
        {"channel": "call"},
        {"channel": "form", "call_answered": True},
    )
    assert counted("calls_answered", *rows) == Part(1, 2)


def test_a_consult_on_the_tenth_day_is_soon() -> None:
    rows = tuple({"consult_booked_at": NOON, "consult_for": NOON + days * DAY} for days in (0, 10, 11, -1))
    assert counted("consult_soon", *rows, {"consult_booked": True}) == Part(2, 3)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_data_that_do_not_tell_cannot_keep_or_break_a_promise(promise: Any) -> None:
    assert not promise.answerable(lead_table(leads({"channel": "form"}), OPEN, as_of=NOON + DAY))
