"""What goals and done actions say, word by word."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.findings.actions import actions_finding, effect_sentence, effect_subtitle, rest_words
from dashboard.findings.goals import chain_finding, goal_sentence, goals_finding
from dashboard.metrics.before_after import judged
from dashboard.metrics.goals import Attainment
from dashboard.metrics.measures import BY_NAME, Part
from dashboard.metrics.pace import Pace
from dashboard.store.goals import Goal

NO_SHOWS = BY_NAME["no_shows"]
BOOKINGS = Goal("Consults booked", "consult_booked", date(2026, 3, 1), date(2026, 4, 1), 45, "sales")
QUALIFIED = Goal("Leads", "qualified", date(2026, 3, 1), date(2026, 4, 1), 60, "marketing")
SHARE = Goal("No-shows", "no_shows", date(2026, 3, 1), date(2026, 4, 1), 0.2, "operations", "at_most")


def _count(goal: Goal = BOOKINGS, standing: Any = "either", so_far: int = 22, gone: int = 18) -> Attainment:
    found = Pace(so_far, gone, 31, 41.2, 36, 47)
    return Attainment(goal, standing, gone, 31, found, None, 41.2, 36, 47)


def test_a_count_is_on_pace_with_a_range() -> None:
    assert goal_sentence(_count()) == (
        "Consults booked (sales): on pace for 41 of 45 (36 to 47): could go either way; 22 so far, 18 of 31 days gone"
    )


def test_a_count_already_met_and_one_missed_say_so() -> None:
    assert goal_sentence(_count(standing="met", so_far=45)) == (
        "Consults booked (sales): 45 already, 13 days to go, goal at least 45: met"
    )
    assert goal_sentence(_count(standing="missed", so_far=41, gone=31)) == (
        "Consults booked (sales): 41, goal at least 45: missed"
    )


def test_a_share_says_of_what_and_where_it_will_end() -> None:
    found = Attainment(SHARE, "behind", 18, 31, None, Part(9, 31), 0.29, 0.21, 0.36)
    assert goal_sentence(found) == (
        "No-shows (operations): 9 of 31 (29 %) consults due, 21 % to 36 % by the end, goal at most 20 %: behind"
    )
    few = Attainment(SHARE, "too_few", 3, 31, None, Part(1, 4))
    assert goal_sentence(few).endswith("1 of 4 (25 %) consults due, goal at most 20 %: too few to say")
    assert goal_sentence(Attainment(SHARE, "unknown", 3, 31)).endswith("at most 20 %; these data cannot tell")


def test_a_goal_ahead_says_what_is_usual() -> None:
    assert goal_sentence(_count(standing="ahead", so_far=0, gone=0)) == (
        "Consults booked (sales): at least 45 from 1 Mar on; at the usual pace 41 (36 to 47)"
    )


def test_the_page_says_how_many_are_on_course_and_which_are_behind() -> None:
    assert goals_finding([]) == "No goal is set yet"
    assert goals_finding([_count(standing="ahead")]) == "It is too early to tell how the goals stand"
    found = [_count(standing="met"), _count(), Attainment(SHARE, "behind", 18, 31, None, Part(9, 31))]
    assert goals_finding(found) == "1 of 3 goals are met or on course; behind: No-shows (operations)"
    assert goals_finding([_count(standing="either")] * 2) == "Both goals could still go either way"
    assert goals_finding([_count(standing="either")]) == "The goal could still go either way"


def test_a_chain_says_what_must_go_on() -> None:
    assert chain_finding([_count(QUALIFIED, so_far=40), _count()]) == (
        "60 qualified leads (marketing) and 45 consults booked (sales) fit together where 75 % go on; "
        "22 of 40 (55 %) so far"
    )


def test_an_effect_is_told_in_the_words_of_the_issue() -> None:
    helped = judged(Part(9, 31), Part(3, 28), Part(0, 0), Part(0, 0), days=28, less_is_better=True)
    assert effect_sentence(NO_SHOWS, helped) == (
        "No-shows: 9 of 31 before, 3 of 28 after: better, unlikely to be chance"
    )
    subtitle = effect_subtitle(NO_SHOWS, helped, "Doctor: Dr. Ames")
    assert subtitle.startswith("Of consults due, 28 days before and 28 days after")
    assert "−18 points (−37 to +3)" in subtitle
    assert rest_words(helped) == ""


def test_a_season_a_chance_a_turn_for_the_worse_and_a_handful_are_told_apart() -> None:
    rest = (Part(240, 600), Part(120, 600))
    season = judged(Part(60, 150), Part(30, 150), *rest, less_is_better=True)
    assert effect_sentence(NO_SHOWS, season) == (
        "No-shows: 60 of 150 before, 30 of 150 after: better, but the rest moved as much "
        "(240 of 600 before, 120 of 600 after)"
    )
    nobody = (Part(0, 0), Part(0, 0))
    assert "could be chance" in effect_sentence(
        NO_SHOWS, judged(Part(9, 30), Part(8, 30), *nobody, less_is_better=True)
    )
    assert "worse, unlikely" in effect_sentence(
        NO_SHOWS, judged(Part(9, 90), Part(50, 90), *nobody, less_is_better=True)
    )
    assert "too few to say" in effect_sentence(NO_SHOWS, judged(Part(1, 3), Part(0, 4), *nobody, less_is_better=True))


def test_late_actions_are_counted() -> None:
    today = date(2026, 4, 1)
    assert actions_finding([], today) == "No action is open"
    assert actions_finding([None, today], today) == "2 actions are open, none is late"
    assert actions_finding([date(2026, 3, 1), None], today) == "1 of 2 open actions is late"
