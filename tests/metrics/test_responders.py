"""Who answers an inbox, counted by hand over a few weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.responders import inbox_responders
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _lead(day: int, by: str | None, minutes: int = 10, **more: Any) -> dict[str, Any]:
    came = MONDAY + timedelta(days=day, hours=1)
    answered = {"first_response_at": came + timedelta(minutes=minutes), "first_response_by": by} if by else {}
    return {"created_at": came, "inbox": "Web", "channel": "form"} | answered | more


def _of(*rows: dict[str, Any]) -> pl.DataFrame:
    table = lead_table(leads(*rows), Practice(), as_of=MONDAY + timedelta(days=60))
    return inbox_responders(table.slice(Filters()))


def test_days_on_which_the_busiest_person_answers_nothing_stand_apart() -> None:
    there = [_lead(0, "Ana", 10) for _ in range(40)]
    away = [_lead(1, "Ben", 90) for _ in range(20)] + [_lead(1, None) for _ in range(20)]
    row = _of(*there, *away).row(0, named=True)
    assert (row["top_responder"], row["top_share"], row["responders"]) == ("Ana", 40 / 60, 2)
    assert (row["away_days"], row["leads_away"], row["leads_there"]) == (1, 40, 40)
    assert (row["median_away_s"], row["median_there_s"]) == (90 * 60, 10 * 60)
    assert (row["never_away"], row["never_there"], row["comparable"]) == (0.5, 0.0, True)


def test_closed_days_are_nobodys_absence() -> None:
    weekend = [_lead(day, None) for day in (5, 6) for _ in range(40)]
    row = _of(*[_lead(0, "Ana") for _ in range(40)], *weekend).row(0, named=True)
    assert (row["away_days"], row["leads_away"]) == (0, 0)


def test_days_with_other_kinds_of_leads_are_not_compared() -> None:
    there = [_lead(0, "Ana") for _ in range(40)]
    away = [_lead(1, "Ben", channel="call") for _ in range(39)]
    row = _of(*there, *away).row(0, named=True)
    assert (row["leads_away"], row["comparable"], row["median_away_s"]) == (39, False, None)


def test_too_few_leads_on_either_kind_of_day_are_not_compared() -> None:
    row = _of(*[_lead(0, "Ana") for _ in range(40)], *[_lead(1, "Ben") for _ in range(29)]).row(0, named=True)
    assert row["comparable"] is False


def test_an_inbox_whose_answers_name_nobody_is_left_out() -> None:
    assert _of(_lead(0, None), _lead(0, None, first_response_at=MONDAY + timedelta(hours=3))).is_empty()
