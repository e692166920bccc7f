"""Leaks, their evidence and what would settle them, word by word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.findings.leak_evidence import evidence, explained_by, settle, speaks_for
from dashboard.findings.leak_what_if import closing_finding, moving_finding
from dashboard.findings.leaks import chance_words, hand_off, leak_sentence, leaks_finding, so_far_sentence
from dashboard.findings.slice_words import leads_words, slice_words
from dashboard.metrics.leaks.closing import closing
from dashboard.metrics.leaks.comparable import Difference
from dashboard.metrics.leaks.explain import Explanation, Mechanism
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.metrics.what_if import StageWorth
from dashboard.signals import NAMES as NAMES_OF_SIGNALS
from dashboard.stages import NAMES

NORTH = Leak(
    step=("real", "reached"),
    where=(("location", "North office"), ("channel", "call"), ("arrival_hours", "evening")),
    leads=60,
    expected=27.1,
    observed=12,
    lost=15.1,
    low=9.2,
    high=21.4,
    money=41234.0,
    currency="USD",
    chance=0.004,
    team="sales",
)
REPORT = LeakReport(datetime(2026, 9, 30, tzinfo=UTC), 618, 240, 11.6, (), (), (), ())
WENT = Difference(12, 58, 400, 900, 25.8, 0.001)


def label(name: str) -> str:
    return {"segment_0a1b2c3d": "Language"}.get(name, name.replace("_", " ").capitalize())


def explanation(*mechanisms: Mechanism, **more: Any) -> Explanation:
    known: dict[str, Any] = {
        "leads": 58,
        "left_out": 0,
        "went": WENT,
        "matched_on": ("channel", "procedure", "source", "payer"),
        "mechanisms": mechanisms,
        "hypothesis": mechanisms[0].hypothesis if mechanisms else None,
        "team": "sales",
        "to_look_at": ("17", "9"),
    }
    return Explanation(**(known | more))


def mechanism(kind: Any, value: str | None = None, **more: Any) -> Mechanism:
    return Mechanism(kind, value, more.pop("edge", None), Difference(40, 50, 90, 900, 5.0, 1e-6), 1e-5, **more)


def test_a_leak_says_where_how_many_were_expected_lost_and_worth_what() -> None:
    assert leak_sentence(NORTH, label) == (
        "North office, evening calls: 12 of 60 were reached, 27 expected; "
        "about 15 patients lost (9 to 21), worth $41,000"
    )


def test_where_no_value_is_known_no_worth_is_said_and_one_patient_is_one() -> None:
    single = replace(NORTH, money=None, lost=1.2, low=0.4, high=1.4, expected=13.2)
    assert leak_sentence(single, label) == (
        "North office, evening calls: 12 of 60 were reached, 13 expected; about 1 patient lost (0 to 1)"
    )


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ((("doctor", "Dr. Ames"),), "Dr. Ames"),
        ((("campaign", None),), "Campaign not known"),
        ((("owner", "Cole"), ("source", "Meta")), "Leads of Cole, Meta"),
        ((("source", "meta"), ("owner", "Cole")), "Source meta, leads of Cole"),
        ((("campaign", "2026"),), "Campaign 2026"),
        ((("landing_page", "/eyes"), ("arrival_day", "weekend")), "Landing page /eyes, weekend inquiries"),
        ((("owner", "Cole"), ("inbox", "info@")), "Leads of Cole, inbox info@"),
        ((("owner", "Cole"), ("inbox", None)), "Leads of Cole, inbox not known"),
        ((("channel", "form"),), "Forms"),
        ((("channel", "text"), ("doctor", "Dr. Ames")), "Texts, Dr. Ames"),
        ((("response_band", "up to 5 min"),), "Up to 5 min"),
        ((("age_band", "30-39"),), "Age band 30-39"),
        ((("procedure", "tummy tuck"), ("segment_0a1b2c3d", "Spanish")), "Procedure tummy tuck, Language: Spanish"),
        ((("segment_0a1b2c3d", "Spanish"),), "Language: Spanish"),
        ((("arrival_day", "weekend"),), "Weekend inquiries"),
        ((("channel", "form"), ("arrival_hours", "night")), "Night forms"),
        ((("handoffs", "2+"),), "Passed on twice or more"),
        ((("month", "2026-03"),), "March 2026"),
        ((("patient_type", "new"), ("channel", "walk_in")), "New patients, walk-ins"),
        ((("inbox", "info@"),), "Inbox info@"),
    ],
)
def test_a_slice_is_said_in_plain_words(where: tuple[tuple[str, str | None], ...], words: str) -> None:
    assert slice_words(where, label) == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (("campaign", "meta_lal"), "leads of meta_lal"),
        (("persona", "Young eyes"), "leads of Young eyes"),
        (("channel", "form"), "forms"),
        (("owner", "Cole"), "leads of Cole"),
        (("inbox", "info@"), "leads with inbox info@"),
        (("handoffs", "1"), "leads passed on once"),
        (("attempts", "0"), "leads never tried"),
        (("response_band", "1 to 4 h"), "leads that waited 1 to 4 h"),
        (("response_band", "not answered"), "leads not answered"),
        (("segment_0a1b2c3d", "Spanish"), "leads with Language: Spanish"),
        (("month", "2026-03"), "leads of March 2026"),
        (("doctor", None), "leads whose doctor is not known"),
    ],
)
def test_leads_are_said_in_plain_words_within_a_sentence(where: tuple[str, str | None], words: str) -> None:
    assert leads_words(*where, label) == words


def test_a_step_over_stages_the_files_leave_out_names_both_ends() -> None:
    assert hand_off(replace(NORTH, step=("inquiry", "procedure_booked"))) == "inquiry → procedure, sales"
    assert hand_off(replace(NORTH, step=("inquiry", "real"))) == "ad → inquiry, sales"


def test_the_hand_off_and_its_team_are_named_and_nobody_in_it() -> None:
    assert hand_off(NORTH) == "inquiry → phone, sales"
    assert hand_off(replace(NORTH, step=("qualified", "consult_booked"))) == "phone → calendar, sales"


def test_chance_is_said_in_searches_of_a_hundred() -> None:
    assert chance_words(0.004).startswith("Unlikely to be chance: where nothing is wrong, fewer than 1 search in 100")
    assert "6 searches in 100 show as much" in chance_words(0.06)
    assert chance_words(0.3).startswith("Could be chance")


def test_a_healthy_practice_hears_what_would_have_been_found() -> None:
    assert leaks_finding(REPORT) == (
        "Nothing stands out in 618 leads: what would have been found is a loss of about 12 patients or more."
    )


def test_the_number_of_leaks_is_said_in_the_right_number() -> None:
    assert leaks_finding(replace(REPORT, leaks=(NORTH,))) == "1 leak stands out in 618 leads"
    two = replace(REPORT, leaks=(NORTH, replace(NORTH, step=("reached", "qualified"))))
    assert leaks_finding(two) == "2 leaks stand out in 618 leads"
    assert leaks_finding(two, dismissed=1) == "1 leak stands out in 618 leads, 1 more is dismissed"
    assert leaks_finding(two, dismissed=2) == "Nothing else stands out in 618 leads: 2 leaks are dismissed"


def test_too_few_leads_are_no_clean_bill_of_health() -> None:
    none = replace(REPORT, leads=1, looked_at=0, smallest=None)
    assert leaks_finding(none) == "1 lead: too few to search for leaks"
    assert leaks_finding(replace(REPORT, smallest=None)) == (
        "Nothing stands out in 618 leads; of most steps they are so few that only a very large loss would show"
    )


def test_slow_and_young_leads_are_not_called_lost() -> None:
    assert so_far_sentence(NORTH, label) == ("North office, evening calls: 12 of 60 were reached, 27 expected by now")


def test_evidence_is_three_short_sentences_of_counts() -> None:
    said = evidence(NORTH, explanation(mechanism("never_answered"), mechanism("channel", "form")), label)
    assert said == (
        "Of those no longer open, 12 of 58 (21 %) were reached; "
        "of comparable leads, alike in channel, procedure and source, 44 %.",
        "Associated with no answer by a person: 40 of 50 (80 %), 10 % of comparable leads.",
        "Also with forms not reached: 40 of 50 (80 %), 10 % of comparable leads.",
    )
    assert "because" not in " ".join(said)


def test_waits_and_days_are_said_with_what_is_usual() -> None:
    slow = mechanism("slow_answer", edge=3600.0, middle=4 * 3600.0)
    ahead = mechanism("far_ahead", edge=1.0, middle=35.2)
    assert explained_by(explanation(slow, ahead)) == [
        "an answer later than 1 h: 40 of 50, 5 expected",
        "a consult more than 1 day ahead: 40 of 50, 5 expected",
    ]
    assert "half of them 35 days or more" in evidence(NORTH, explanation(ahead), label)[1]


@pytest.mark.parametrize("kind", ["marked", "missed_call", "never_tried", "never_answered", "handed_on", "no_owner"])
def test_what_goes_with_a_leak_reads_on_from_associated_with(kind: Any) -> None:
    words = evidence(NORTH, explanation(mechanism(kind)), label)[1].split(":")[0]
    assert words.removeprefix("Associated with ") in {
        "being marked as no real lead",
        "calls nobody took",
        "never being tried",
        "no answer by a person",
        "being passed on",
        "having no owner",
    }


def test_every_sign_of_junk_is_said_in_plain_words() -> None:
    for name in NAMES_OF_SIGNALS:
        (said,) = explained_by(explanation(mechanism("signal", name)))
        assert said.endswith(": 40 of 50, 5 expected")
        assert "sign" not in said
    assert evidence(NORTH, explanation(mechanism("signal", "burst")), label)[1].startswith(
        "Associated with being one of many sent at once: 40 of 50 (80 %)"
    )


def test_without_a_mechanism_the_evidence_says_so() -> None:
    assert evidence(NORTH, explanation(), label)[1].startswith("Nothing these files record differs enough")
    assert evidence(NORTH, explanation(went=replace(WENT, of_there=0)), label) == (
        "There are no other leads at this step to compare with.",
    )


@pytest.mark.parametrize(
    ("found", "speaks", "settles"),
    [
        (mechanism("marked"), "not real", "Look up 2 of these leads"),
        (mechanism("signal", "out_of_area"), "wrong audience", "Read what 2 of these leads asked for"),
        (mechanism("reason", "Price not on the page"), "missing piece of information", "Ask the counselors of 2"),
        (mechanism("reason", "Moved away"), "", "Ask the counselors of 2 of these leads what lay behind"),
        (mechanism("never_answered"), "the process", "Follow 2 of these leads"),
        (mechanism("few_tries", edge=3.0), "the process", "Try 2 of these leads again"),
        (mechanism("channel", "call"), "the process", "Listen to 2 of these calls"),
        (mechanism("short_call"), "not real", "Listen to 2 of these calls"),
        (mechanism("missed_call"), "the process", "Look up when 2 of these calls came in, and who was to take them"),
        (mechanism("far_ahead", edge=9.0, middle=30.0), "the process", "Ask 2 of these leads whether an earlier date"),
    ],
)
def test_what_was_found_speaks_for_something_and_can_be_settled(found: Mechanism, speaks: str, settles: str) -> None:
    whole = explanation(found)
    assert speaks in speaks_for(whole)
    assert bool(speaks) == bool(speaks_for(whole))
    assert settle(NORTH, whole).startswith(settles)


def test_closing_leaks_adds_money_and_never_patients_of_different_steps() -> None:
    booked = replace(NORTH, step=("qualified", "consult_booked"), lost=10.0, low=4.0, high=16.0, money=80_000.0)
    reached = replace(NORTH, lost=20.0, low=12.0, high=28.0, money=20_000.0)
    would = closing([booked, reached], 0.5, NAMES)
    assert would.patients == (("reached", 10.0), ("consult_booked", 5.0))
    # one patient is worth 8,000 and 1,000: the ranges reach 48,000 and 8,000 to each side
    assert would.money == 50_000.0
    assert (would.low, would.high) == pytest.approx(
        (0.5 * (100_000 - (48_000**2 + 8_000**2) ** 0.5), 0.5 * (100_000 + (48_000**2 + 8_000**2) ** 0.5))
    )
    assert closing_finding(would) == (
        "Closing that much would bring about 10 more patients reached and 5 more consults booked, "
        "worth $50,000 ($26,000 to $74,000)"
    )
    assert closing([booked, replace(reached, money=None)], 1.0, NAMES).money is None
    assert closing_finding(closing([], 1.0, NAMES)).startswith("Choose the leaks")


def test_moving_a_stage_says_what_comes_of_it() -> None:
    more = StageWorth("consult_booked", 200, 0.4, 0.45, 10.0, 2.5, 15000.0)
    assert (
        moving_finding(more, "USD")
        == "If 45 % instead of 40 % booked a consult: 10 more consults booked, 2 more procedures, worth $15,000 more"
    )
    fewer = StageWorth("reached", 100, 0.5, 0.49, -1.0, -0.2, None)
    assert moving_finding(fewer, None) == "If 49 % instead of 50 % were reached: 1 fewer patient reached"
    assert (
        moving_finding(StageWorth("reached", 100, 0.5, 0.5, 0.0, 0.0, 0.0), "USD")
        == "As it is: 50 % of 100 were reached"
    )
    assert moving_finding(None, None) == "Nobody got that far yet, so no later rate is known"
