"""A change of a rate in parts over several fields, on leads counted by hand: the parts add up, none is told twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.findings.contributions import contributions_finding
from dashboard.metrics.change import Rate, changed
from dashboard.metrics.contributions import contributions
from dashboard.metrics.dimensions import label_of
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

BOOKED = Rate("inquiry", "consult_booked")
QUICK, SLOW = timedelta(minutes=10), timedelta(hours=30)
Row = dict[str, Any]


def group(number: int, booked: int, waited: timedelta | None = None, **fields: str | None) -> list[Row]:
    answered = {} if waited is None else {"first_response_at": NOON + waited, "first_response_kind": "human"}
    return [fields | answered | {"consult_booked": place < booked} for place in range(number)]


def period(*groups: list[Row]) -> Slice:
    return lead_table(leads(*(row for rows in groups for row in rows)), Practice()).slice(Filters())


def office(location: str, calls: int, social: int, *, quick: float) -> list[Row]:
    """Of calls answered quickly 50 % book, of slow ones 32 %; of social leads 10 % whenever they are answered."""
    rows: list[Row] = []
    for channel, number, rates in (("call", calls, (0.5, 0.32)), ("social", social, (0.1, 0.1))):
        campaign = "Spring" if channel == "social" else "Search"
        for waited, part, rate in zip((QUICK, SLOW), (quick, 1 - quick), rates, strict=True):
            some = round(number * part)
            rows += group(some, round(some * rate), waited, location=location, channel=channel, campaign=campaign)
    return rows


def parts(now: Slice, then: Slice) -> list[tuple[str | None, str | None, str, float, bool | None]]:
    return contributions(now, then, BOOKED).rows()


THEN = period(office("North", 400, 100, quick=0.5), office("South", 400, 100, quick=0.5))
NOW = period(office("North", 300, 200, quick=0.0), office("South", 300, 200, quick=0.5))


def test_more_social_leads_and_slower_answers_at_one_office_are_told_together_each_once() -> None:
    # 34.8 % before, 25.9 % now. Social leads: a share of 0.4 instead of 0.2, at 10 %, where calls have 41 % and 36.5 %.
    # With that share at 0.3 in both, North's leads go from 31.7 % to 25.4 %, all of it with their quick answers gone.
    mix, waiting, rest = parts(NOW, THEN)
    assert mix[:3] == ("channel", "social", "mix")
    assert mix[3] == pytest.approx(0.2 * (0.10 - 0.3875))
    assert waiting[:3] == ("location", "North", "waiting")
    assert waiting[3] == pytest.approx(0.5 * -0.063)
    assert (mix[4], waiting[4]) == (True, True)
    assert rest[2] == "rest"
    assert rest[3] == pytest.approx(0)


def test_the_sentence_names_both_with_their_points() -> None:
    whole = changed(NOW, THEN, BOOKED)
    assert whole is not None
    assert contributions_finding(whole, contributions(NOW, THEN, BOOKED), label_of) == (
        "Consults booked fell 9 points, from 35 % to 26 %: "
        "6 with more social messages and 3 with slower answers at North"
    )


def test_what_comes_back_is_told_the_other_way_round() -> None:
    mix, waiting, _ = parts(THEN, NOW)
    assert mix == ("channel", "call", "mix", pytest.approx(0.0575), True)
    assert (waiting[3], waiting[4]) == (pytest.approx(0.0315), False)


def test_a_lower_rate_without_slower_answers_is_told_as_a_rate() -> None:
    then = period(group(500, 200, QUICK, doctor="Ames"), group(500, 200, QUICK, doctor="Bell"))
    now = period(group(500, 100, QUICK, doctor="Ames"), group(500, 200, QUICK, doctor="Bell"))
    (part, rest) = parts(now, then)
    assert part == ("doctor", "Ames", "rate", pytest.approx(-0.1), False)
    assert rest[3] == pytest.approx(0)


def test_a_value_that_is_new_is_mix_and_takes_the_others_rate_away_with_its_share() -> None:
    then = period(group(300, 150, channel="call"), group(300, 150, channel="form"))
    now = period(group(300, 150, channel="call"), group(300, 150, channel="form"), group(300, 30, channel="event"))
    (part, rest) = parts(now, then)
    assert part == ("channel", "event", "mix", pytest.approx(330 / 900 - 0.5), True)
    assert rest[3] == pytest.approx(0)


def test_a_change_of_all_alike_and_one_within_chance_name_nothing() -> None:
    then, alike = (
        period(*(group(400, booked, channel=channel) for channel in ("call", "form"))) for booked in (200, 120)
    )
    assert parts(alike, then) == [(None, None, "rest", pytest.approx(-0.2), None)]
    little = period(group(400, 200, channel="call"), group(400, 190, channel="form"))
    assert [part[2] for part in parts(little, then)] == ["rest"]
    assert parts(then, then) == [(None, None, "rest", 0.0, None)]


def test_slower_answers_to_leads_that_all_booked_anyway_name_nothing() -> None:
    then = period(group(100, 100, QUICK, channel="call"), group(140, 140, SLOW, channel="call"))
    assert parts(period(group(40, 40, QUICK, channel="call")), then) == [(None, None, "rest", 0.0, None)]


def test_parts_that_pull_the_other_way_are_said_as_such() -> None:
    then = period(group(1000, 400, channel="call"), group(1000, 400, channel="form"))
    now = period(group(1000, 160, channel="call"), group(1000, 560, channel="form"))
    whole = changed(now, then, BOOKED)
    assert whole is not None
    assert contributions_finding(whole, contributions(now, then, BOOKED), label_of) == (
        "Consults booked fell 4 points, from 40 % to 36 %: 12 with a lower rate for calls; "
        "8 with a higher rate for forms the other way"
    )


def test_without_leads_in_one_period_there_is_nothing_to_tell() -> None:
    assert contributions(NOW, lead_table(leads(), Practice()).slice(Filters()), BOOKED).is_empty()


cells = st.lists(
    st.tuples(
        st.sampled_from(["call", "social", None]),
        st.sampled_from(["North", "South"]),
        st.sampled_from([QUICK, SLOW, None]),
        st.integers(1, 9),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=15)
@given(cells, cells)
def test_whatever_the_leads_the_parts_add_up_to_the_change(now: list[Any], then: list[Any]) -> None:
    here, before = (
        period(
            *(
                group(20 * n, 20 * min(n, booked), waited, channel=channel, location=location)
                for channel, location, waited, n, booked in side
            )
        )
        for side in (now, then)
    )
    whole = changed(here, before, BOOKED)
    assert whole is not None
    found = parts(here, before)
    assert sum(part[3] for part in found) == pytest.approx(whole.points)
    assert all(abs(part[3]) > 0 for part in found[:-1])
