"""Whether an action helped: by hand, against chance, and beside leads it did not touch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import binom

from dashboard.filters import Filters
from dashboard.metrics.before_after import effect, judged, windows
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.measures import BY_NAME, SCORECARD, Part
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

DONE = date(2026, 5, 1)
MIDNIGHT = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def _consult(day: int, shown: bool, location: str = "North") -> dict[str, Any]:
    due = MIDNIGHT + day * DAY + timedelta(hours=10)
    return {
        "created_at": due - 20 * DAY,
        "consult_booked_at": due - 10 * DAY,
        "consult_for": due,
        "consult_attended_at": due if shown else None,
        "consult_attended": shown,
        "channel": "form",
        "location": location,
    }


def _at(rows: list[dict[str, Any]], as_of: datetime) -> LeadTable:
    return lead_table(leads(*rows), Practice(), as_of=as_of)


def test_no_shows_are_counted_over_the_consults_due_in_each_period() -> None:
    rows = [_consult(day, shown=day % 3 != 0) for day in range(-30, 30)]
    rows += [_consult(day, shown=True, location="South") for day in range(-30, 30)]
    then, now = _at(rows, MIDNIGHT), _at(rows, MIDNIGHT + 30 * DAY)
    found = effect(then, now, Filters.of(None, None, {"location": ("North",)}), BY_NAME["no_shows"], DONE, 30)
    assert (found.before, found.after) == (Part(10, 30), Part(10, 30))
    assert (found.rest_before, found.rest_after) == (Part(0, 30), Part(0, 30))
    assert found.verdict == "chance"


def test_a_consult_recorded_only_later_does_not_make_the_time_before_look_worse_or_better() -> None:
    late = _consult(-1, shown=True) | {"consult_attended_at": MIDNIGHT + 5 * DAY}
    then, now = _at([late], MIDNIGHT), _at([late], MIDNIGHT + 30 * DAY)
    found = effect(then, now, Filters(), BY_NAME["no_shows"], DONE, 30)
    assert found.before == Part(1, 1)


def test_the_words_of_the_issue_hold() -> None:
    found = judged(Part(9, 31), Part(3, 28), Part(30, 100), Part(31, 100), less_is_better=True)
    assert found.low < 3 / 28 - 9 / 31 < found.high
    assert found.verdict == "helped"
    assert judged(Part(7, 31), Part(4, 28), Part(30, 100), Part(31, 100), less_is_better=True).verdict == "chance"


def test_a_season_that_moves_everybody_is_no_success() -> None:
    found = judged(Part(60, 150), Part(30, 150), Part(240, 600), Part(120, 600), less_is_better=True)
    assert found.verdict == "season"


def test_a_turn_for_the_worse_is_said() -> None:
    assert judged(Part(10, 100), Part(40, 100), Part(0, 0), Part(0, 0), less_is_better=True).verdict == "worse"
    assert judged(Part(10, 100), Part(40, 100), Part(0, 0), Part(0, 0), less_is_better=False).verdict == "helped"


def test_nothing_is_said_of_a_handful() -> None:
    assert judged(Part(9, 9), Part(0, 50), Part(0, 0), Part(0, 0), less_is_better=True).verdict == "too_few"


def test_both_periods_are_as_long_as_the_time_since() -> None:
    assert windows(DONE, date(2026, 5, 15)) == (date(2026, 4, 17), date(2026, 5, 15), 14)
    assert windows(DONE, date(2027, 5, 1))[2] == 90
    with pytest.raises(ValueError, match="no days after"):
        windows(DONE, DONE)


def test_an_action_without_effect_is_claimed_to_have_one_in_at_most_one_of_twenty_small_practices() -> None:
    # every outcome of 15 consults before and 15 after, weighted by how likely it is
    outcomes = range(16)
    claimed = [
        (first, second)
        for first in outcomes
        for second in outcomes
        if judged(Part(first, 15), Part(second, 15), Part(0, 0), Part(0, 0), less_is_better=True).verdict
        in ("helped", "worse")
    ]
    for rate in (0.1, 0.3, 0.5):
        likely = binom.pmf(outcomes, 15, rate)
        assert 0.001 < sum(likely[first] * likely[second] for first, second in claimed) <= 0.05


def test_an_action_without_effect_is_credited_in_at_most_one_of_twenty_large_practices() -> None:
    draw = np.random.default_rng(20261122)
    helped = 0
    for _ in range(4000):
        before, after = (Part(int(draw.binomial(1000, 0.3)), 1000) for _ in range(2))
        rest = [Part(int(draw.binomial(2000, 0.3)), 2000) for _ in range(2)]
        helped += judged(before, after, *rest, less_is_better=True).verdict in ("helped", "worse")
    assert 40 < helped <= 200


def test_a_halved_no_show_rate_on_150_consults_is_found_mostly() -> None:
    draw = np.random.default_rng(7)
    found = 0
    for _ in range(100):
        before, after = Part(int(draw.binomial(150, 0.3)), 150), Part(int(draw.binomial(150, 0.15)), 150)
        rest = [Part(int(draw.binomial(600, 0.3)), 600) for _ in range(2)]
        found += judged(before, after, *rest, less_is_better=True).verdict == "helped"
    assert found >= 70


def _simulated(runs: int, consults: int, before: float, after: float, seed: int) -> list[str]:
    """Verdicts on so many practices of one table each being a location: consults half before, half after the day.

    A location's rest are all the others, whose share of no-shows stays as it was.
    """
    draw = np.random.default_rng(seed)
    others = 1200
    place = np.concatenate([np.repeat(np.arange(runs), consults), np.full(others, runs)])
    number = np.concatenate([np.tile(np.arange(consults), runs), np.arange(others)])
    late = number % 2 == 1
    missed = draw.random(len(place)) < np.where(late & (place < runs), after, before)
    due = pl.Series(np.where(late, 1, -1) * (number // 2 % 29 + 1) * 24 + 10).cast(pl.Int64)
    frame = pl.DataFrame({"place": place, "missed": missed, "due": due}).with_columns(
        due=pl.lit(MIDNIGHT) + pl.duration(hours="due")
    )
    rows = frame.select(
        lead_id=pl.int_range(pl.len()).cast(pl.String),
        channel=pl.lit("form"),
        location="L" + pl.col("place").cast(pl.String),
        created_at=pl.col("due") - pl.duration(days=50),
        consult_booked_at=pl.col("due") - pl.duration(days=40),
        consult_for="due",
        consult_attended_at=pl.when(~pl.col("missed")).then("due"),
        consult_attended=~pl.col("missed"),
    )
    known = leads({"channel": "form"}).clear()
    table = pl.concat([known, rows.cast({name: known.schema[name] for name in rows.columns})], how="diagonal")
    then, now = (lead_table(table, Practice(), as_of=MIDNIGHT + days * DAY) for days in (0, 30))
    return [
        effect(then, now, Filters.of(None, None, {"location": (f"L{run}",)}), BY_NAME["no_shows"], DONE, 30).verdict
        for run in range(runs)
    ]


def test_on_simulated_leads_without_an_effect_one_is_claimed_in_at_most_one_of_twenty_runs() -> None:
    verdicts = _simulated(500, 40, 0.3, 0.3, seed=20261122)
    assert 0 < sum(verdict in ("helped", "worse", "season") for verdict in verdicts) <= 25


@pytest.mark.parametrize(
    ("due", "before", "after", "runs"),
    # 150 consults due before and as many after; and 150 in all, where the share of before is large
    [(300, 0.3, 0.15, 60), (150, 0.4, 0.2, 60)],
)
def test_on_simulated_leads_a_halved_no_show_rate_is_found_mostly(
    due: int, before: float, after: float, runs: int
) -> None:
    verdicts = [_simulated(1, due, before, after, seed)[0] for seed in range(runs)]
    assert sum(verdict == "helped" for verdict in verdicts) >= 0.7 * runs


@pytest.mark.parametrize("measure", SCORECARD, ids=lambda measure: measure.name)
def test_every_measure_counts_a_part_of_its_whole(measure: Any) -> None:
    rows = [
        {"channel": "form"},
        {"channel": "form", "first_response_at": datetime(2026, 3, 2, 12, 5, tzinfo=UTC), "reached": True},
        {"channel": "form", "reached": True, "qualified": True},
        _consult(-40, shown=True) | {"procedure_booked": True},
        {"channel": "call", "call_answered": False},
    ]
    counted = measure.counted(_at(rows, MIDNIGHT), Filters(), None, None)
    expected = {
        "real_share": Part(4, 5),
        "within_limit": Part(1, 5),
        "reached_share": Part(3, 4),
        "qualified_share": Part(2, 3),
        "qualified_of_inquiries": Part(2, 5),
        "attended_of_inquiries": Part(1, 5),
        "booked_share": Part(1, 4),
        "no_shows": Part(0, 1),
        "procedure_share": Part(1, 1),
        "procedures_of_inquiries": Part(1, 5),
    }
    assert counted == expected[measure.name]
