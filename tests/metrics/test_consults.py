"""What became of consults, against plain Python, across time zones and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.capacity import capacity
from dashboard.metrics.consults import STATES, consults, days_to_consult
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.no_shows import no_shows_compared
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)
AS_OF = NOON + 60 * DAY
BOOKED = {"consult_booked_at": NOON + DAY}


def _all(*rows: dict[str, Any], practice: Practice | None = None, as_of: datetime = AS_OF) -> Slice:
    return lead_table(leads(*rows), practice or Practice(), as_of=as_of).slice(Filters())


def _state(row: dict[str, Any]) -> str:
    found = consults(_all(BOOKED | {"consult_for": NOON + 10 * DAY} | row)).row(0, named=True)
    assert sum(found[name] for name in STATES) == found["leads"] == 1
    return next(name for name in STATES if found[name])


def test_a_consult_is_attended_missed_called_off_moved_or_still_ahead() -> None:
    assert _state({"consult_attended": True}) == "attended"
    assert _state({"procedure_booked": True, "consult_attended": False}) == "attended"
    assert _state({"consult_attended": False}) == "no_show"
    assert _state({"status": "No-show"}) == "no_show"
    assert _state({"status": "Canceled", "consult_attended": False}) == "cancelled"
    assert _state({"lost_at": NOON + 9 * DAY}) == "cancelled"
    assert _state({"lost_at": NOON + 11 * DAY}) == "unsaid"
    assert _state({"status": "Rescheduled"}) == "rescheduled"
    assert _state({"status": "Canceled", "lost_reason": "Rescheduled by invitee"}) == "rescheduled"
    assert _state({"status": "Canceled", "lost_reason": "Moved to Texas"}) == "cancelled"
    assert _state({"consult_for": AS_OF + DAY, "consult_attended": False}) == "ahead"
    assert _state({"consult_for": AS_OF + DAY, "status": "Cancelled by patient"}) == "cancelled"
    assert _state({}) == "unsaid"


def test_without_a_consult_there_is_no_group_and_no_month() -> None:
    nobody = lead_table(leads(), Practice()).slice(Filters())
    assert consults(nobody)["leads"].to_list() == [0]
    assert consults(nobody, "days_ahead").is_empty()
    assert days_to_consult(nobody).is_empty()
    assert no_shows_compared(nobody, "consult_weekday").is_empty()
    assert no_shows_compared(_all({}), "channel").is_empty()


def test_what_a_scheduler_or_a_name_contains_is_no_word_for_called_off() -> None:
    assert _state({"status": "Consult scheduled"}) == "unsaid"
    assert _state({"lost_reason": "Removed from list"}) == "unsaid"


def test_a_consult_before_its_booking_is_counted_and_left_out_of_the_days() -> None:
    fine = BOOKED | {"consult_for": NOON + 5 * DAY}
    wrong = {"consult_booked_at": NOON + 9 * DAY, "consult_for": NOON + 2 * DAY}
    row = consults(_all(fine, wrong, wrong)).row(0, named=True)
    assert (row["leads"], row["backwards"], row["median_wait_days"], row["median_ahead_days"]) == (3, 2, 5.0, 4.0)
    assert consults(_all(fine, wrong), "days_ahead").select("days_ahead", "leads", "median_ahead_days").rows() == [
        ("4 to 7 days", 1, 4.0),
        (None, 1, None),
    ]


def test_days_are_those_of_the_practices_calendar_also_when_the_clock_changes() -> None:
    # 8 March 2026 has 23 hours in New York: from 7 March 23:30 to 9 March 00:30 is two days, not one
    new_york = ZoneInfo("America/New_York")
    row = {
        "created_at": datetime(2026, 3, 7, 23, 30, tzinfo=new_york).astimezone(UTC),
        "consult_booked_at": datetime(2026, 3, 7, 23, 40, tzinfo=new_york).astimezone(UTC),
        "consult_for": datetime(2026, 3, 9, 0, 30, tzinfo=new_york).astimezone(UTC),
    }
    found = consults(_all(row, practice=Practice(time_zone="America/New_York"))).row(0, named=True)
    assert (found["median_wait_days"], found["median_ahead_days"]) == (2.0, 2.0)


def test_the_wait_is_told_by_the_month_of_the_booking() -> None:
    march = BOOKED | {"consult_for": NOON + 4 * DAY}
    april = {"consult_booked_at": NOON + 40 * DAY, "consult_for": NOON + 50 * DAY}
    assert days_to_consult(_all(march, march, april)).rows() == [
        ("2026-03", 2, 4.0, 4.0, 3.0),
        ("2026-04", 1, 50.0, 50.0, 10.0),
    ]


def test_slots_are_fewer_in_a_week_with_a_closed_day_and_called_off_consults_free_theirs() -> None:
    practice = Practice(consult_slots=(("Dr. Lee", 10),), closed_days=frozenset({NOON.date() + 4 * DAY}))
    as_of = NOON + DAY
    held = {"doctor": "dr. lee", "consult_booked_at": NOON, "consult_for": NOON + 2 * DAY}
    off = held | {"status": "Cancelled"}
    found = capacity(lead_table(leads(held, held, off, held | {"doctor": "Dr. Ott"}), practice, as_of=as_of))
    row = found.filter(found["week"] == NOON.date()).row(0, named=True)
    assert (row["slots"], row["booked"], row["taken"], row["ahead"]) == (8.0, 2, 0.25, True)
    assert len(found) == 12
    assert capacity(lead_table(leads(held), practice, as_of=as_of), ("Dr. Ott",)).is_empty()
    assert capacity(lead_table(leads(held), Practice(), as_of=as_of)).is_empty()


def _moments() -> st.SearchStrategy[datetime | None]:
    # around both changes of the clock in 2026
    hours = st.one_of(st.integers(-24 * 20, 24 * 30), st.integers(24 * 220, 24 * 270))
    return st.none() | hours.map(lambda hour: NOON + timedelta(hours=hour, minutes=7))


_LEAD = st.fixed_dictionaries(
    {
        "doctor": st.sampled_from(["Lee", "Ott", None]),
        "consult_booked": st.sampled_from([True, True, False, None]),
        "consult_booked_at": _moments(),
        "consult_for": _moments(),
        "consult_attended": st.sampled_from([True, False, None]),
        "lost_at": _moments(),
        "status": st.sampled_from(["No Show", "canceled", "Re-scheduled", "Consulted", None]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_LEAD, max_size=25), st.sampled_from(["UTC", "America/New_York", "Australia/Lord_Howe"]))
def test_states_and_days_are_those_of_a_loop_over_the_leads(rows: list[dict[str, Any]], zone: str) -> None:
    as_of = NOON + 240 * DAY
    found = consults(_all(*rows, practice=Practice(time_zone=zone), as_of=as_of), "doctor")
    expected = {}
    for doctor in ("Lee", "Ott", None):
        told = [_by_hand(row, zone, as_of) for row in rows if row["doctor"] == doctor]
        own = [one for one in told if one]
        if own:
            waits = [wait for _, wait, _, backwards in own if wait is not None and not backwards]
            ahead = [days for _, _, days, backwards in own if days is not None and not backwards]
            expected[doctor] = (
                len(own),
                *(sum(state == name for state, *_ in own) for name in STATES),
                float(median(waits)) if waits else None,
                float(median(ahead)) if ahead else None,
                sum(backwards for *_, backwards in own),
            )
    columns = ["doctor", "leads", *STATES, "median_wait_days", "median_ahead_days", "backwards"]
    assert {row[0]: row[1:] for row in found.select(columns).iter_rows()} == expected


def _by_hand(row: dict[str, Any], zone: str, as_of: datetime) -> tuple[str, int | None, int | None, bool] | None:
    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(ZoneInfo(zone)).date() if moment else None

    booked_at = row["consult_booked_at"] if row["consult_booked_at"] and row["consult_booked_at"] <= as_of else None
    # a consult that was held without a date of its own took place on the consult's
    held = row["consult_attended"] is True and (row["consult_for"] is None or row["consult_for"] <= as_of)
    booked = held or booked_at or (row["consult_booked"] is True and row["consult_booked_at"] is None)
    if not booked:
        return None
    lost = row["lost_at"] if row["lost_at"] and row["lost_at"] <= as_of else None
    missed = row["status"] == "No Show"
    if held:
        state = "attended"
    elif row["status"] == "Re-scheduled":
        state = "rescheduled"
    elif row["status"] == "canceled" or (lost and row["consult_for"] and lost < row["consult_for"] and not missed):
        state = "cancelled"
    elif row["consult_for"] and row["consult_for"] > as_of:
        state = "ahead"
    else:
        state = "no_show" if missed or row["consult_attended"] is False else "unsaid"
    created, at, consult = day(NOON), day(booked_at), day(row["consult_for"])
    assert created
    backwards = bool(consult and max(filter(None, (created, at))) > consult)
    wait = (consult - created).days if consult and consult >= created else None
    ahead = (consult - at).days if consult and at and consult >= at else None
    return state, wait, ahead, backwards
