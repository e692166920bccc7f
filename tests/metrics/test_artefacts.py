"""Response times that are none are told from those of real people."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.metrics.artefacts import response_artefact
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AS_OF = NOON + 4000 * DAY
CHANCE = random.Random(3)
MORNING = NOON.replace(hour=0)


def _found(waits: list[timedelta], **more: Any) -> str | None:
    rows = [
        {
            "created_at": NOON + nth * 3 * DAY + nth * MINUTE,
            "first_response_at": NOON + nth * 3 * DAY + nth * MINUTE + wait,
        }
        | more
        for nth, wait in enumerate(waits)
    ]
    return response_artefact(lead_table(leads(*rows), Practice(), as_of=AS_OF).slice(Filters()))


def test_people_who_answer_within_minutes_or_days_are_no_artefact() -> None:
    assert _found([CHANCE.randrange(1, 5000) * MINUTE for _ in range(60)]) is None


def test_waits_of_years_are() -> None:
    assert _found([400 * DAY + nth * MINUTE for nth in range(60)]) == "years"


def test_the_same_wait_for_everybody_is() -> None:
    assert _found([5 * MINUTE] * 60) == "same_wait"
    assert _found([0 * MINUTE] * 60) == "same_wait"


def test_answers_before_the_inquiry_are_once_they_are_most() -> None:
    assert _found([-nth * MINUTE for nth in range(1, 61)]) == "backwards"
    assert _found([(-nth if nth < 20 else nth) * MINUTE for nth in range(1, 61)]) is None


def test_answers_dated_by_day_alone_are() -> None:
    rows = [
        {"created_at": NOON + nth * DAY + nth * MINUTE, "first_response_at": MORNING + (nth + 1 + nth % 3) * DAY}
        for nth in range(60)
    ]
    assert response_artefact(lead_table(leads(*rows), Practice(), as_of=AS_OF).slice(Filters())) == "same_minute"


@pytest.mark.parametrize("more", [{"first_response_kind": "auto"}, {"is_real": False}])
def test_what_is_not_counted_as_an_answer_makes_no_artefact(more: dict[str, Any]) -> None:
    assert _found([5 * MINUTE] * 60, **more) is None


def test_under_thirty_answers_nothing_is_said() -> None:
    assert _found([5 * MINUTE] * 29) is None
