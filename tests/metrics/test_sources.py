"""What is watched day by day equals what a loop over the leads counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings

from dashboard.filters import Filters
from dashboard.metrics.convert_time import eventual
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.sources import EVERYBODY, Calendar, sources, stream
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads
from tests.metrics.practices import AS_OF, STAGES, is_real, practices

ZONE = ZoneInfo("America/Los_Angeles")
Row = dict[str, Any]
# makes every stage one with dates, whatever hypothesis draws
DATED: Row = {
    "created_at": AS_OF - timedelta(days=119),
    "channel": "form",
    **{f"{name}_at": AS_OF - timedelta(days=100 - 10 * nth) for nth, name in enumerate(STAGES[2:])},
    **dict.fromkeys(STAGES[2:], True),
}


def slice_of(rows: list[Row]) -> Slice:
    practice = Practice(time_zone=str(ZONE))
    return lead_table(leads(*rows), practice, as_of=AS_OF).slice(Filters())


def days_reached(row: Row, stage: str) -> date | None:
    """The local day of the earliest date of this stage or a later one that has come by then."""
    place = STAGES.index(stage)
    if place < 2:
        there = place == 0 or is_real(row) or any(_reached(row, name) for name in STAGES[2:])
        return row["created_at"].astimezone(ZONE).date() if there else None
    dates = [row.get(f"{name}_at") for name in STAGES[place:]]
    known = [at for at in dates if at is not None and at <= AS_OF]
    return min(known).astimezone(ZONE).date() if known else None


def _reached(row: Row, name: str) -> bool:
    at = row.get(f"{name}_at")
    return bool(at <= AS_OF if at is not None else row.get(name))


@settings(deadline=None, max_examples=40)
@given(practices)
def test_events_are_counted_on_the_practices_own_day_for_each_source(rows: list[Row]) -> None:
    whole = [
        dict.fromkeys(("is_real", "call_answered", "call_duration_s", "campaign", "doctor")) | r for r in (*rows, DATED)
    ]
    of = slice_of(whole)
    calendar, watched = Calendar(of), sources(of)
    assert watched[0] == EVERYBODY
    for stage in STAGES:
        found = stream(calendar, stage, watched).events
        for nth, (field, value) in enumerate(watched):
            mine = [row for row in whole if field is None or row[field] == value]
            days = [day for row in mine if (day := days_reached(row, stage))]
            expected = np.zeros(calendar.days)
            for day in days:
                expected[(day - calendar.date(0)).days] += 1
            assert found[nth].tolist() == expected.tolist(), (stage, field, value)


def test_each_real_lead_gives_the_part_of_its_chance_that_falls_on_the_day() -> None:
    # two leads on the first day, one reached that day and one two days later; one lead three days before the end
    rows: list[Row] = [
        {"created_at": AS_OF - timedelta(days=10), "reached_at": AS_OF - timedelta(days=10)},
        {"created_at": AS_OF - timedelta(days=10), "reached_at": AS_OF - timedelta(days=8)},
        {"created_at": AS_OF - timedelta(days=3)},
        {"created_at": AS_OF - timedelta(days=3), "is_real": False},
    ]
    of = slice_of([{"is_real": True} | row for row in rows])
    due = np.diff(eventual(of, "reached"), prepend=0.0)
    exposure = stream(Calendar(of), "reached", [EVERYBODY]).exposure[0]
    assert due[[0, 2]].sum() == pytest.approx(1)
    assert exposure[0] == pytest.approx(2 * due[0])
    assert exposure[2] == pytest.approx(2 * due[2])
    assert exposure[7] == pytest.approx(due[0])
    assert exposure[9] == pytest.approx(due[2])


def test_inquiries_are_expected_on_every_day_since_the_sources_first_and_today_by_the_hours_passed() -> None:
    rows: list[Row] = [
        {"created_at": AS_OF - timedelta(days=4), "campaign": "A"},
        {"created_at": AS_OF - timedelta(days=2), "campaign": "B"},
    ]
    of = slice_of(rows)
    exposure = stream(Calendar(of), "inquiry", [EVERYBODY, ("campaign", "B")]).exposure
    # as of midnight UTC it is five in the afternoon in Los Angeles, daylight saving time
    today = (of.table.as_of.hour * 60 + of.table.as_of.minute) / 1440
    assert exposure[0].tolist() == [1, 1, 1, 1, today]
    assert exposure[1].tolist() == [0, 0, 1, 1, today]
