"""Two leaks at one step, counted by hand: neither may hide the other from what it is set beside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dashboard.filters import Filters
from dashboard.findings.leak_evidence import evidence
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.leaks.explain import Explanation, explain
from dashboard.metrics.leaks.report import Leak
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

STEP = ("real", "reached")
Group = tuple[int, int, dict[str, Any]]
"""Leads, how many of them were reached, and what they are."""


def leak(*where: tuple[str, str | None], leads: int = 40, observed: int = 20, expected: float = 36.0) -> Leak:
    return Leak(STEP, where, leads, expected, observed, 16.0, 10.0, 22.0, None, None, 0.01, "sales")


NORTH, COLE = leak(("location", "North")), leak(("owner", "Cole"))


def table(*groups: Group) -> LeadTable:
    rows = [
        {"channel": "form", "reached": True} | kind if place < reached else {"channel": "form", "lost": True} | kind
        for number, reached, kind in groups
        for place in range(number)
    ]
    dated = [{"created_at": NOON + place * timedelta(minutes=1)} | row for place, row in enumerate(rows)]
    return lead_table(leads(*dated), Practice(), as_of=NOON + timedelta(days=400))


def explained(found: LeadTable, which: Leak, *others: Leak) -> Explanation:
    return explain(found.slice(Filters()), which, others)


def first_sentence(which: Leak, found: Explanation) -> str:
    return evidence(which, found, lambda name: name.capitalize())[0]


def test_the_leads_of_another_leak_are_not_comparable() -> None:
    """12 of 120 are reached at North. At South Cole reaches 20 of 40, and Dee 36 of 40, as all should be."""
    found = table(
        (120, 12, {"location": "North", "owner": "Dee"}),
        (40, 20, {"location": "South", "owner": "Cole"}),
        (40, 36, {"location": "South", "owner": "Dee"}),
    )
    with_north = explained(found, COLE)
    # beside everybody, 12 + 36 of 160, Cole would seem to do better
    assert with_north.went.expected == 40 * 48 / 160 == 12
    assert not with_north.compared

    cole = explained(found, COLE, NORTH, COLE)
    assert (cole.went.here, cole.went.of_here, cole.went.expected) == (20, 40, 36.0)
    assert (cole.went.there, cole.went.of_there) == (36, 40)
    assert first_sentence(COLE, cole).startswith("Of those no longer open, 20 of 40 (50 %) were reached; of comparable")
    assert first_sentence(COLE, cole).endswith(" 90 %.")

    north = explained(found, NORTH, NORTH, COLE)
    assert (north.went.here, north.went.of_here, north.went.expected) == (12, 120, 108.0)


def test_leads_in_both_leaks_are_set_beside_the_other_leak_s_own() -> None:
    """Of Cole's 10 at North 1 should have been reached, as of Dee's 12 of 120; of his 40 at South, 36."""
    found = table(
        (120, 12, {"location": "North", "owner": "Dee"}),
        (10, 0, {"location": "North", "owner": "Cole"}),
        (40, 20, {"location": "South", "owner": "Cole"}),
        (40, 36, {"location": "South", "owner": "Dee"}),
    )
    cole = explained(found, COLE, NORTH)
    assert (cole.went.here, cole.went.of_here, cole.left_out) == (20, 50, 0)
    assert round(cole.went.expected, 9) == 1 + 36
    north = explained(found, NORTH, COLE)
    assert round(north.went.expected, 9) == 10 * 20 / 40 + 120 * 36 / 40 == 113


def test_leads_that_only_the_slice_has_of_another_leak_are_left_out_and_said_to_be() -> None:
    """All of North is Cole's: what is lost there is told once, as North's."""
    found = table(
        (30, 3, {"location": "North", "owner": "Cole"}),
        (40, 20, {"location": "South", "owner": "Cole"}),
        (40, 36, {"location": "South", "owner": "Dee"}),
    )
    cole = explained(found, COLE, NORTH)
    assert (cole.leads, cole.left_out, cole.went.expected) == (40, 30, 36.0)
    assert first_sentence(COLE, cole) == (
        "Of those no longer open and in no other leak, 20 of 40 (50 %) were reached; of comparable leads 90 %."
    )


def test_where_all_others_are_another_leak_s_nobody_is_set_beside_it() -> None:
    found = table((60, 6, {"location": "North", "owner": "Dee"}), (40, 20, {"location": "South", "owner": "Cole"}))
    cole = explained(found, COLE, NORTH)
    assert (cole.mechanisms, cole.compared, cole.left_out) == ((), False, 40)
    assert (
        first_sentence(COLE, cole) == "There are no other leads at this step outside the other leaks to compare with."
    )
    assert len(cole.to_look_at) == 5


def test_few_comparable_leads_are_said_to_be_too_few() -> None:
    found = table(
        (120, 12, {"location": "North", "owner": "Dee"}),
        (40, 20, {"location": "South", "owner": "Cole"}),
        (12, 11, {"location": "South", "owner": "Dee"}),
    )
    assert first_sentence(COLE, explained(found, COLE, NORTH)) == (
        "Of those no longer open, 20 of 40 (50 %) were reached; 12 comparable leads are too few to set beside them."
    )


def test_a_rest_smaller_than_what_is_left_out_does_not_speak_for_the_slice() -> None:
    found = table(
        (60, 6, {"location": "North", "owner": "Cole"}),
        (10, 2, {"location": "South", "owner": "Cole"}),
        (40, 36, {"location": "South", "owner": "Dee"}),
    )
    cole = explained(found, COLE, NORTH)
    assert (cole.leads, cole.left_out, cole.compared) == (10, 60, False)
    assert first_sentence(COLE, cole).startswith("20 of 40 (50 %) were reached; going by")


def test_another_step_s_leak_takes_nobody_away() -> None:
    found = table((40, 12, {"location": "North", "owner": "Dee"}), (40, 20, {"location": "South", "owner": "Cole"}))
    later = Leak(("reached", "qualified"), *(getattr(NORTH, name) for name in list(Leak.__dataclass_fields__)[1:]))
    assert explained(found, COLE, later).went.of_there == 40


def test_the_evenings_of_a_location_that_does_well_are_set_beside_its_own_days() -> None:
    """Evenings elsewhere are answered as seldom as these, but North's own days far more often."""
    evening = {"created_at": NOON + timedelta(hours=7)}
    found = table(
        (40, 20, {"location": "North"} | evening),
        (60, 54, {"location": "North"}),
        (60, 30, {"location": "South"} | evening),
        (40, 20, {"location": "South"}),
    )
    north = explained(found, leak(("location", "North"), ("arrival_hours", "evening")))
    assert north.matched_on[0] == "location"
    assert (north.went.here, north.went.of_here, north.went.expected) == (20, 40, 36.0)


def test_where_no_group_of_leads_shows_the_loss_the_evidence_says_what_it_goes_by() -> None:
    found = table((40, 20, {"owner": "Cole"}), (80, 36, {"owner": "Dee"}))
    cole = explained(found, COLE)
    assert not cole.compared
    assert first_sentence(COLE, cole) == (
        "20 of 40 (50 %) were reached; going by all that is known of them, field by field, 90 % should have. "
        "No other leads are like these in all of it."
    )
