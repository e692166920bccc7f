"""The finder on made-up practices, as few as a test run bears; `make leaks-trial` tries many more.

Bounds are loose where the number is small: a figure that misses them is off by more than chance.
"""

from __future__ import annotations

import pytest
from scipy.stats import binom

from dashboard.filters import Filters
from dashboard.metrics.leaks.finder import find_leaks
from tests.leaks.practices import by_coin, made_up
from tests.leaks.scoring import score
from tests.leaks.trial import FINDERS, Setting, Tally, trial

OURS = {"Leadloop": FINDERS["Leadloop"]}


@pytest.fixture(scope="module")
def leaking() -> Tally:
    return trial(OURS, Setting(2_000).practices(8, first=101))["Leadloop"]


def test_random_data_with_twelve_dimensions_are_called_leaking_in_one_practice_of_ten_at_most() -> None:
    alarmed = trial(OURS, (by_coin(seed, 200) for seed in range(40)))["Leadloop"].alarmed
    assert alarmed <= binom.ppf(0.99, 40, 0.1)


def test_healthy_practices_are_called_leaking_one_time_in_ten_at_most() -> None:
    alarmed = trial(OURS, Setting(400).practices(20, first=101, leaks=0))["Leadloop"].alarmed
    assert alarmed <= binom.ppf(0.99, 20, 0.1)


def test_the_young_and_the_slow_campaign_are_never_called_leaks() -> None:
    settings = Setting(500), Setting(500, days=60)
    tallies = [trial(OURS, setting.practices(10, first=201))["Leadloop"] for setting in settings]
    assert [tally.decoyed for tally in tallies] == [0, 0]


def test_a_slow_campaign_with_bad_luck_is_no_leak() -> None:
    # its leads take four times as long; of 172 the true chances send 54.5 on by now, and 38 happened to go
    practice = made_up(1_007_047, 2_000, leaks=0)
    assert score(practice, practice.table(), find_leaks(practice.table().slice(Filters())).leaks).decoys == ()


def test_most_leaks_an_oracle_sees_are_found_with_hardly_a_false_alarm(leaking: Tally) -> None:
    assert leaking.recall > 0.5
    assert leaking.false_a_report <= 0.25


def test_a_leak_is_as_large_as_it_is_said_to_be(leaking: Tally) -> None:
    assert 0.8 < leaking.size_ratio < 1.25
    assert leaking.covered >= binom.ppf(0.01, len(leaking.ratios), 0.85)


def test_the_same_leads_give_the_same_report() -> None:
    table = made_up(7, 600).table()
    assert find_leaks(table.slice(Filters())) == find_leaks(made_up(7, 600).table().slice(Filters()))
