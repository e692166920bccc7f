"""Late bookings and leads that came back, counted by hand and against plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.nurture import came_back, late_conversions
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)


def _of(*rows: dict[str, Any]) -> Slice:
    table = lead_table(leads(*({"channel": "form"} | row for row in rows)), Practice(), as_of=NOON + 200 * DAY)
    return table.slice(Filters())


def test_a_booking_more_than_30_days_after_the_inquiry_is_late() -> None:
    rows = [{"consult_booked_at": NOON + days * DAY} for days in (0, 30, 31, 90)] + [{}, {"consult_booked": True}]
    assert late_conversions(_of(*rows)).row(0) == (6, 4, 2, 0.5)


def test_a_lead_that_booked_after_it_was_given_up_came_back() -> None:
    given_up = {"lost": True, "lost_at": NOON + 10 * DAY}
    rows = [
        given_up | {"consult_booked_at": NOON + 20 * DAY},
        given_up | {"consult_booked_at": NOON + 5 * DAY},
        given_up,
        {"consult_booked_at": NOON},
    ]
    assert came_back(_of(*rows)) == (3, 1)


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
