"""Goals beside what there is, on leads that can be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.metrics.goals import attained, baseline, chains
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.measures import BY_NAME, Part
from dashboard.metrics.starters import offers
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

SINCE, UNTIL = date(2026, 3, 1), date(2026, 4, 1)


@dataclass(frozen=True)
class Goal:
    measure: str
    target: float
    direction: str = "at_least"
    since: date = SINCE
    until: date = UNTIL
    slice: Filters = field(default_factory=Filters)
    name: str = "Goal"
    team: str = "sales"
    owner: str = ""


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _lead(day: date, booked: bool = True, **more: Any) -> dict[str, Any]:
    return {
        "created_at": _noon(day),
        "consult_booked_at": _noon(day) if booked else None,
        "consult_booked": booked,
        "channel": "form",
    } | more


def _table(rows: list[dict[str, Any]], as_of: date) -> LeadTable:
    return lead_table(leads(*rows), Practice(), as_of=_noon(as_of))


def _daily(until: date, first: int = -70, **more: Any) -> list[dict[str, Any]]:
    """A booking a day up to a day, from so many days before March."""
    return [_lead(SINCE + timedelta(days=place), **more) for place in range(first, (until - SINCE).days + 1)]


def test_a_booking_a_day_is_on_pace_for_31_in_march() -> None:
    found = attained(Goal("consult_booked", 25), _table(_daily(date(2026, 3, 14)), date(2026, 3, 14)))
    assert found.pace is not None
    assert (found.pace.so_far, found.days_gone, found.days) == (14, 14, 31)
    assert found.projected == pytest.approx(31)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 31 < found.high


@pytest.mark.parametrize(
    ("target", "direction", "standing"),
    [
        (14, "at_least", "met"),
        (15, "at_least", "on_course"),
        (31, "at_least", "either"),
        (90, "at_least", "behind"),
        (13, "at_most", "missed"),
        (31, "at_most", "either"),
        (90, "at_most", "on_course"),
    ],
)
def test_a_count_stands_by_its_range_and_what_is_reached_stays_reached(
    target: float, direction: str, standing: str
) -> None:
    table = _table(_daily(date(2026, 3, 14)), date(2026, 3, 14))
    assert attained(Goal("consult_booked", target, direction), table).standing == standing


def test_once_the_period_is_over_a_goal_is_met_or_missed() -> None:
    table = _table(_daily(date(2026, 4, 3)), date(2026, 4, 3))
    assert attained(Goal("consult_booked", 31), table).standing == "met"
    assert attained(Goal("consult_booked", 32), table).standing == "missed"


def test_a_share_counts_the_leads_of_its_days_alone() -> None:
    rows = [_lead(SINCE, booked=place < 6) for place in range(20)] + [_lead(SINCE - timedelta(days=1))]
    found = attained(Goal("booked_share", 0.5), _table(rows, date(2026, 4, 2)))
    assert (found.part, found.standing, found.low) == (Part(6, 20), "missed", 0.3)


def test_a_share_half_way_has_a_range_around_what_it_is_so_far() -> None:
    rows = [_lead(SINCE + timedelta(days=place // 2), booked=place % 4 == 0) for place in range(30)]
    found = attained(Goal("booked_share", 0.9), _table(rows, date(2026, 3, 15)))
    assert found.part == Part(8, 30)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 8 / 30 < found.high < 0.9
    assert found.standing == "behind"


def test_a_handful_is_too_few_and_a_measure_without_data_is_unknown() -> None:
    table = _table([_lead(SINCE, qualified=None)] * 3, date(2026, 3, 10))
    assert attained(Goal("booked_share", 0.5), table).standing == "too_few"
    assert attained(Goal("procedure_booked", 5), table).standing == "unknown"
    assert attained(Goal("procedure_share", 0.5), table).standing == "unknown"
    assert attained(Goal("made up", 5), table).standing == "unknown"
    lost = Filters.of(None, None, {"segment_00000000": ("x",)})
    assert attained(Goal("consult_booked", 5, slice=lost), table).standing == "unknown"


def test_a_goal_that_has_not_begun_only_says_what_is_usual() -> None:
    found = attained(
        Goal("consult_booked", 40, since=date(2026, 4, 1), until=date(2026, 5, 1)),
        _table(_daily(date(2026, 3, 31)), date(2026, 3, 31)),
    )
    assert (found.standing, found.days_gone) == ("ahead", 0)
    assert found.projected == pytest.approx(30, abs=1)


def test_the_baseline_is_the_middle_of_three_months_a_count_scaled_to_longer_periods() -> None:
    rows = [_lead(date(2026, month, 2)) for month, many in ((1, 6), (2, 2), (3, 4)) for _ in range(many)]
    rows += [_lead(date(2026, month, 3), booked=False) for month, many in ((1, 6), (2, 8), (3, 1)) for _ in range(many)]
    rows.append(_lead(date(2025, 12, 20)))
    table = _table(rows, date(2026, 4, 5))
    april, quarter = (date(2026, 4, 1), date(2026, 5, 1)), (date(2026, 4, 1), date(2026, 7, 1))
    assert baseline(table, "consult_booked", Filters(), *april) == 4
    assert baseline(table, "consult_booked", Filters(), *quarter) == pytest.approx(4 * 91 / (365.25 / 12))
    # 6 of 12, 2 of 10, 4 of 5
    assert baseline(table, "booked_share", Filters(), *april) == 0.5
    assert baseline(table, "booked_share", Filters(), date(2025, 12, 1), date(2026, 1, 1)) is None
    assert baseline(table, "procedure_share", Filters(), *april) is None


def test_goals_of_the_same_leads_and_days_are_one_chain_in_the_order_of_the_funnel() -> None:
    table = _table(_daily(date(2026, 3, 14), qualified=True), date(2026, 3, 14))
    sales, marketing = Goal("consult_booked", 41), Goal("qualified", 60, team="marketing")
    elsewhere = replace(sales, slice=Filters.of(None, None, {"channel": ("form",)}))
    found = [attained(goal, table) for goal in (sales, Goal("booked_share", 0.5), elsewhere, marketing, sales)]
    (chain,) = chains(found)
    assert [one.goal for one in chain] == [marketing, sales]
    assert chains(found[:3]) == ()


def test_a_starter_goes_on_from_the_practices_own_months() -> None:
    rows = [_lead(date(2026, month, 2)) for month in (1, 2, 3) for _ in range(10)]
    rows += [_lead(date(2026, month, 3), booked=False) for month in (1, 2, 3) for _ in range(12)]
    rows.append(_lead(date(2025, 12, 20)))
    found = {
        one.starter.measure: one for one in offers(_table(rows, date(2026, 4, 1)), date(2026, 4, 1), date(2026, 5, 1))
    }
    # 10 a month and a tenth more; 10 of 22 book: past the band's start, so its stretch
    assert (found["consult_booked"].baseline, found["consult_booked"].target) == (10, 11)
    assert found["booked_share"].target == 0.5
    # what the data cannot tell would stay unknown for ever
    assert "no_shows" not in found
    assert "procedure_share" not in found


def test_a_starter_without_three_months_behind_it_begins_with_the_start_of_its_band() -> None:
    rows = [_lead(date(2026, 3, 2)) for _ in range(10)]
    found = {
        one.starter.measure: one for one in offers(_table(rows, date(2026, 4, 1)), date(2026, 4, 1), date(2026, 5, 1))
    }
    assert (found["booked_share"].baseline, found["booked_share"].target) == (None, 0.4)
    assert "consult_booked" not in found


def test_a_starter_whose_measure_has_its_goal_is_not_offered_again() -> None:
    table = _table(_daily(date(2026, 3, 14)), date(2026, 3, 14))
    assert "no_shows" not in {one.starter.measure for one in offers(table, SINCE, UNTIL, ["no_shows"])}


def test_a_share_is_of_the_nearest_stage_that_the_data_tell() -> None:
    as_of = NOON + timedelta(days=3)
    rows: tuple[dict[str, Any], ...] = ({}, {}, {"consult_booked": True}, {"procedure_booked": True})
    table = lead_table(leads(*rows), Practice(), as_of=as_of)
    assert table.stages == ("inquiry", "consult_booked", "procedure_booked")
    assert BY_NAME["booked_share"].counted(table, Filters(), None, None) == Part(2, 4)
    assert BY_NAME["procedures_of_inquiries"].answerable(table)
    assert BY_NAME["procedures_of_inquiries"].counted(table, Filters(), None, None) == Part(1, 4)
