"""Leaks found, sized and told apart, and silence where nothing is wrong, on practices counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from dashboard.filters import Filters
from dashboard.metrics.leaks import finder
from dashboard.metrics.leaks.finder import find_leaks
from tests.metrics.leaks.counted import dated, group, searched
from tests.metrics.practices import practices


def north_leaks() -> list[dict[str, object]]:
    """Three inboxes at which half book, one at which 40 of 200 do."""
    rows = []
    for location in ("North", "South"):
        for way in ("web", "phone"):
            booked = 40 if (location, way) == ("North", "web") else 100
            rows += group(200, booked, location=location, inbox=f"{location} {way}", campaign="Spring")
    return rows


def test_a_leak_is_found_with_its_numbers_and_its_location_is_not_blamed() -> None:
    report = find_leaks(searched(north_leaks()))
    (leak,) = report.leaks
    assert (leak.step, leak.where) == (("inquiry", "consult_booked"), (("inbox", "North web"),))
    assert (leak.leads, leak.observed, leak.team) == (200, 40, "sales")
    assert leak.expected == pytest.approx(100, abs=5)
    assert leak.lost == pytest.approx(60, abs=5)
    assert leak.low < 60 < leak.high
    assert 0 < leak.chance < 0.01
    assert leak.money is None


def test_counts_are_those_of_all_leads_where_only_some_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "MOST_LEADS", 550)
    (leak,) = find_leaks(searched(north_leaks())).leaks
    assert leak.where == (("inbox", "North web"),)
    assert (leak.leads, leak.observed) == (200, 40)
    assert leak.expected == pytest.approx(100, abs=8)
    assert leak.lost == pytest.approx(leak.expected - 40)


def test_a_doctor_with_the_hard_cases_is_not_blamed_for_them() -> None:
    report = find_leaks(
        searched(
            group(300, 60, doctor="Ames", procedure="revision"),
            group(100, 60, doctor="Ames", procedure="filler"),
            group(100, 20, doctor="Bell", procedure="revision"),
            group(300, 180, doctor="Bell", procedure="filler"),
        )
    )
    assert report.leaks == ()
    assert report.looked_at > 0


def test_a_reminder_for_those_booked_far_ahead_is_not_blamed_for_their_no_shows() -> None:
    ahead, reminder = "segment_00000001", "segment_00000002"
    rows = [
        group(size, booked, doctor=doctor, **{ahead: days, reminder: sent})
        for doctor in ("Ames", "Bell")
        for days, sent, size, booked in (
            ("over 14", "yes", 160, 64),
            ("over 14", "no", 40, 16),
            ("up to 14", "yes", 20, 16),
            ("up to 14", "no", 180, 144),
        )
    ]
    report = find_leaks(searched(*rows, segments={ahead: "Days ahead", reminder: "Reminder"}))
    assert report.leaks == ()


def test_a_young_campaign_is_no_leak() -> None:
    report = find_leaks(
        searched(
            dated(300, 150, asked=0, took=10, campaign="Old"),
            dated(300, 150, asked=0, took=10, campaign="Older"),
            dated(80, 40, asked=92, took=10, campaign="Young"),
            as_of=100,
        )
    )
    assert report.leaks == ()


def test_a_slow_campaign_is_shown_as_slow_and_not_as_a_leak() -> None:
    report = find_leaks(
        searched(
            dated(300, 150, asked=0, took=5, campaign="Quick"),
            dated(300, 150, asked=0, took=5, campaign="Quicker"),
            dated(200, 100, asked=0, took=40, campaign="Slow"),
            as_of=100,
        )
    )
    assert report.leaks == ()
    assert [found.where for found in report.slow] == [(("campaign", "Slow"),)]


def test_a_number_that_splits_the_leads_as_its_name_does_is_not_looked_at_again() -> None:
    rows = [
        row | {"campaign": row["inbox"], "campaign_id": f"id {row['inbox']}", "inbox": None} for row in north_leaks()
    ]
    report = find_leaks(searched(rows))
    assert [leak.where for leak in report.leaks] == [(("campaign", "North web"),)]
    named = find_leaks(searched([row | {"campaign_id": None} for row in rows]))
    assert report.looked_at == named.looked_at


def test_only_leads_of_the_slice_are_searched() -> None:
    leads = searched(north_leaks())
    report = find_leaks(leads.table.slice(Filters.of(where={"location": ["South"]})))
    assert (report.leads, report.leaks) == (400, ())


def test_the_same_leads_give_the_same_report() -> None:
    assert find_leaks(searched(north_leaks())) == find_leaks(searched(north_leaks()))


def test_progress_is_told_up_to_the_end() -> None:
    told: list[float] = []
    find_leaks(searched(north_leaks()), lambda _words, share: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_nothing_to_search_is_said_and_no_error() -> None:
    for leads in (
        searched(),
        searched(group(1, 0, doctor="Ames")),
        searched(group(400, 200)),
        searched(group(400, 400, doctor="Ames"), group(400, 400, doctor="Bell")),
        searched(group(400, 200, doctor="Ames")),
    ):
        report = find_leaks(leads)
        assert (report.leaks, report.watch, report.smallest) == ((), (), None)


def test_with_one_field_and_without_dates_a_loss_is_found() -> None:
    report = find_leaks(searched(*(group(200, 100, doctor=name) for name in "ABCD"), group(200, 30, doctor="E")))
    assert [leak.where for leak in report.leaks] == [(("doctor", "E"),)]


@settings(max_examples=20, deadline=None)
@given(practices)
def test_whatever_the_leads_a_report_adds_up(rows: list[dict[str, Any]]) -> None:
    report = find_leaks(searched(rows * 12))
    for leak in (*report.leaks, *report.watch, *report.slow, *report.too_young):
        assert leak.expected == pytest.approx(leak.observed + leak.lost)
        assert 0 <= leak.low <= leak.lost <= leak.high
        assert 0 < leak.chance <= 1
        assert 0 <= leak.observed <= leak.leads
        assert all(value is not None for _, value in leak.where)
