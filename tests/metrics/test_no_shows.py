"""No-shows at equal days ahead: what only goes with booking further ahead is never told as a difference."""

from __future__ import annotations

import random
from datetime import timedelta
from math import sqrt
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.findings.operations import no_shows_finding
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.no_shows import FINE_DAYS, no_shows_compared
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)
AS_OF = NOON + 400 * DAY


def _row(value: str, ahead: int, missed: bool) -> dict[str, Any]:
    return {
        "segment_1": value,
        "consult_booked_at": NOON,
        "consult_for": NOON + ahead * DAY,
        "consult_attended": not missed,
    }


def _all(rows: list[dict[str, Any]]) -> Slice:
    frame = leads(*rows, segments=("segment_1",))
    return lead_table(frame, Practice(), {"segment_1": "SMS_received"}, AS_OF).slice(Filters())


@pytest.mark.parametrize("seed", range(5))
def test_reminders_are_not_said_to_hurt_where_only_those_who_booked_far_ahead_get_them(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for _ in range(3000):
        ahead = chance.randrange(0, 60)
        reminded = chance.random() < (0.1 if ahead < 3 else 0.4 + ahead / 120)
        rows.append(_row("1" if reminded else "0", ahead, chance.random() < 0.08 + 0.005 * ahead))
    compared = no_shows_compared(_all(rows), "segment_1")
    assert compared.filter(compared["value"] == "1")["verdict"].item() == "days_ahead"
    said = no_shows_finding(compared, "SMS_received")
    assert said.endswith("that could be the days ahead")
    assert "because" not in said


@pytest.mark.parametrize("seed", range(5))
def test_reminders_that_help_are_seen_although_the_reminded_miss_more(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for _ in range(4000):
        ahead = chance.randrange(0, 60)
        reminded = chance.random() < 0.1 + 0.8 * ahead / 60
        missed = chance.random() < 0.05 + 0.012 * ahead - (0.12 if reminded else 0)
        rows.append(_row("1" if reminded else "0", ahead, missed))
    compared = no_shows_compared(_all(rows), "segment_1")
    row = compared.filter(compared["value"] == "1").row(0, named=True)
    assert row["rate"] > row["others_rate"]
    assert row["verdict"] == "fewer"


def test_where_nobody_else_booked_as_far_ahead_nothing_is_said_of_the_value() -> None:
    rows = [_row("1", 30, nth % 2 == 0) for nth in range(100)] + [_row("0", 1, nth % 10 == 0) for nth in range(100)]
    assert set(no_shows_compared(_all(rows), "segment_1")["verdict"]) == {"days_ahead"}


def test_a_value_most_of_whose_consults_nobody_else_booked_is_not_compared_by_the_rest() -> None:
    far = [_row("1", 40, nth % 2 == 0) for nth in range(100)]
    near = [_row("1", 2, True) for _ in range(40)] + [_row("0", 2, False) for _ in range(200)]
    row = no_shows_compared(_all(far + near), "segment_1").filter(pl.col("value") == "1").row(0, named=True)
    assert (row["expected_rate"], row["verdict"]) == (None, "days_ahead")


def test_where_the_day_of_booking_is_not_known_it_could_be_the_days_ahead() -> None:
    rows = [_row("1", 5, nth % 2 == 0) for nth in range(100)] + [_row("0", 5, nth % 10 == 0) for nth in range(100)]
    undated = [row | {"consult_booked_at": None, "consult_booked": True} for row in rows]
    assert set(no_shows_compared(_all(undated), "segment_1")["verdict"]) == {"days_ahead"}
    assert set(no_shows_compared(_all(rows), "segment_1")["verdict"]) == {"more", "fewer"}


def test_under_thirty_consults_nothing_is_compared() -> None:
    rows = [_row("1", 5, True) for _ in range(29)] + [_row("0", 5, False) for _ in range(300)]
    assert set(no_shows_compared(_all(rows), "segment_1")["verdict"]) == {"few"}


_CONSULT = st.tuples(st.sampled_from("ab"), st.sampled_from([0, 1, 5, 33, 35, 100]), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(_CONSULT, min_size=60, max_size=150))
def test_the_expected_rate_is_that_of_a_loop_over_days_ahead(told: list[tuple[str, int, bool]]) -> None:
    found = {row["value"]: row for row in no_shows_compared(_all([_row(*one) for one in told]), "segment_1").to_dicts()}
    for value, row in found.items():
        own = [one for one in told if one[0] == value]
        others = [one for one in told if one[0] != value]
        assert (row["leads"], row["no_shows"]) == (len(own), sum(missed for *_, missed in own))
        if min(len(own), len(others)) < 30:
            assert row["verdict"] == "few"
            continue
        expected = counted = off = spread = gap = weights = 0.0
        for stratum in {_stratum(ahead) for _, ahead, _ in told}:
            here = [missed for _, ahead, missed in own if _stratum(ahead) == stratum]
            there = [missed for _, ahead, missed in others if _stratum(ahead) == stratum]
            if here and there:
                whole, events = len(here) + len(there), sum(here) + sum(there)
                expected += len(here) * sum(there) / len(there)
                counted += len(here)
                weight = len(here) * len(there) / whole
                weights += weight
                gap += weight * (sum(here) / len(here) - sum(there) / len(there))
                off += sum(here) - len(here) * events / whole
                spread += len(here) * len(there) * events * (whole - events) / (whole**2 * (whole - 1))
        if counted < 0.9 * len(own):
            assert row["expected_rate"] is None
            assert row["verdict"] in ("days_ahead", "chance")
            continue
        assert abs(row["expected_rate"] - expected / counted) < 1e-9
        apart = off / sqrt(spread) if spread else 0.0
        if row["verdict"] in ("more", "fewer"):
            assert abs(apart) > 2.5
            assert (apart > 0) == (row["verdict"] == "more")
        else:
            assert abs(apart) < 3.5 or abs(gap / weights) < 0.02


def _stratum(ahead: int) -> int:
    return next(nth for nth, upto in enumerate((*FINE_DAYS, 10**9)) if ahead <= upto)
