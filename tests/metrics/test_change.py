"""A change of a rate, split into mix and rate, on leads counted by hand and against plain Python."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.change import Rate, change_by, changed, parts
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

BOOKED = Rate("inquiry", "consult_booked")
Group = tuple[str | None, int, int]
"""A channel's leads, and those of them that booked."""


def period(*groups: Group, by: str = "source") -> Slice:
    rows: list[dict[str, Any]] = []
    for value, number, booked in groups:
        rows += [{by: value, "consult_booked": place < booked} for place in range(number)]
    return lead_table(leads(*rows), Practice()).slice(Filters())


def test_more_leads_of_a_poor_source_are_mix_and_a_source_gone_worse_is_rate() -> None:
    # before: half and half, 50 % and 10 % book; now three in four are of the poor source, and the good one books 40 %
    then, now = period(("good", 100, 50), ("poor", 100, 10)), period(("good", 100, 40), ("poor", 300, 30))
    found = {row["value"]: row for row in change_by(now, then, BOOKED, "source").iter_rows(named=True)}
    whole = changed(now, then, BOOKED)
    assert whole is not None
    assert whole.points == pytest.approx(70 / 400 - 60 / 200)
    # mean of the whole's two rates: 23.75 %; the good source's mean rate 45 %, its share from 1/2 to 1/4
    assert found["good"]["mix"] == pytest.approx(-0.25 * (0.45 - 0.2375))
    assert found["poor"]["mix"] == pytest.approx(0.25 * (0.10 - 0.2375))
    assert found["good"]["effect"] == pytest.approx(-0.10 * 0.375)
    assert found["poor"]["effect"] == 0


def test_a_source_that_is_new_or_gone_is_all_mix() -> None:
    then, now = period(("old", 50, 25), ("kept", 50, 10)), period(("new", 50, 5), ("kept", 50, 10))
    found = {row["value"]: row for row in change_by(now, then, BOOKED, "source").iter_rows(named=True)}
    assert (found["old"]["effect"], found["new"]["effect"], found["kept"]["effect"]) == (0, 0, 0)
    assert (found["old"]["rate"], found["new"]["before_rate"]) == (None, None)
    assert sum(row["mix"] for row in found.values()) == pytest.approx(15 / 100 - 35 / 100)


def test_the_part_told_is_of_what_changed_and_not_of_a_value_that_holds_nearly_everybody() -> None:
    def both(north: tuple[int, int]) -> Slice:
        rows = [{"location": "North", "patient_type": "new", "consult_booked": n < north[1]} for n in range(north[0])]
        rows += [{"location": "South", "patient_type": "new", "consult_booked": n < 200} for n in range(400)]
        rows += [{"location": "South", "patient_type": "existing", "consult_booked": n < 5} for n in range(10)]
        return lead_table(leads(*rows), Practice()).slice(Filters())

    then, now = both((400, 200)), both((400, 80))
    told = parts(change_by(now, then, BOOKED, "location"), -120 / 810)
    assert told.select("value", "kind").rows() == [("North", "effect")]
    assert told["part"][0] == pytest.approx(-0.3 * 400 / 810)
    assert parts(change_by(now, then, BOOKED, "patient_type"), -120 / 810).is_empty()


def test_a_rate_goes_from_an_earlier_to_a_later_stage() -> None:
    with pytest.raises(ValueError, match="does not come before"):
        Rate("consult_booked", "reached")


def test_a_period_without_leads_has_no_rate_to_compare() -> None:
    some, nobody = period(("a", 3, 1)), lead_table(leads(), Practice()).slice(Filters())
    assert changed(some, nobody, BOOKED) is None
    assert change_by(some, nobody, BOOKED, "source").is_empty()


groups = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(0, 12), st.integers(0, 12)).map(
        lambda group: (group[0], group[1], min(group[1], group[2]))
    ),
    min_size=1,
    max_size=6,
)


def plainly(now: list[Group], then: list[Group]) -> dict[str | None, tuple[float, float]]:
    """Kitagawa's two parts of each value, by the definition."""

    def counts(side: list[Group], value: str | None) -> tuple[int, int]:
        return sum(n for v, n, _ in side if v == value), sum(b for v, _, b in side if v == value)

    total, total0 = sum(n for _, n, _ in now), sum(n for _, n, _ in then)
    whole = (sum(b for *_, b in now) / total + sum(b for *_, b in then) / total0) / 2
    found = {}
    for value in {v for v, n, _ in now + then if n}:
        (n, b), (n0, b0) = counts(now, value), counts(then, value)
        rate = b / n if n else b0 / n0
        rate0 = b0 / n0 if n0 else b / n
        share, share0 = n / total, n0 / total0
        found[value] = ((share - share0) * ((rate + rate0) / 2 - whole), (rate - rate0) * (share + share0) / 2)
    return found


@settings(deadline=None, max_examples=80)
@given(groups, groups)
def test_the_parts_are_those_of_the_definition_and_add_up_to_the_change(now: list[Group], then: list[Group]) -> None:
    here, before = period(*now, ("filled", 1, 1)), period(*then, ("filled", 1, 0))
    found = change_by(here, before, BOOKED, "source")
    expected = plainly([*now, ("filled", 1, 1)], [*then, ("filled", 1, 0)])
    assert set(found["value"]) == set(expected)
    for value, mix, effect in found.select("value", "mix", "effect").rows():
        assert (mix, effect) == pytest.approx(expected[value], abs=1e-12)
    whole = changed(here, before, BOOKED)
    assert whole is not None
    assert sum(found["mix"]) + sum(found["effect"]) == pytest.approx(whole.points, abs=1e-12)
    # told backwards, every part is the opposite
    backwards = {
        row[0]: row[1:] for row in change_by(before, here, BOOKED, "source").select("value", "mix", "effect").rows()
    }
    for value, mix, effect in found.select("value", "mix", "effect").rows():
        assert backwards[value] == pytest.approx([-mix, -effect], abs=1e-12)
