"""Comparable leads: chance against counting every case, and the usual value of leads of the same mix."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.leaks.comparable import difference, strata, usual
from tests.metrics.leaks.counted import group, searched

Lead = tuple[bool, bool, int]
"""Shows it, is of the slice, stratum."""


def test_three_of_three_against_none_of_three_happen_once_in_twenty() -> None:
    here = np.array([True] * 3 + [False] * 3)
    found = difference(here.copy(), here, np.zeros(6, np.int64))
    assert found
    assert (found.here, found.of_here, found.there, found.of_there, found.expected) == (3, 3, 0, 3, 0.0)
    assert found.chance == pytest.approx(1 / 20)


def test_a_few_strays_alike_in_a_field_do_not_speak_for_all_comparable_leads() -> None:
    def matched(strays: int) -> tuple[str, ...]:
        leads = searched(
            group(100, 10, campaign="Ad", source="meta"),
            group(strays, 0, campaign="Old ad", source="meta"),
            group(300, 200, campaign="Search", source="google"),
        )
        here = (leads.table.leads["campaign"] == "Ad").to_numpy()
        return strata(leads.table, leads.rows(), here, ["source"])[1]

    assert matched(9) == ()
    assert matched(10) == ("source",)


def test_each_stratum_is_compared_within_itself() -> None:
    shown, here = np.array([True, False, True, False]), np.array([True, False, True, False])
    found = difference(shown, here, np.array([0, 0, 1, 1]))
    assert found
    assert found.chance == pytest.approx(1 / 4)


def test_a_stratum_without_others_tells_nothing() -> None:
    assert difference(np.array([True]), np.array([True]), np.zeros(1, np.int64)) is None


def test_the_usual_value_counts_each_stratum_as_often_as_the_slice_has_leads_in_it() -> None:
    amounts = np.array([0.0] * 4 + [1.0, 1.0, 1.0, 1.0, 9.0])
    here = np.array([True] * 4 + [False] * 5)
    stratum = np.array([0, 1, 1, 1, 0, 0, 0, 0, 1])
    assert usual(amounts, here, stratum) == 9.0


def by_counting(leads: list[Lead]) -> float:
    """Of all ways to draw each stratum's slice from its leads, the share that shows it as often or more."""
    ways, seen = [], 0
    for number in {stratum for *_, stratum in leads}:
        mine = [(shown, here) for shown, here, stratum in leads if stratum == number]
        size = sum(here for _, here in mine)
        if 0 < size < len(mine):
            seen += sum(shown and here for shown, here in mine)
            ways.append([sum(mine[at][0] for at in drawn) for drawn in combinations(range(len(mine)), size)])
    totals = [sum(draw) for draw in product(*ways)]
    return sum(total >= seen for total in totals) / len(totals)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 2)), min_size=1, max_size=12))
def test_chance_is_what_counting_every_case_gives(leads: list[Lead]) -> None:
    shown, here, stratum = (np.array(column) for column in zip(*leads, strict=True))
    found = difference(shown, here, stratum)
    if found:
        assert found.chance == pytest.approx(by_counting(leads), abs=1e-9)
