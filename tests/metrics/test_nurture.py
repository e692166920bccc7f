"""Late bookings and leads that came back, counted by hand and against plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.nurture import AGES, late_conversions, nurture_pool
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)


def _of(*rows: dict[str, Any]) -> Slice:
    table = lead_table(leads(*({"channel": "form"} | row for row in rows)), Practice(), as_of=NOON + 200 * DAY)
    return table.slice(Filters())


def test_a_booking_more_than_30_days_after_the_inquiry_is_late() -> None:
    rows = [{"consult_booked_at": NOON + days * DAY} for days in (0, 30, 31, 90)] + [{}, {"consult_booked": True}]
    assert late_conversions(_of(*rows)).row(0) == (6, 4, 2, 0.5, 0, 0)


def test_a_lead_that_booked_after_it_was_given_up_came_back() -> None:
    given_up = {"lost": True, "lost_at": NOON + 10 * DAY}
    rows = [
        given_up | {"consult_booked_at": NOON + 20 * DAY},
        given_up | {"consult_booked_at": NOON + 5 * DAY},
        given_up,
        {"consult_booked_at": NOON},
    ]
    assert late_conversions(_of(*rows)).select("given_up", "came_back").row(0) == (3, 1)


def test_who_booked_on_the_day_they_were_given_up_did_not_come_back() -> None:
    row = {"lost": True, "lost_at": NOON.replace(hour=0), "consult_booked_at": NOON}
    assert late_conversions(_of(row)).select("given_up", "came_back").row(0) == (1, 0)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "campaign": st.sampled_from(["Spring", "Fall", None]),
                "consult_booked_at": st.sampled_from([None, *(NOON + n * DAY for n in (0, 29, 30, 31, 32, 100, 300))]),
                "is_real": st.sampled_from([True, False, None]),
            }
        ),
        min_size=1,
        max_size=20,
    )
)
def test_late_bookings_by_campaign_are_what_a_loop_counts(rows: list[dict[str, Any]]) -> None:
    rows = [*rows, {"campaign": "Spring", "consult_booked_at": NOON, "is_real": True}]
    for row in late_conversions(_of(*rows), "campaign").iter_rows(named=True):
        mine = [one for one in rows if one["campaign"] == row["campaign"]]
        # who booked by now counts as real, whatever the source says
        booked = [one for one in mine if one["consult_booked_at"] and one["consult_booked_at"] <= NOON + 200 * DAY]
        real = [one for one in mine if one["is_real"] is not False or one in booked]
        late = [one for one in booked if one["consult_booked_at"] >= NOON + 31 * DAY]
        assert (row["leads"], row["converted"], row["late"]) == (len(real), len(booked), len(late))


AS_OF = NOON + 100 * DAY
_OPEN = st.fixed_dictionaries(
    {
        "created_at": st.sampled_from([AS_OF - n * DAY for n in (0, 1, 7, 8, 14, 15, 30, 31, 60, 61, 90, 91, 99)]),
        "next_step_at": st.sampled_from([None, AS_OF - DAY, AS_OF, AS_OF + DAY]),
        "consult_booked": st.sampled_from([None, False, True]),
        "lost": st.sampled_from([None, True]),
        "is_real": st.sampled_from([None, False]),
    }
)


@settings(deadline=None, max_examples=50)
@given(st.lists(_OPEN, min_size=1, max_size=25))
def test_the_pool_by_age_is_what_a_loop_counts(rows: list[dict[str, Any]]) -> None:
    # tells that bookings are known; nobody is lost by silence
    rows = [*rows, {"created_at": AS_OF - DAY, "consult_booked": True, "next_step_at": AS_OF - DAY}]
    frame = leads(*({"channel": "form"} | row for row in rows))
    pool = nurture_pool(lead_table(frame, Practice(horizon_days=400), as_of=AS_OF).slice(Filters()))
    low = -1
    for band, (said, upto) in zip(pool.iter_rows(named=True), AGES, strict=True):
        mine = [
            row
            for row in rows
            if low < (AS_OF - row["created_at"]).days <= upto
            and not row["consult_booked"]
            and not row.get("lost")
            and row.get("is_real") is not False
        ]
        low = upto
        due = sum(row["next_step_at"] is not None and row["next_step_at"] <= AS_OF for row in mine)
        none = sum(row["next_step_at"] is None for row in mine)
        assert (band["age"], band["leads"]) == (said, len(mine))
        assert (band["due"], band["unplanned"], band["planned"]) == (due, none, len(mine) - due - none)
        assert 0 <= band["expected"] <= len(mine)


def test_the_pools_chance_is_to_book_and_not_to_become_a_patient() -> None:
    booked: list[dict[str, Any]] = [
        {"created_at": NOON + n * DAY, "consult_booked_at": NOON + (n + 2) * DAY} for n in range(40)
    ]
    never: list[dict[str, Any]] = [
        {"created_at": NOON + n * DAY, "consult_booked_at": NOON + (n + 1) * DAY, "procedure_booked": False}
        for n in range(40)
    ]
    waiting: dict[str, Any] = {"created_at": NOON + 99 * DAY}
    frame = leads(*({"channel": "form"} | row for row in [*booked, *never, waiting]))
    pool = nurture_pool(lead_table(frame, Practice(), as_of=AS_OF).slice(Filters()))
    assert pool["leads"].to_list() == [1, 0, 0, 0, 0, 0]
    assert pool["expected"][0] > 0.9


def test_where_no_file_tells_of_consults_the_pool_is_on_its_way_to_the_procedure() -> None:
    done = {"channel": "form", "procedure_booked_at": NOON + 5 * DAY}
    frame = leads(*[done] * 5, *[{"channel": "form", "created_at": AS_OF - 2 * DAY}] * 5)
    pool = nurture_pool(lead_table(frame, Practice(), as_of=AS_OF).slice(Filters()))
    assert pool["leads"].to_list() == [5, 0, 0, 0, 0, 0]
    assert 0 < pool["mean_chance"][0] < 1


def test_nobody_is_said_to_be_without_a_next_step_where_no_file_plans_them() -> None:
    pool = nurture_pool(_of({}, {"consult_booked": True}))
    assert pool["unplanned"].to_list() == [None] * 6
