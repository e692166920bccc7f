"""Journeys: drawn again by the same number, told in order, and without anybody's identity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.findings.journeys import journey_lines, journey_title
from dashboard.metrics.journeys import about, drawn, journey, state_of
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads, touches

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AS_OF = NOON + 60 * DAY


def _table(*rows: dict[str, Any], zone: str = "UTC") -> LeadTable:
    return lead_table(leads(*rows), Practice(time_zone=zone), as_of=AS_OF)


def test_a_journey_runs_from_the_inquiry_to_its_end_with_the_silences_between() -> None:
    table = _table(
        {
            "channel": "form",
            "campaign": "LASIK",
            "first_attempt_at": NOON + HOUR,
            "reached_at": NOON + DAY,
            "consult_booked_at": NOON + DAY,
            "consult_for": NOON + 12 * DAY,
            "lost_at": NOON + 14 * DAY,
            "lost_reason": "Price",
            "lost": True,
            "owner": "Ana Ruiz",
            "owner_role": "Front desk",
        },
        {"procedure_booked": True},
    )
    steps = journey(table, 0, touches())
    assert steps["what"].to_list() == ["inquiry", "attempt", "reached", "consult_booked", "consult", "lost"]
    assert steps["day"].to_list() == [0, 0, 1, 1, 12, 14]
    assert journey_lines(steps, table.practice.zone) == [
        "Day 0, Mon 12:00: Inquired: form",
        "Day 0, Mon 13:00: First try to get hold of the lead (Front desk)",
        "Day 1, Tue 12:00: Reached: both sides spoke",
        "Day 1, Tue 12:00: Booked a consult",
        "… 11 days without anything on record",
        "Day 12, Sat 12:00: The day of the consult",
        "Day 14, Mon 12:00: Given up: Price",
    ]
    assert journey_title(state_of(table, 0), steps, about(table, 0), "procedure_booked") == "Lost after 14 days: LASIK"


def test_what_touches_tell_is_not_told_twice_and_nobody_is_named() -> None:
    calls = touches(
        {"lead_id": "L0", "at": NOON + HOUR, "by": "Ana Ruiz", "role": "Nurse", "direction": "out", "kind": "call",
         "outcome": "no_answer"},
        {"lead_id": "L0", "at": NOON + DAY, "by": "Ana Ruiz", "role": "Nurse", "direction": "out", "kind": "call",
         "outcome": "reached"},
        {"lead_id": "L0", "at": NOON + 2 * DAY, "by": "Ana Ruiz", "handed_to": "Ben Ott"},
        {"lead_id": "L1", "at": NOON + HOUR, "direction": "out", "kind": "call"},
    )  # fmt: skip
    table = lead_table(leads({"owner": "Ana Ruiz", "first_response_by": "Ana Ruiz"}), Practice(), None, AS_OF, calls)
    steps = journey(table, 0, calls)
    assert steps["what"].to_list() == ["inquiry", "call", "call", "passed_on"]
    told = " ".join(journey_lines(steps, table.practice.zone)) + str(about(table, 0)) + str(steps.rows())
    assert not {"Ana", "Ruiz", "Ben", "Ott", "L0"} & set(told.replace("'", " ").replace(",", " ").split())


def test_a_lead_nobody_gave_up_went_silent() -> None:
    table = _table({"created_at": NOON - 300 * DAY, "reached_at": NOON - 298 * DAY}, {"procedure_booked": True})
    steps = journey(table, 0, touches())
    assert journey_title(state_of(table, 0), steps, {}, "procedure_booked") == "Went silent after 2 days"


def test_a_lead_with_nothing_dated_or_lost_on_its_first_day_is_said_to_be_so() -> None:
    table = _table({"created_at": None}, {"lost": True, "lost_at": NOON + HOUR}, {"procedure_booked": True})
    undated, lost = journey(table, 0, touches()), journey(table, 1, touches())
    assert journey_lines(undated, table.practice.zone) == ["Nothing on record has a date"]
    assert journey_title("open", undated, {}, "procedure_booked") == "Still open"
    assert journey_title("lost", lost, {}, "procedure_booked") == "Lost on the same day"
    silent = lost.filter(what="inquiry")
    assert journey_title("lost", silent, {}, "procedure_booked") == "Went silent on the same day"


def test_what_happened_later_has_not_happened_yet() -> None:
    row = {"reached_at": NOON + 70 * DAY, "next_step_at": NOON + 80 * DAY, "lost_at": NOON + 75 * DAY}
    assert journey(_table(row), 0, touches())["what"].to_list() == ["inquiry", "next_step"]


def test_days_are_counted_on_the_practices_calendar() -> None:
    # 28 hours over the night in which the clock goes back in New York: one day later
    start = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)
    row = {"created_at": start, "reached_at": start + 28 * HOUR}
    table = lead_table(leads(row), Practice(time_zone="America/New_York"), as_of=start + 30 * DAY)
    # 31 October 23:30, then 2 November 02:30
    assert journey(table, 0, touches())["day"].to_list() == [0, 2]


def test_a_hand_takes_the_lost_the_open_and_the_won_in_turn() -> None:
    won, lost, still = {"procedure_booked": True}, {"lost": True}, {"created_at": AS_OF - DAY, "reached": True}
    table = _table(*[won] * 5, *[lost | {"channel": "form"}] * 5, *[still] * 5, {"is_real": False})
    hand = drawn(table.slice(Filters()), None, 3)
    assert [state_of(table, row) for row in hand] == ["lost", "open", "won", "lost", "open"]
    assert {state_of(table, row) for row in drawn(table.slice(Filters()), "won", 3)} == {"won"}


def test_where_no_file_tells_who_is_real_the_lost_and_the_open_are_drawn_too() -> None:
    won, lost, still = {"procedure_booked": True}, {"lost": True}, {"created_at": AS_OF - DAY}
    table = _table(*[won] * 5, *[lost] * 5, *[still] * 5)
    assert "real" not in table.stages
    assert [state_of(table, row) for row in drawn(table.slice(Filters()), None, 3)][:3] == ["lost", "open", "won"]


def test_no_time_of_day_is_told_of_a_date_without_one() -> None:
    midnight = NOON.replace(hour=0)
    steps = journey(_table({"created_at": midnight, "procedure_booked_at": midnight + DAY}), 0, touches())
    assert journey_lines(steps, ZoneInfo("UTC")) == ["Day 0, Mon: Inquired", "Day 1, Tue: Booked a procedure"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 9999), st.integers(1, 30), st.integers(0, 29))
def test_the_same_number_draws_the_same_leads_and_no_other_lead_changes_that(number: int, many: int, left: int) -> None:
    rows = [{"lead_id": f"N{nth}", "channel": "form", "consult_booked": nth % 3 == 0} for nth in range(many)]
    table = _table(*rows)
    hand = [table.leads["lead_id"][row] for row in drawn(table.slice(Filters()), None, number, many=30)]
    assert hand == [table.leads["lead_id"][row] for row in drawn(table.slice(Filters()), None, number, many=30)]
    assert sorted(hand) == sorted(row["lead_id"] for row in rows)
    fewer = _table(*(row for nth, row in enumerate(rows) if nth != left))
    for state in ("lost", "open", "won"):
        before = [table.leads["lead_id"][row] for row in drawn(table.slice(Filters()), state, number, many=30)]
        after = [fewer.leads["lead_id"][row] for row in drawn(fewer.slice(Filters()), state, number, many=30)]
        if any(row["consult_booked"] for nth, row in enumerate(rows) if nth != left):
            assert after == [lead for lead in before if lead != f"N{left}"]
