"""What counts as found and as a false alarm, and how the simple rankings rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.leaks.practices import MadeUp, made_up
from tests.leaks.rankings import expected_minus_observed, ranked, wilson_bound, worst_rate
from tests.leaks.scoring import at_risk, score, true_loss


@dataclass(frozen=True)
class Said:
    step: tuple[str, str]
    where: tuple[tuple[str, str | None], ...]


@pytest.fixture(scope="module")
def practice() -> MadeUp:
    return made_up(1, 2_000)


def said(practice: MadeUp, place: int) -> Said:
    site = practice.planted[place].site
    return Said(site.stages, site.where)


def test_naming_the_planted_leaks_finds_them_all(practice: MadeUp) -> None:
    came = score(practice, practice.table(), [said(practice, place) for place in range(4)])
    assert came.hits == {0: 0, 1: 1, 2: 2, 3: 3}
    assert came.false == ()
    assert came.found == len(came.detectable)


def test_the_right_slice_at_another_step_is_a_false_alarm(practice: MadeUp) -> None:
    right = said(practice, 0)
    elsewhere = Said(("consult_attended", "procedure_booked"), right.where)
    assert right.step != elsewhere.step
    assert score(practice, practice.table(), [elsewhere]).false == (0,)


def test_a_leak_named_twice_is_found_once_and_no_false_alarm(practice: MadeUp) -> None:
    came = score(practice, practice.table(), [said(practice, 1), said(practice, 1)])
    assert (came.hits, came.false) == ({1: 0}, ())


def test_only_the_first_five_findings_count(practice: MadeUp) -> None:
    wrong = Said(("inquiry", "real"), (("area", "area 1"),))
    assert score(practice, practice.table(), [wrong] * 5 + [said(practice, 0)]).hits == {}


def test_naming_the_young_campaign_is_a_false_alarm_and_falls_for_a_decoy(practice: MadeUp) -> None:
    came = score(practice, practice.table(), [Said(("qualified", "consult_booked"), (("campaign", practice.young),))])
    assert (came.false, came.decoys) == ((0,), (0,))


def test_in_a_healthy_practice_every_finding_is_a_false_alarm() -> None:
    healthy = made_up(1, 300, leaks=0)
    assert score(healthy, healthy.table(), [Said(("real", "reached"), (("location", "North"),))]).false == (0,)


def test_a_slice_holds_the_leads_that_had_reached_the_stage(practice: MadeUp) -> None:
    rows = practice.leads
    by_hand = int(((rows["location"] == "North") & rows["reached"]).sum())
    assert at_risk(practice.table(), ("reached", "qualified"), (("location", "North"),)).sum() == by_hand


def test_the_true_loss_of_everybody_at_a_step_is_what_its_leaks_take(practice: MadeUp) -> None:
    leak = practice.planted[0]
    everybody = Said(leak.site.stages, ())
    same_step = sum(other.site.step == leak.site.step for other in practice.planted)
    assert same_step == 1
    assert true_loss(practice, practice.table(), everybody) == pytest.approx(leak.lost)


def test_each_ranking_prefers_what_it_says() -> None:
    # 100 leads of whom 40 went on, and 10 of whom 1 did, where half do
    leads, went_on = np.array([100.0, 10.0]), np.array([40.0, 1.0])
    assert worst_rate(leads, went_on, 0.5) == pytest.approx([0.2, 0.8])
    assert expected_minus_observed(leads, went_on, 0.5) == pytest.approx([10, 4])
    # Wilson's upper ends, from the textbook formula: 0.4980 and 0.4042
    assert wilson_bound(leads, went_on, 0.5) == pytest.approx([0.2, 0.958], abs=0.005)


def test_a_ranking_names_five_slices_below_the_usual_rate_best_first(practice: MadeUp) -> None:
    first = ranked(practice.table(), expected_minus_observed)
    assert len(first) == 5
    assert [one.by for one in first] == sorted((one.by for one in first), reverse=True)
    assert first[-1].by > 0
