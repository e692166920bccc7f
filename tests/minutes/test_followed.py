"""From a leak to an action, to done, to what the next import says of it; and the marks the records leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.metrics.goals import attained
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.measures import Part
from dashboard.minutes.followed import Tables, effects_said, follow, goals_said
from dashboard.minutes.marks import marks
from dashboard.practice import Practice
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.briefs import Brief
from dashboard.store.goals import Goal
from dashboard.store.syncs import Sync
from dashboard.store.workspace import Workspace
from tests.metrics.leads_by_hand import leads

DONE = date(2026, 5, 1)
MIDNIGHT = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ACTION = Action(
    "Remind by text",
    "Maya",
    "operations",
    measure="no_shows",
    slice=Filters.of(date(2026, 4, 1), DONE, {"location": ("North",), "month": ("2026-04",)}),
    origin="leak",
    status="done",
    done_on=DONE,
)


def _consult(day: int, shown: bool, location: str = "North") -> dict[str, Any]:
    due = MIDNIGHT + day * DAY + timedelta(hours=10)
    return {
        "created_at": due - 20 * DAY,
        "consult_booked_at": due - 10 * DAY,
        "consult_for": due,
        "consult_attended_at": due if shown else None,
        "consult_attended": shown,
        "channel": "form",
        "location": location,
    }


def _tables(rows: pl.DataFrame, newest: datetime) -> tuple[LeadTable, Tables]:
    return lead_table(rows, Practice(), as_of=newest), lambda moment: lead_table(rows, Practice(), as_of=moment)


# North: every second consult missed before, one of ten after; South: always one of three
ROWS = leads(
    *[_consult(day, shown=day % 2 == 0) for day in range(-30, 0)],
    *[_consult(day, shown=day % 10 != 0) for day in range(30)],
    *[_consult(day, shown=day % 3 != 0, location="South") for day in range(-30, 30)],
)


def test_a_done_action_is_followed_before_and_after_for_its_own_leads() -> None:
    found = follow(ACTION, *_tables(ROWS, MIDNIGHT + 29 * DAY))
    assert found is not None
    assert found.effect is not None
    assert (found.effect.before, found.effect.after) == (Part(15, 30), Part(3, 30))
    assert (found.effect.rest_before, found.effect.rest_after) == (Part(10, 30), Part(10, 30))
    assert found.words == "No-shows: 15 of 30 before, 3 of 30 after: better, unlikely to be chance"


def test_a_day_begins_at_the_practices_own_midnight() -> None:
    asked: list[datetime] = []
    newest = lead_table(ROWS, Practice(time_zone="America/New_York"), as_of=MIDNIGHT + 29 * DAY)

    def table(moment: datetime) -> LeadTable:
        asked.append(moment)
        return lead_table(ROWS, Practice(time_zone="America/New_York"), as_of=moment)

    assert follow(ACTION, newest, table) is not None
    # in New York the newest day is 29 May: 29 whole days since
    assert asked == [MIDNIGHT + timedelta(hours=4), MIDNIGHT + 29 * DAY + timedelta(hours=4)]
    assert all(moment.tzinfo is UTC for moment in asked)


def test_before_the_next_import_there_is_nothing_to_say_yet() -> None:
    found = follow(ACTION, *_tables(ROWS, MIDNIGHT - DAY))
    assert found is not None
    assert found.effect is None
    assert found.words == "No-shows: the data end before it was done; the next import tells"


@pytest.mark.parametrize(
    "changed",
    [
        {"measure": None},
        {"measure": "gone"},
        {"status": "open", "done_on": None},
        {"status": "dropped", "done_on": None},
    ],
)
def test_an_action_that_moves_no_figure_or_is_not_done_is_not_followed(changed: dict[str, Any]) -> None:
    assert follow(replace(ACTION, **changed), *_tables(ROWS, MIDNIGHT + 29 * DAY)) is None


def test_a_field_that_the_data_have_lost_is_said() -> None:
    gone = replace(ACTION, slice=Filters.of(None, None, {"segment_00000000": ("x",)}))
    found = follow(gone, *_tables(ROWS, MIDNIGHT + 29 * DAY))
    assert found is not None
    assert "the data have lost the field" in found.words


def test_a_measure_that_the_data_do_not_tell_is_said() -> None:
    found = follow(replace(ACTION, measure="procedure_share"), *_tables(ROWS, MIDNIGHT + 29 * DAY))
    assert found is not None
    assert found.words == "Procedures booked: these data cannot tell"


def test_the_sync_looks_back_on_lately_done_actions_newest_first() -> None:
    newest, tables = _tables(ROWS, MIDNIGHT + 29 * DAY)
    early = replace(ACTION, what="Long ago", done_on=DONE - 200 * DAY)
    later = replace(ACTION, what="Call <b>back</b>", done_on=DONE + 15 * DAY)
    said = effects_said([early, ACTION, later], newest.as_of.date(), lambda one: follow(one, newest, tables))
    assert [line.split(".")[0] for line in said] == [
        "Done 16 May: Call <b>back</b> (Maya)",
        "Done 1 May: Remind by text (Maya)",
    ]


def test_goals_that_have_begun_and_are_not_closed_are_told() -> None:
    table = _tables(ROWS, MIDNIGHT + 29 * DAY)[0]
    goal = Goal("No-shows", "no_shows", DONE, DONE + 31 * DAY, 0.2, "operations", "at_most")
    given = [goal, replace(goal, closed=True), replace(goal, since=DONE + 30 * DAY)]
    told = goals_said(given, table.as_of.date(), lambda one: attained(one, table))
    assert len(told) == 1
    # the consults of the last day are due at 10: 29 days of each office, 3 missed in the North and 10 in the South
    assert told[0].startswith("No-shows (operations): 13 of 58 (22 %) consults due")


def test_records_leave_their_marks(tmp_path: Path) -> None:
    teams = Workspace(tmp_path / "w").teams
    first = teams.briefs.save(Brief("Spring", date(2026, 3, 1), starts=date(2026, 3, 1)))
    teams.briefs.save(replace(first, used_from=date(2026, 3, 9)))
    teams.actions.add(ACTION)
    teams.actions.add(replace(ACTION, what="Open", status="open", done_on=None))
    teams.syncs.save(Sync("Ana", date(2026, 4, 7), MIDNIGHT, Filters(), "v", {}))
    proposed = teams.agreements.propose(
        Agreement("response_limit", {"response_limit_s": 3600}, "Within an hour", "Ana")
    )
    teams.agreements.propose(Agreement("horizon", {"silent_share": 0.95, "horizon_days": 90}, "90 days", "Ana"))
    for team in ("marketing", "sales"):
        agreed = teams.agreements.agree(proposed.id, "Ana", team)  # type: ignore[arg-type]
    assert agreed.in_force_at is not None
    found = marks(teams, UTC)
    assert [(mark.day, mark.kind, mark.words) for mark in found] == [
        (date(2026, 3, 1), "launch", "Launch of Spring"),
        (date(2026, 3, 9), "brief", "Brief for Spring, version 2"),
        (date(2026, 4, 7), "sync", "Sync"),
        (DONE, "action", "Done: Remind by text"),
        (agreed.in_force_at.date(), "agreement", "Agreement in force: response limit v1"),
    ]
