"""Every figure equals what a loop over the leads counts, whatever the leads are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from dashboard.filters import Filters
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.funnel import funnel_steps, stopped_here
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.reach import reach
from dashboard.metrics.response import answered_curve, response_bands, response_hours, response_times
from dashboard.metrics.segments import segment_rates, two_way
from dashboard.metrics.trend import weekly
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import campaigns, leads
from tests.metrics.practices import AS_OF, STAGES, furthest, is_real, practices, quantile, waited

Row = dict[str, Any]
SINCE, UNTIL = date(2026, 2, 1), date(2026, 4, 1)
# fills every column once, so that all stages are answerable whatever hypothesis draws; outside the window
EVERYTHING: Row = {
    "created_at": AS_OF - timedelta(days=119, hours=23),
    "channel": "form",
    "first_response_at": AS_OF - timedelta(days=119, hours=22),
    "attempts": 1,
    **dict.fromkeys(STAGES[2:], True),
    "consult_booked_at": AS_OF - timedelta(days=118),
}


def _slice(rows: list[Row], **where: tuple[str | None, ...]) -> Slice:
    table = lead_table(leads(*rows, EVERYTHING), Practice(), as_of=AS_OF)
    return table.slice(Filters.of(SINCE, UNTIL, where))


def _inside(rows: list[Row], **where: tuple[str | None, ...]) -> list[Row]:
    return [
        row
        for row in rows
        if SINCE <= row["created_at"].date() < UNTIL and all(row[name] in wanted for name, wanted in where.items())
    ]


@settings(deadline=None, max_examples=60)
@given(practices)
def test_funnel_counts_every_lead_once_per_stage_it_passed(rows: list[Row]) -> None:
    for by in (None, "doctor"):
        steps = funnel_steps(_slice(rows, campaign=("Spring", None)), by)
        inside = _inside(rows, campaign=("Spring", None))
        for step in steps.iter_rows(named=True):
            mine = [row for row in inside if by is None or row["doctor"] == step["doctor"]]
            place = STAGES.index(step["stage"])
            far = [furthest(row) for row in mine]
            assert step["reached"] == sum(f >= place for f in far)
            assert step["reached"] == step["won"] + step["open"] + step["lost"]
            if place < 6:
                assert step["won"] == sum(f > place for f in far)
            before = sum(f >= place - 1 for f in far)
            if place and before:
                assert step["of_previous"] == pytest.approx(step["reached"] / before)
                assert step["low"] <= step["of_previous"] <= step["high"]
            else:
                assert step["of_previous"] is None
        if by:
            assert set(steps["doctor"]) == {row["doctor"] for row in inside}


@settings(deadline=None, max_examples=40)
@given(practices)
def test_the_leads_behind_a_bar_are_as_many_as_the_bar_says(rows: list[Row]) -> None:
    slice_ = _slice(rows)
    for step in funnel_steps(slice_).iter_rows(named=True):
        for state in ("won", "open", "lost"):
            assert len(stopped_here(slice_, step["stage"], state)) == step[state]


@settings(deadline=None, max_examples=60)
@given(practices)
def test_response_counts_waiting_leads_and_never_automatic_answers(rows: list[Row]) -> None:
    for by in (None, "channel"):
        answer = response_times(_slice(rows, doctor=("Ames", "Bell")), by)
        inside = [row for row in _inside(rows, doctor=("Ames", "Bell")) if row["is_real"] is not False]
        for found in answer.iter_rows(named=True):
            mine = [row for row in inside if by is None or row["channel"] == found["channel"]]
            times = [time for row in mine if (time := waited(row)) is not None]
            assert found["leads"] == len(mine)
            assert found["answered"] == len(times)
            assert found["never"] == len(mine) - len(times)
            assert found["median_s"] == pytest.approx(quantile(times, 0.5))
            assert found["p90_s"] == pytest.approx(quantile(times, 0.9))
            if mine:
                assert found["within_limit"] == pytest.approx(sum(t <= 3600 for t in times) / len(mine))


@settings(deadline=None, max_examples=40)
@given(practices)
def test_hours_bands_and_curve_share_out_the_same_leads(rows: list[Row]) -> None:
    slice_ = _slice(rows)
    inside = [row for row in _inside(rows) if row["is_real"] is not False]
    for cell in response_hours(slice_).iter_rows(named=True):
        mine = [
            row
            for row in inside
            if (row["created_at"].isoweekday(), row["created_at"].hour) == (cell["weekday"], cell["hour"])
        ]
        assert cell["leads"] == len(mine)
        assert cell["median_s"] == pytest.approx(quantile([t for row in mine if (t := waited(row)) is not None], 0.5))
    assert response_hours(slice_)["leads"].sum() == len(inside)
    edges = [300, 3600, 14400, 86400, 259200, float("inf")]
    for place, band in enumerate(response_bands(slice_).iter_rows(named=True)):
        low = -1.0 if place == 0 else edges[place - 1] if place < 6 else 0.0
        mine = [
            row
            for row in inside
            if (
                (t := waited(row)) is None if place == 6 else (t := waited(row)) is not None and low < t <= edges[place]
            )
        ]
        assert band["leads"] == len(mine)
        assert band["converted"] == sum(furthest(row) >= 4 for row in mine)
    for point in answered_curve(slice_).iter_rows(named=True):
        answered = sum((t := waited(row)) is not None and t <= point["seconds"] for row in inside)
        assert point["share"] == (pytest.approx(answered / len(inside)) if inside else None)


@settings(deadline=None, max_examples=60)
@given(practices)
def test_segments_count_real_leads_only(rows: list[Row]) -> None:
    real = [row for row in _inside(rows) if is_real(row) or furthest(row) > 1]
    answer = segment_rates(_slice(rows), "campaign", "consult_attended")
    assert dict(zip(answer["campaign"], answer["leads"], strict=True)) == {
        name: sum(row["campaign"] == name for row in real) for name in {row["campaign"] for row in real}
    }
    for found in answer.iter_rows(named=True):
        mine = [row for row in real if row["campaign"] == found["campaign"]]
        assert found["converted"] == sum(furthest(row) >= 5 for row in mine)
        assert found["rate"] == pytest.approx(found["converted"] / found["leads"])
    pairs = two_way(_slice(rows), "campaign", "doctor", "consult_attended")
    for cell in pairs.iter_rows(named=True):
        mine = [row for row in real if (row["campaign"], row["doctor"]) == (cell["row"], cell["column"])]
        assert (cell["leads"], cell["converted"]) == (len(mine), sum(furthest(row) >= 5 for row in mine))
    assert pairs["leads"].sum() == len(real)


@settings(deadline=None, max_examples=60)
@given(practices)
def test_reach_counts_who_was_tried_and_who_was_reached(rows: list[Row]) -> None:
    inside = [row for row in _inside(rows) if row["is_real"] is not False]
    answer = reach(_slice(rows), "doctor")
    for found in answer.iter_rows(named=True):
        mine = [row for row in inside if row["doctor"] == found["doctor"]]
        tried = [row for row in mine if (row["attempts"] or 0) > 0 or waited(row) is not None or furthest(row) >= 2]
        assert (found["leads"], found["attempted"], found["reached"]) == (
            len(mine),
            len(tried),
            sum(furthest(row) >= 2 for row in mine),
        )
        known = [float(row["attempts"]) for row in mine if row["attempts"] is not None]
        assert found["attempts_median"] == pytest.approx(quantile(known, 0.5))


@settings(deadline=None, max_examples=60)
@given(practices)
def test_campaigns_join_by_name_whatever_its_case_and_blanks(rows: list[Row]) -> None:
    spend = campaigns(
        {"platform": "Meta", "campaign": "SPRING", "spend": 300.0, "currency": "USD"}
        | {"period_start": date(2026, 2, 1), "period_end": date(2026, 2, 28)},
        {"platform": "Meta", "campaign": "Nobody", "spend": 50.0, "currency": "USD"}
        | {"period_start": date(2026, 3, 1), "period_end": date(2026, 3, 31)},
    )
    answer = campaign_returns(_slice(rows), spend)
    inside = _inside(rows)
    spring = [row for row in inside if row["campaign"] in ("Spring", "spring ")]
    found = answer.filter(campaign="SPRING").row(0, named=True)
    assert (found["leads"], found["spend"]) == (len(spring), 300)
    won = [row for row in spring if furthest(row) == 6]
    assert found["procedure_booked"] == len(won)
    if spring:
        known = any(row["value"] is not None for row in won) or (
            not won and any(row["value"] is not None for row in rows)
        )
        assert found["revenue"] == (pytest.approx(sum(row["value"] or 0 for row in won)) if known else None)
        assert found["cost_per_lead"] == pytest.approx(300 / len(spring))
    nobody = answer.filter(campaign="Nobody").row(0, named=True)
    assert (nobody["leads"], nobody["spend"], nobody["cost_per_lead"]) == (0, 50, None)
    assert answer["leads"].sum() == len(inside)


@settings(deadline=None, max_examples=60)
@given(practices)
def test_time_to_convert_follows_kaplan_and_meier(rows: list[Row]) -> None:
    curve = convert_time(_slice(rows), "consult_booked")
    followed: list[tuple[int, bool]] = []
    for row in _inside(rows):
        if not (is_real(row) or furthest(row) > 1):
            continue
        at = row["consult_booked_at"]
        if furthest(row) >= 4:
            if at is not None and at <= AS_OF:
                followed.append(((at.date() - row["created_at"].date()).days, True))
        else:
            followed.append(((AS_OF.date() - row["created_at"].date()).days, False))
    waiting = 1.0
    for day in range(max((d for d, _ in followed), default=-1) + 1):
        at_risk = sum(d >= day for d, _ in followed)
        converted = sum(d == day and done for d, done in followed)
        waiting *= 1 - converted / at_risk
        found = curve.row(day, named=True)
        assert (found["day"], found["at_risk"], found["converted"]) == (day, at_risk, converted)
        assert found["share"] == pytest.approx(1 - waiting)


@settings(deadline=None, max_examples=40)
@given(practices)
def test_weeks_add_up_to_the_real_leads(rows: list[Row]) -> None:
    real = [row for row in _inside(rows) if is_real(row) or furthest(row) > 1]
    answer = weekly(_slice(rows))
    assert answer["leads"].sum() == len(real)
    for week in answer.iter_rows(named=True):
        assert week["week"].isoweekday() == 1
        mine = [row for row in real if week["week"] <= row["created_at"].date() < week["week"] + timedelta(days=7)]
        assert (week["leads"], week["converted"]) == (len(mine), sum(furthest(row) >= 4 for row in mine))
