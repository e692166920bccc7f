"""What was decided in a sync, and what each team did since the last one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.minutes.decided import decided
from dashboard.minutes.did import did
from dashboard.minutes.spoken import action_sentence
from dashboard.practice import Practice
from dashboard.store.actions import Action
from dashboard.store.syncs import Sync
from tests.metrics.leads_by_hand import NOON, campaigns, leads

DAY = date(2026, 4, 1)
HELD = datetime(2026, 4, 1, 9, tzinfo=UTC)
WEEK = Filters.of(date(2026, 3, 30), date(2026, 4, 6))


def _sync(at: datetime) -> Sync:
    return Sync("Ann", at.date(), at, Filters(), "v", {}, id=3, at=at)


def test_a_sync_decides_what_was_written_on_its_day_since_the_one_before() -> None:
    action = Action("Call", "Ana", at=HELD)
    assert decided([action], [], DAY, UTC) == (action,)
    assert decided([action], [_sync(HELD - timedelta(hours=1))], DAY, UTC) == (action,)
    assert decided([action], [_sync(HELD + timedelta(hours=1))], DAY, UTC) == ()
    assert decided([action], [], DAY + timedelta(days=1), UTC) == ()
    for other in (
        Action("Call", "Ana", at=HELD, sync_id=2),
        Action("Call", "Ana", at=HELD, status="done", done_on=DAY),
    ):
        assert decided([other], [], DAY, UTC) == ()


def test_an_action_says_in_which_sync_it_was_decided() -> None:
    action = Action("Call", "Ana", due=DAY, sync_id=3)
    assert action_sentence(action, DAY, {3: DAY}) == "Ana: Call (by 1 Apr; decided in the sync of 1 Apr 2026)"
    assert action_sentence(action, DAY, {}) == "Ana: Call (by 1 Apr)"


def _slice(*rows: dict[str, Any], filters: Filters = WEEK) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=datetime(2026, 4, 6, tzinfo=UTC)).slice(filters)


def test_what_each_team_did_is_counted_from_the_record() -> None:
    now = NOON + timedelta(days=30)  # 1 April
    old = {"campaign": "Old", "created_at": NOON, "attempts": 1, "reached_at": NOON, "consult_booked_at": now}
    rows = (
        old,
        {"campaign": "Old", "created_at": now, "attempts": 2, "reached_at": now},
        {"campaign": "New", "created_at": now, "attempts": 0},
        {"campaign": None, "created_at": now, "attempts": 1},
    )
    spend = campaigns(
        {
            "campaign": "Old",
            "spend": 70.0,
            "currency": "USD",
            "period_start": date(2026, 3, 30),
            "period_end": date(2026, 4, 5),
        }
    )
    assert did(_slice(*rows), spend) == (
        "Marketing: $70 spent on 1 campaign, first inquiries from “New”",
        "Sales: 2 of 3 inquiries tried, 1 reached, 1 booked a consult",
    )
    assert did(_slice(*rows, filters=Filters()), spend) == ()


def test_in_the_first_weeks_of_the_data_no_campaign_is_called_new() -> None:
    row = {"campaign": "A", "created_at": NOON + timedelta(days=30)}
    assert did(_slice(row), campaigns()) == ("Marketing: inquiries from 1 campaign",)
