"""The agenda of a sync, and the minutes written from it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.metrics.measures import BY_NAME, Part
from dashboard.minutes.agenda import Agenda, Bar, Kept, Spoken
from dashboard.minutes.compose import STARTS_S, agenda
from dashboard.minutes.markdown import markdown
from dashboard.minutes.page import page
from dashboard.minutes.scorecard import Score
from dashboard.minutes.span import since_last
from dashboard.minutes.spoken import heard_until, spoken
from dashboard.practice import Practice
from dashboard.store.actions import Action
from dashboard.store.briefs import Brief
from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace
from tests.metrics.leads_by_hand import NOON, leads

TODAY = date(2026, 4, 1)
HOSTILE = "<script>alert(1)</script> ![x](http://a.b/c) [y](javascript:z) =1+1 | `$x$` @channel"


def _leads(name: str = "North", **more: Any) -> Slice:
    rows = [
        {"channel": "form", "location": name, "reached": True} | more,
        {"channel": "form", "location": name, "reached": True, "consult_booked": True},
        {"channel": "form", "location": name},
        {"channel": "call", "location": name, "is_real": False},
    ]
    table = lead_table(leads(*rows), Practice(name="Test practice"), as_of=NOON + timedelta(days=2))
    return table.slice(Filters())


def _report(value: str | None = "North") -> LeakReport:
    leak = Leak(("real", "reached"), (("location", value),), 60, 40.0, 20, 20.0, 10.0, 30.0, None, None, 0.004, "sales")
    return LeakReport(NOON, 4, 10, 3.0, (leak,), (), (), ())


def _agenda(value: str = "North", said: Spoken | None = None) -> Agenda:
    return agenda(_leads(value), None, _report(value), said or Spoken(), sample=False)


def test_the_agenda_walks_through_its_seven_parts_in_ten_minutes() -> None:
    parts = _agenda().parts
    assert [part.name for part in parts] == list(STARTS_S)
    starts = [part.starts_s for part in parts]
    assert starts == sorted(starts)
    assert starts[-1] < 600


def test_the_bars_hold_every_lead_once() -> None:
    bars = {bar.label: bar for bar in _agenda().part("funnel").bars}
    assert bars["Inquiry"] == Bar("Inquiry", won=3, open=0, lost=1)
    assert bars["Reached"].reached == 2
    assert bars["Consult booked"].reached == 1


def test_the_biggest_leak_stands_under_the_funnel_and_among_the_challenges() -> None:
    found = _agenda()
    assert "20 of 60 were reached, 40 expected" in found.part("funnel").lines[0]
    assert found.challenges[0] == found.part("funnel").lines[0]


def test_six_questions_are_answered() -> None:
    answers = _agenda().answers
    assert len(answers) == 6
    assert answers[0].answer.startswith("2 of 3 (67 %) were reached")


def _thirty_and_six_of_forty(field: str, *values: str) -> Agenda:
    """The sync of two values whose leads booked a procedure 30 and 6 times of 40."""
    rows = [
        {field: value, "procedure_booked": number < booked}
        for value, booked in zip(values, (30, 6), strict=True)
        for number in range(40)
    ]
    table = lead_table(leads(*rows), Practice(), as_of=NOON + timedelta(days=2))
    return agenda(table.slice(Filters()), None, _report(), Spoken(), sample=False)


def test_files_that_tell_only_procedures_say_which_segment_ends_in_more_of_them() -> None:
    found = _thirty_and_six_of_forty("location", "North", "South")
    # 6 of 40 against 30 of 40
    assert found.answers[4].answer.startswith(
        "Location South: fewer booked a procedure, 6 of 40 (15 %) against 75 % elsewhere"
    )
    assert [row[:2] for row in found.part("scorecard").rows] == [("Procedures booked", "36 of 80 (45 %)")]


def test_a_channel_that_stands_out_is_said_in_words_without_its_field() -> None:
    found = _thirty_and_six_of_forty("channel", "call", "form")
    assert found.answers[4].answer.startswith("Forms: fewer booked a procedure, 6 of 40 (15 %) against 75 % elsewhere")


def test_a_segment_is_not_compared_where_the_leads_are_too_few() -> None:
    assert _agenda().answers[4].answer == "Too few leads to compare: no two groups have 30 in this view"


def test_files_that_tell_qualified_and_not_reached_have_their_measure() -> None:
    rows = [{"qualified": number < 3} for number in range(10)]
    table = lead_table(leads(*rows), Practice(), as_of=NOON + timedelta(days=2))
    measures = [one for one in BY_NAME.values() if one.answerable(table)]
    assert [one.name for one in measures] == ["qualified_of_inquiries"]
    assert measures[0].counted(table, Filters(), None, None) == Part(3, 10)


def test_an_agenda_comes_back_from_json_as_it_was() -> None:
    found = _agenda()
    assert Agenda.from_json(json.loads(json.dumps(found.to_json()))) == found
    kept = Kept(wins=("We won",), notes="Good")
    assert Kept.from_json(json.loads(json.dumps(kept.to_json()))) == kept


def test_what_people_kept_takes_the_place_of_what_was_suggested() -> None:
    text = markdown(_agenda(), Kept(challenges=("Only this",), decisions=("Ana: call back",), notes="See you"))
    challenges = text.split("## Challenges")[1].split("## Updates")[0]
    assert challenges.split() == ["-", "Only", "this"]
    assert "Ana: call back" in text
    assert "See you" in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_holds_no_script_no_link_and_no_address_whatever_a_value_says() -> None:
    said = page(_agenda(HOSTILE, Spoken(actions=(HOSTILE,), brief=HOSTILE)), Kept(notes=HOSTILE))
    found = _Page()
    found.feed(said)
    assert not found.tags & {"script", "a", "img", "link", "iframe", "object", "form"}
    assert not found.attributes & {"src", "href", "onerror", "onload", "action"}
    assert "&lt;script&gt;" in said


def test_markdown_of_a_hostile_value_stays_text() -> None:
    said = markdown(_agenda(HOSTILE), Kept())
    assert "<script>" not in said
    assert "](" not in said.replace("\\](", "")
    assert "http://" not in said
    assert "@channel" not in said
    for line in said.splitlines():
        if line.startswith("|"):
            assert line.count("|") - line.count("\\|") in (5, 6)


def test_a_measure_that_moved_by_chance_alone_is_no_news() -> None:
    steady = Score(BY_NAME["no_shows"], Part(12, 60), Part(10, 60))
    assert (steady.moved, steady.words) == (0, "no clear change")
    fewer = Score(BY_NAME["no_shows"], Part(3, 60), Part(20, 60))
    assert (fewer.moved, fewer.words) == (1, "28 points fewer, better")
    worse = Score(BY_NAME["reached_share"], Part(20, 60), Part(50, 60))
    assert (worse.moved, worse.words) == (-1, "50 points fewer, worse")
    assert worse.sentence == "Reached: 20 of 60 real leads (33 %, 83 % before)"


def test_a_sync_is_about_the_leads_since_the_last_one() -> None:
    newest = date(2026, 3, 31)
    assert since_last(date(2026, 3, 10), newest) == Filters.of(date(2026, 3, 11), TODAY)
    assert since_last(None, newest) == Filters.of(date(2026, 3, 4), TODAY)
    assert since_last(date(2026, 3, 28), newest) == Filters.of(date(2026, 3, 4), TODAY)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w")


def test_a_workspace_without_records_says_where_they_come_from(workspace: Workspace) -> None:
    said = spoken(workspace.teams, TODAY)
    assert said == Spoken()


def test_records_speak_at_the_sync(workspace: Workspace) -> None:
    teams = workspace.teams
    for day in (1, 2):
        teams.feedback.gather(
            [Feedback("question", "Does it hurt?", "Ana", TODAY - timedelta(days=day))], ["Does it hurt?"]
        )
    teams.feedback.gather([Feedback("ask", "A price sheet", "Ben", TODAY - timedelta(days=60))])
    teams.actions.add(Action("Answer at noon", "Cy", due=TODAY - timedelta(days=2)))
    teams.actions.add(Action("New form", "Di", status="done", done_on=TODAY))
    teams.briefs.save(Brief("Spring", TODAY - timedelta(days=3), offer="10 % off", by="Di"))
    said = spoken(teams, TODAY, TODAY - timedelta(days=7))
    assert said.actions == ("Cy: Answer at noon (by 30 Mar, 2 days late)",)
    assert "Does it hurt?" in said.questions
    assert said.asks == "1 ask waits for an answer: “A price sheet”"
    assert said.brief == "Spring, version 1"
    assert said.brief_lines == ("Offer: 10 % off",)
    assert said.updates == (
        "Brief for Spring, version 1, from 29 Mar",
        "Done: New form (Di)",
        "2 pieces of feedback from 1 person",
    )


def test_what_was_heard_after_the_last_export_speaks_at_the_sync_too(workspace: Workspace) -> None:
    teams, later = workspace.teams, TODAY + timedelta(days=5)
    assert heard_until(teams, TODAY) == TODAY
    teams.feedback.gather([Feedback("question", "Is parking free?", "Ana", later)])
    assert heard_until(teams, TODAY) == later
    assert "Is parking free?" in spoken(teams, heard_until(teams, TODAY)).questions


def test_minutes_name_the_day_the_data_end() -> None:
    assert f"data up to {(NOON + timedelta(days=2)).astimezone(UTC):%d %b %Y}" in markdown(_agenda(), Kept())
    assert isinstance(_agenda().as_of, datetime)
