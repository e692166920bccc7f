"""Tests beside what the files report, by hand and against plain Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.findings.response_tests import gap_words, kind_words, results_finding
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.tested import BY, part_of_day, results_by_kind
from dashboard.practice import Practice
from dashboard.store.response_tests import TABLE
from tests.metrics.leads_by_hand import NOON, leads

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOW = NOON + timedelta(days=40)


def _tests(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(TABLE) | {"met": 0} | row for row in rows], schema=TABLE)


def _table(*rows: dict[str, Any], zone: str = "UTC") -> LeadTable:
    return lead_table(leads(*rows), Practice(time_zone=zone), as_of=NOW)


def test_a_test_stands_beside_the_leads_of_its_own_kind() -> None:
    table = _table(
        *[{"procedure": "LASIK", "channel": "form", "first_response_at": NOON + 12 * MINUTE}] * 3,
        {"procedure": "Botox", "channel": "form", "first_response_at": NOON + 9 * HOUR},
        {"procedure": "LASIK", "channel": "call"},
    )
    lasik = {"procedure": "LASIK", "channel": "form", "sent_at": NOON}
    found = results_by_kind(
        _tests(
            lasik | {"answered_at": NOON + 2 * HOUR, "auto_at": NOON + MINUTE, "met": 4},
            lasik | {"answered_at": NOON + 4 * HOUR, "met": 1},
            lasik,
            {"procedure": "LASIK"},
        ),
        table,
        Filters(),
        NOW,
    ).row(0, named=True)
    assert (found["tests"], found["answered"], found["automatic"], found["met"]) == (3, 2, 1, 2.5)
    assert (found["leads"], found["reported_answered"], found["reported_median_s"]) == (3, 3, 720.0)
    assert (found["median_s"], found["gap_s"]) == (3 * 3600.0, 3 * 3600.0 - 720)
    assert kind_words(found) == "LASIK, form, afternoon"
    assert results_finding(pl.DataFrame([found])) == (
        "2 of 3 (67 %) test inquiries were answered by a person; LASIK, form, afternoon: "
        "half within 3 h, 2 h 48 min longer than the 12 min that the files report"
    )
    assert gap_words(found) == "half within 3 h, 2 h 48 min longer than the 12 min that the files report"


def test_a_small_gap_is_none_and_an_unknown_one_is_not_named() -> None:
    row = {"median_s": 900.0, "reported_median_s": 720.0, "gap_s": 180.0}
    assert gap_words(row) == "half within 15 min, close to the 12 min that the files report"
    assert gap_words(row | {"reported_median_s": None, "gap_s": None}) == ""


def test_what_is_only_planned_or_lies_ahead_is_not_counted() -> None:
    table = _table({"first_response_at": NOON + HOUR})
    tests = _tests({"procedure": "LASIK"}, {"sent_at": NOW + HOUR})
    assert results_by_kind(tests, table, Filters(), NOW).is_empty()
    assert results_finding(results_by_kind(tests, table, Filters(), NOW)) == "No test inquiry has been sent yet"
    one = _tests({"sent_at": NOON})
    assert (
        results_finding(results_by_kind(one, table, Filters(), NOW))
        == "The one test inquiry was not answered by a person"
    )


def test_a_field_that_no_lead_has_narrows_nothing() -> None:
    found = results_by_kind(_tests({"location": "North", "sent_at": NOON}), _table({}, {}), Filters(), NOW)
    assert (found["leads"][0], found["reported_answered"][0], found["gap_s"][0]) == (2, None, None)


def test_the_part_of_the_day_is_the_practices_own_also_when_the_clock_changes() -> None:
    table = _table({}, zone="America/New_York")
    # 21:30 UTC is 16:30 in New York the day before its clock goes ahead, and 17:30 the day after
    assert part_of_day(datetime(2026, 3, 7, 21, 30, tzinfo=UTC), table) == "afternoon"
    assert part_of_day(datetime(2026, 3, 8, 21, 30, tzinfo=UTC), table) == "evening"


_SENT = st.none() | st.integers(-60, 24 * 30).map(lambda hour: NOON + hour * HOUR)
_TEST = st.fixed_dictionaries(
    {
        "procedure": st.sampled_from(["LASIK", "Botox", None]),
        "channel": st.sampled_from(["form", None]),
        "sent_at": _SENT,
        "wait": st.none() | st.integers(0, 5000),
        "met": st.integers(0, 5),
    }
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_TEST, max_size=15), st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu"]))
def test_it_is_what_a_loop_over_the_tests_counts(told: list[dict[str, Any]], zone: str) -> None:
    rows = []
    for one in told:
        answered = one["sent_at"] + one["wait"] * MINUTE if one["sent_at"] and one["wait"] is not None else None
        rows.append(
            {name: one[name] for name in ("procedure", "channel", "sent_at", "met")} | {"answered_at": answered}
        )
    held = [{"procedure": "LASIK", "channel": "form"}, {"procedure": "Botox", "channel": "call"}]
    found = results_by_kind(_tests(*rows), _table(*held, zone=zone), Filters(), NOW)
    expected: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row["sent_at"]:
            hour = row["sent_at"].astimezone(ZoneInfo(zone)).hour
            part = next(
                (p for p, a, b in (("morning", 6, 12), ("afternoon", 12, 17), ("evening", 17, 22)) if a <= hour < b),
                "night",
            )
            expected.setdefault((row["procedure"], None, row["channel"], part), []).append(row)
    assert {tuple(row[name] for name in BY) for row in found.to_dicts()} == set(expected)
    for row in found.to_dicts():
        own = expected[tuple(row[name] for name in BY)]
        done = [one for one in own if one["answered_at"] and one["answered_at"] <= NOW]
        waits = [(one["answered_at"] - one["sent_at"]).total_seconds() for one in done]
        assert (row["tests"], row["answered"]) == (len(own), len(done))
        assert row["median_s"] == (median(waits) if waits else None)
        assert row["met"] == (sum(one["met"] for one in done) / len(done) if done else None)
