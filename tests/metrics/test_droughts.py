"""Silent sources: the arithmetic by hand, and what is told of sources that stop, pause, come and go."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from dashboard.filters import Filters
from dashboard.metrics.droughts import ALLOWED, droughts, hidden_days
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.silence import a_year, days_to_tell, silence_chance, starts_a_day
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAYS = 300
EVEN = np.ones(7)


def numbers(*values: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(values, float)


def practice(goes: Callable[[str, int], dict[str, Any] | None], days: int = DAYS, last_hour: int = 6) -> Slice:
    """Two leads a day of each of two campaigns; `goes` gives a lead's further fields, None where it does not come."""
    rows = []
    for day in range(days):
        for campaign in ("A", "B"):
            for hour in (0, last_hour):
                at = NOON + timedelta(days=day, hours=hour)
                more = goes(campaign, day)
                if more is not None:
                    rows.append({"created_at": at, "campaign": campaign, "is_real": True} | more)
    now = NOON + timedelta(days=days - 1, hours=11)
    return lead_table(leads(*rows), Practice(), as_of=now).slice(Filters())


def reached(day: int) -> dict[str, Any]:
    return {"reached_at": NOON + timedelta(days=day, hours=7)}


def told(of: Slice) -> list[tuple[str | None, str | None, str]]:
    return droughts(of).select("field", "value", "stage").rows()


# the arithmetic


def test_the_chance_of_a_silence_after_ten_gaps_is_that_of_the_next_gap() -> None:
    # ten events over an exposure of 20; another silence of 20: (1 + 20/20)^-10
    assert silence_chance(numbers(20), numbers(20), numbers(10))[0] == pytest.approx(2**-10)
    # a rate known for long: exp(-expected)
    assert silence_chance(numbers(5e6), numbers(1e7), numbers(1e7))[0] == pytest.approx(0, abs=1e-9)
    assert silence_chance(numbers(3), numbers(1e9), numbers(1e9))[0] == pytest.approx(math.exp(-3), rel=1e-6)
    assert silence_chance(numbers(9), numbers(0), numbers(0))[0] == 1


def test_silences_are_as_frequent_as_simulated_gaps() -> None:
    rng = np.random.default_rng(1)
    gaps = rng.exponential(size=(40_000, 11))
    seen, following = gaps[:, :10].sum(axis=1), gaps[:, 10]
    chance = silence_chance(following, seen, np.full(40_000, 10.0))
    for level in (0.1, 0.01):
        assert (chance <= level).mean() == pytest.approx(level, rel=0.15)


def test_three_bookings_a_month_take_36_days_to_tell_and_forty_under_five() -> None:
    """ln(365 λ)/λ with one stream, the rate known for long and silences looked at continuously."""
    for a_month, days in ((3, 36.0), (40, 4.6)):
        rate = numbers(a_month / 30)
        found = days_to_tell(numbers(1e9), rate * 1e9, numbers(1), rate, numbers(1), 1.0)
        assert found[0] == pytest.approx(days, abs=0.1)


def test_what_is_told_after_so_many_days_is_as_rare_as_allowed() -> None:
    before, events, per_day, parts = numbers(400), numbers(60), numbers(1), numbers(20)
    starts = starts_a_day(events / before, EVEN)
    days = days_to_tell(before, events, per_day, starts, parts, 0.9)
    assert a_year(silence_chance(days * per_day, before, events), starts, parts)[0] == pytest.approx(0.9)


def test_silences_begin_on_days_with_an_event() -> None:
    # 1.5 a day: a day has one with 1 - exp(-1.5), and a silence passing its length lasts to the day's end
    share = 1 - math.exp(-1.5)
    assert starts_a_day(numbers(1.5), EVEN)[0] == pytest.approx(share * share / 1.5)
    assert starts_a_day(numbers(0), EVEN)[0] == 0


# what is told


def test_a_steady_practice_has_no_drought() -> None:
    assert told(practice(lambda _, day: reached(day))) == []


def test_a_campaign_whose_inquiries_stop_is_told_at_the_inquiry_and_nowhere_else() -> None:
    stopped = practice(lambda campaign, day: reached(day) if campaign == "A" or day < DAYS - 10 else None)
    (row,) = droughts(stopped).to_dicts()
    assert (row["field"], row["value"], row["stage"]) == ("campaign", "B", "inquiry")
    assert (row["last"], row["days"], row["leads_since"]) == (date(2026, 12, 16), 10, 0)
    # nine whole days and 23 of 24 hours of the tenth, two a day
    assert row["expected_since"] == pytest.approx(2 * (9 + 23 / 24), rel=0.01)
    assert row["chance"] < 0.01


def test_leads_that_come_in_and_are_not_reached_any_more_are_told_at_reached() -> None:
    stopped = practice(lambda campaign, day: reached(day) if campaign == "A" or day < DAYS - 15 else {"reached": False})
    (row,) = droughts(stopped).to_dicts()
    assert (row["value"], row["stage"], row["days"], row["leads_since"]) == ("B", "reached", 15, 30)
    assert row["expected_since"] == pytest.approx(2 * (14 + 23 / 24), rel=0.02)


def test_a_stop_of_everybody_is_told_once_for_all_leads_together() -> None:
    stopped = practice(lambda _, day: reached(day) if day < DAYS - 15 else {"reached": False})
    assert told(stopped) == [(None, None, "reached")]


def test_one_stop_seen_from_two_sides_is_told_once() -> None:
    """Campaign B is all of Dr. Bell's leads and half of the north office's."""

    def of(campaign: str, day: int) -> dict[str, Any]:
        there = {"doctor": "Ames" if campaign == "A" else "Bell", "location": "North" if campaign == "B" else "South"}
        return there | (reached(day) if campaign == "A" or day < DAYS - 15 else {"reached": False})

    assert len(told(practice(of))) == 1


def test_weekends_without_inquiries_are_no_drought_on_a_monday_morning() -> None:
    # day 0 is a Monday; DAYS = 295 ends on a Monday
    open_days = practice(lambda _, day: reached(day) if day % 7 < 5 else None, days=295, last_hour=1)
    assert open_days.table.as_of.weekday() == 0
    for hours in range(0, 72, 12):
        moment = open_days.table.as_of - timedelta(hours=hours)
        earlier = lead_table(open_days.table.leads.whole, Practice(), as_of=moment).slice(Filters())
        assert told(earlier) == []


def test_a_week_in_which_the_practice_is_closed_is_no_drought_and_one_in_which_it_is_not_is() -> None:
    week = practice(lambda _, day: reached(day) if day < DAYS - 8 else {"reached": False})
    assert told(week) == [(None, None, "reached")]
    last = week.table.as_of.date()
    shut = Practice(closed_days=frozenset(last - timedelta(days=days) for days in range(8)))
    assert told(lead_table(week.table.leads.whole, shut, as_of=week.table.as_of).slice(Filters())) == []


def test_where_all_others_are_quiet_too_a_source_is_not_blamed_alone() -> None:
    # from day 285 on inquiries come at a fifth of the usual, and none of B's
    def of(campaign: str, day: int) -> dict[str, Any] | None:
        return reached(day) if day < 285 or (campaign == "A" and day % 5 == 0) else None

    assert ("campaign", "B", "inquiry") not in told(practice(of, days=294))


def test_a_campaign_that_comes_in_bursts_is_not_silent_between_them() -> None:
    bursts = practice(lambda campaign, day: reached(day) if campaign == "A" or day % 30 < 2 else None, days=291)
    assert told(bursts) == []


def test_a_source_that_ended_half_a_year_ago_is_no_drought() -> None:
    assert told(practice(lambda campaign, day: reached(day) if campaign == "A" or day < 100 else None)) == []


def test_without_leads_or_dates_nothing_is_watched() -> None:
    nobody = lead_table(leads(), Practice()).slice(Filters())
    undated = lead_table(leads({"created_at": None, "reached": True}), Practice()).slice(Filters())
    for slice_ in (nobody, undated):
        assert droughts(slice_).is_empty()
        assert hidden_days(slice_).is_empty()


def test_a_stage_without_dates_is_not_watched() -> None:
    known = practice(lambda _, day: {"reached": True})
    assert hidden_days(known)["stage"].unique().sort().to_list() == ["inquiry", "real"]


# how long a stop stays hidden


def test_a_stop_is_told_on_the_day_the_hidden_days_say() -> None:
    steady = practice(lambda _, day: reached(day), days=200)
    row = hidden_days(steady).filter(value="B", stage="inquiry").row(0, named=True)
    assert row["a_month"] == pytest.approx(60, rel=0.02)
    stop = 200
    first = next(
        days
        for days in range(1, 30)
        if told(practice(lambda c, day: reached(day) if c == "A" or day < stop else None, days=stop + days))
    )
    assert abs(first - row["days"]) <= 1.5


def test_the_more_leads_a_source_has_the_sooner_its_stop_is_told() -> None:
    rows = [
        {"created_at": NOON + timedelta(days=day, hours=hour), "campaign": campaign}
        for day in range(200)
        for campaign, each in (("Large", 1), ("Small", 7))
        if day % each == 0
        for hour in range(3)
    ]
    found = hidden_days(lead_table(leads(*rows), Practice()).slice(Filters()))
    days = dict(found.filter(stage="inquiry").select("value", "days").rows())
    assert days[None] < days["Large"] < days["Small"]
    assert ALLOWED <= 1


def test_the_period_of_a_filter_ends_what_is_watched() -> None:
    steady = practice(lambda _, day: reached(day))
    until = (NOON + timedelta(days=200)).date()
    assert told(steady.table.slice(Filters(until=until))) == []
    assert isinstance(steady.table.as_of, datetime)
