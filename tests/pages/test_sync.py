"""The page of the sync: its walk, its words, and what saving it keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.actions import Action
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import JOINER
from dashboard.ui.sync_walk import TITLES

Open = Callable[..., AppTest]


def _said(app: AppTest) -> str:
    """Everything said on the page, as a reader sees it."""
    said = [*app.markdown, *app.subheader, *app.caption, *app.success, *app.error]
    return "\n".join(str(one.value) for one in said).replace("\\", "").replace(JOINER, "")


def test_the_app_opens_with_the_sync_since_the_last_one(open_app: Open) -> None:
    app = open_app()
    assert app.selectbox(key="period").value == "Since the last sync"
    assert app.selectbox(key="compare").value == "Period before"
    assert "Six questions, one sentence each" in _said(app)


def test_a_period_chosen_by_a_link_stays(open_app: Open) -> None:
    assert open_app(period="Last month").selectbox(key="period").value == "Last month"


@pytest.mark.parametrize("title", [title for title in TITLES.values() if title not in ("Funnel and leak", "Decisions")])
def test_every_part_of_the_agenda_can_be_linked_to(title: str, open_app: Open) -> None:
    app = open_app(part=title)
    assert app.segmented_control(key="part").value == title
    assert app.subheader


def test_next_and_back_walk_through_the_agenda(open_app: Open) -> None:
    app = open_app()
    app.button(key="next").click().run()
    assert app.segmented_control(key="part").value == "Scorecard"
    app.button(key="back").click().run()
    app.button(key="back").click().run()
    assert app.segmented_control(key="part").value == "Last actions"


def test_the_clock_runs_once_it_is_started(open_app: Open) -> None:
    app = open_app()
    app.button(key="begin").click().run()
    assert app.button(key="stop")
    app.button(key="stop").click().run()
    assert app.button(key="begin")


def test_what_each_team_did_is_suggested_among_the_updates(open_app: Open) -> None:
    app = open_app(part="Scorecard")
    updates = next(one.value for one in app.text_area if one.label == "Updates")
    assert [line.split(":")[0] for line in updates.splitlines()] == ["Marketing", "Sales", "Operations"]


def test_an_open_action_stands_at_the_beginning(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.actions.add(Action("Call **back** <b>", "Ana", due=date(2020, 1, 1)))
    said = _said(open_app())
    assert "1 action" in said
    assert "Ana: Call **back** <b> (by 1 Jan" in said


def test_a_decision_becomes_an_action_and_stands_in_the_minutes(open_app: Open, workspace_dir: Path) -> None:
    # two days of one campaign: little to search for leaks in
    app = open_app(part="Decisions", period="Custom dates", **{"from": "2026-10-01", "to": "2026-10-02"})
    app.text_input(key="decision what").set_value("Answer evening forms")
    app.selectbox(key="decision who").set_value("Maya Torres")
    app.selectbox(key="decision measure").set_value("no_shows")
    next(button for button in app.button if button.label == "Decide").click()
    app.run()
    actions = Workspace(workspace_dir).teams.actions.all()
    assert [(one.what, one.who, one.measure, one.origin) for one in actions] == [
        ("Answer evening forms", "Maya Torres", "no_shows", "sync")
    ]
    assert "Maya Torres: Answer evening forms" in _said(app)
    app.text_area(key=next(one.key for one in app.text_area if one.label == "Notes")).set_value("Good sync")
    app.button(key="save sync").click().run()
    saved = Workspace(workspace_dir).teams.syncs.all()[0]
    assert saved.words["notes"] == "Good sync"
    assert saved.words["decisions"][0].startswith("Maya Torres: Answer evening forms")
    assert saved.slice.since == date(2026, 10, 1)
    assert app.selectbox(key="sync").options
    assert Workspace(workspace_dir).teams.actions.all()[0].sync_id == saved.id
    day = f"{saved.held_on.day} {saved.held_on:%b %Y}"
    assert f"decided in the sync of {day}" in _said(open_app("talk/actions"))
    assert f"decided in the sync of {day}" in _said(open_app(period="Custom dates", **{"from": "2026-10-01"}))


def test_notes_that_tell_who_a_patient_is_are_warned_of_and_not_saved(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(part="Decisions", period="Custom dates", **{"from": "2026-10-01", "to": "2026-10-02"})
    notes = next(one.key for one in app.text_area if one.label == "Notes")
    app.text_area(key=notes).set_value("Write to planted@example.com").run()
    assert any("looks like an e-mail address" in one.value.replace("\\", "") for one in app.warning)
    app.button(key="save sync").click().run()
    assert "Not saved" in _said(app)
    assert Workspace(workspace_dir).teams.syncs.all() == []
    app.text_area(key=notes).set_value("Good sync").run()
    assert not app.warning


def test_a_decision_without_anybody_is_not_stored(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(part="Decisions", period="Custom dates", **{"from": "2026-10-01", "to": "2026-10-02"})
    app.text_input(key="decision what").set_value("Answer evening forms")
    next(button for button in app.button if button.label == "Decide").click()
    app.run()
    assert "Not saved" in _said(app)
    assert Workspace(workspace_dir).teams.actions.all() == []
