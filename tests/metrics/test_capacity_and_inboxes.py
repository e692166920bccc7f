"""Slots and inboxes against loops over the leads, whatever the leads are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.capacity import capacity
from dashboard.metrics.leads import lead_table
from dashboard.metrics.responders import inbox_responders
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
# the clocks go back within the weeks looked at; the Thursday after is closed
AS_OF = datetime(2026, 10, 28, 11, tzinfo=UTC)
CLOSED = date(2026, 10, 29)
SLOTS = Practice(
    time_zone="Europe/Berlin",
    opening=(*((time(9), time(17)),) * 4, None, None, None),
    closed_days=frozenset({CLOSED}),
    consult_slots=(("Dr. Lee", 8), ("Dr. Ott", 4)),
)
_CONSULT = st.fixed_dictionaries(
    {
        "doctor": st.sampled_from(["Dr. Lee", "dr. lee", "Dr. Ott", None]),
        "consult_for": st.integers(-60 * 24, 30 * 24).map(lambda hours: AS_OF + timedelta(hours=hours)),
        "consult_booked_at": st.just(AS_OF - 60 * DAY),
        "status": st.sampled_from([None, "Cancelled", "Rescheduled", "Confirmed"]),
        "consult_attended": st.sampled_from([None, True, False]),
    }
)


@settings(deadline=None, max_examples=20)
@given(st.lists(_CONSULT, max_size=25))
def test_booked_and_free_slots_are_what_a_loop_counts(rows: list[dict[str, Any]]) -> None:
    rows = [row | {"created_at": AS_OF - 70 * DAY} for row in rows]
    found = capacity(lead_table(leads(*rows, {"created_at": AS_OF - DAY}), SLOTS, as_of=AS_OF))
    for row in found.iter_rows(named=True):
        inside = [
            one
            for one in rows
            if (one["doctor"] or "").casefold() == row["doctor"].casefold()
            and row["week"] <= one["consult_for"].astimezone(BERLIN).date() < row["week"] + 7 * DAY
            # who came had a consult, whatever the status says since; nobody has come to one that lies ahead
            and (
                (one["consult_attended"] and one["consult_for"] <= AS_OF)
                or one["status"] not in ("Cancelled", "Rescheduled")
            )
        ]
        whole = dict(SLOTS.consult_slots)[row["doctor"]]
        usual = whole * 3 / 4 if row["week"] <= CLOSED < row["week"] + 7 * DAY else whole
        assert (row["booked"], row["slots"]) == (len(inside), usual)
        assert row["ahead"] == (row["week"] >= date(2026, 10, 26))
    assert found["week"].n_unique() == 12


_INQUIRY = st.fixed_dictionaries(
    {
        "inbox": st.sampled_from(["Web", "Phone", None]),
        "day": st.integers(0, 13),
        "wait": st.sampled_from([None, 5, 50, 300, 1500, 4000]),
        "first_response_by": st.sampled_from(["Ana", "Ben", None]),
        "first_response_kind": st.sampled_from(["human", "auto", None]),
        "is_real": st.sampled_from([None, False]),
    }
)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


@settings(deadline=None, max_examples=25)
@given(st.lists(_INQUIRY, min_size=1, max_size=40))
def test_who_answers_an_inbox_is_what_a_loop_counts(drawn: list[dict[str, Any]]) -> None:
    rows = []
    for one in drawn:
        created = MONDAY + one["day"] * DAY
        answered = created + timedelta(minutes=one["wait"]) if one["wait"] is not None else None
        kept = {name: value for name, value in one.items() if name not in ("day", "wait")}
        rows.append(kept | {"created_at": created, "first_response_at": answered})
    table = lead_table(leads(*rows), Practice(), as_of=MONDAY + 30 * DAY)

    def human(one: dict[str, Any]) -> bool:
        return one["first_response_at"] is not None and one["first_response_kind"] != "auto"

    shown = {row["inbox"]: row for row in inbox_responders(table.slice(Filters())).iter_rows(named=True)}
    for inbox in {one["inbox"] for one in rows}:
        mine = [one for one in rows if one["inbox"] == inbox and one["is_real"] is not False]
        people = [one["first_response_by"] for one in mine if human(one) and one["first_response_by"]]
        if not people:
            assert inbox not in shown
            continue
        row = shown[inbox]
        most = max(people.count(person) for person in people)
        assert (row["leads"], row["answered"], row["responders"]) == (len(mine), len(people), len(set(people)))
        assert row["top_share"] == most / len(people)
        worked = {
            one["first_response_at"].date()
            for one in rows
            if human(one) and one["first_response_by"] == row["top_responder"]
        }
        weekdays = [one for one in mine if one["created_at"].weekday() < 5]
        away = [one for one in weekdays if one["created_at"].date() not in worked]
        assert (row["leads_away"], row["leads_there"]) == (len(away), len(weekdays) - len(away))
        assert row["away_days"] == len({one["created_at"].date() for one in away})
        assert row["comparable"] is False
        assert row["median_away_s"] is None


def test_waits_of_both_kinds_of_days_are_the_middle_ones() -> None:
    def lead(day: int, by: str, minutes: int) -> dict[str, Any]:
        created = MONDAY + day * DAY
        return {
            "inbox": "Web", "channel": "form", "created_at": created, "first_response_by": by,
            "first_response_at": created + timedelta(minutes=minutes),
        }  # fmt: skip

    there, away = [lead(0, "Ana", n) for n in range(1, 41)], [lead(1, "Ben", 3 * n) for n in range(1, 36)]
    table = lead_table(leads(*there, *away), Practice(), as_of=MONDAY + 30 * DAY)
    row = inbox_responders(table.slice(Filters())).row(0, named=True)
    assert row["median_there_s"] == 60 * median(range(1, 41))
    assert row["median_away_s"] == 60 * median(3 * n for n in range(1, 36))
