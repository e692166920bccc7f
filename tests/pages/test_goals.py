"""The Goals page: starters, setting, changing by two at once, closing, and what the sync says of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.filters import Filters
from dashboard.store.actions import Action
from dashboard.store.goals import Goal
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import JOINER
from dashboard.ui.period import month_ahead

Open = Callable[..., AppTest]
PAGE = "setup/goals"
OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
DOCTOR = "Dr. Tomas Lindqvist"


def said(app: AppTest) -> str:
    shown = [*app.subheader, *app.markdown, *app.caption, *app.info, *app.success, *app.error]
    words = "\n".join(str(one.value) for one in shown)
    return words.replace("\\", "").replace(JOINER, "").replace("\u00a0", " ")


def stored(workspace_dir: Path) -> list[Goal]:
    return Workspace(workspace_dir).teams.goals.all()


def opened(open_app: Open, part: str) -> AppTest:
    app = open_app(PAGE)
    app.session_state[part] = True
    return app.run()


def test_goals_are_set_for_the_month_of_the_next_day() -> None:
    assert month_ahead(date(2026, 10, 31)) == (date(2026, 11, 1), date(2026, 12, 1))
    assert month_ahead(date(2026, 12, 30)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_starters_stand_beside_the_practices_own_figures_and_their_source(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE)
    words = said(app)
    assert "No goal is set" in words
    assert "Answered in time** (sales): at least 90 %" in words
    assert "HBR 2011: of 2,241 US firms tested" in words
    app.button(key="starter no_shows").click().run()
    (goal,) = stored(workspace_dir)
    assert (goal.measure, goal.direction, goal.team, goal.since) == (
        "no_shows",
        "at_most",
        "operations",
        date(2026, 11, 1),
    )
    assert goal.baseline is not None
    assert "starter no_shows" not in [button.key for button in app.button]


def test_a_goal_is_set_for_some_leads_with_its_own_baseline(open_app: Open, workspace_dir: Path) -> None:
    app = opened(open_app, "new_goal")
    app.text_input(key="goal 0 name").set_value("Fewer no-shows")
    app.selectbox(key="goal 0 measure").set_value("no_shows").run()
    app.number_input(key="goal 0 target").set_value(20)
    app.radio(key="goal 0 direction").set_value("at_most")
    app.selectbox(key="goal 0 team").set_value("operations")
    app.selectbox(key="goal 0 owner").set_value("Maya Torres")
    app.multiselect(key="goal 0 only doctor").set_value([DOCTOR]).run()
    app.button(key="save goal 0").click().run()
    assert not app.exception
    (goal,) = stored(workspace_dir)
    assert (goal.name, goal.target, goal.direction, goal.owner) == ("Fewer no-shows", 0.2, "at_most", "Maya Torres")
    assert goal.slice == Filters.of(None, None, {"doctor": (DOCTOR,)})
    assert goal.baseline is not None
    assert 0 < goal.baseline < 1
    assert f"Doctor: {DOCTOR}" in said(app)


def test_a_goal_without_days_or_beyond_all_is_refused_in_a_sentence(open_app: Open, workspace_dir: Path) -> None:
    app = opened(open_app, "new_goal")
    app.selectbox(key="goal 0 measure").set_value("booked_share").run()
    app.number_input(key="goal 0 target").set_value(140)
    app.button(key="save goal 0").click().run()
    assert "at most 100 percent" in said(app)
    assert stored(workspace_dir) == []


def test_the_second_of_two_writers_is_told_and_shown_both(open_app: Open, workspace_dir: Path) -> None:
    goals = Workspace(workspace_dir).teams.goals
    first = goals.add(Goal("Bookings", "consult_booked", *OCTOBER, 45, "sales"))
    app = opened(open_app, "change goal 1")
    app.text_input(key="goal 1 name").set_value("Mine").run()
    goals.change(replace(first, name="Theirs", target=50))
    app.run()
    app.button(key="save goal 1").click().run()
    assert any("Someone else changed this" in error.value for error in app.error)
    assert "Theirs" in said(app)
    assert (app.text_input(key="goal 1 name").value, app.number_input(key="goal 1 target").value) == ("Mine", 50)
    app.button(key="save goal 1").click().run()
    assert [(one.name, one.target) for one in stored(workspace_dir)] == [("Mine", 50)]


def test_both_teams_goals_stand_as_one_chain_and_closed_ones_apart(open_app: Open, workspace_dir: Path) -> None:
    goals = Workspace(workspace_dir).teams.goals
    goals.add(Goal("Quota", "qualified", *OCTOBER, 60, "marketing"))
    goals.add(Goal("Bookings **b** <b>", "consult_booked", *OCTOBER, 45, "sales"))
    app = open_app(PAGE)
    assert "60 qualified leads (marketing) and 45 consults booked (sales) fit together where 75 % go on" in said(app)
    assert "Bookings **b** <b>" in said(app)
    app.button(key="close goal 1").click().run()
    assert stored(workspace_dir)[0].closed
    assert "fit together" not in said(app)
    assert any(fold.label == "Closed goals (1)" for fold in app.expander)


def test_goals_stand_in_the_scorecard_and_in_the_minutes(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.goals.add(Goal("Bookings", "consult_booked", *OCTOBER, 45, "sales"))
    app = open_app(part="Scorecard")
    sentence = next(line for line in said(app).splitlines() if "Bookings (sales)" in line)
    assert "goal at least 45: " in sentence
    answer = CliRunner().invoke(main, ["minutes", "--format", "json", "--workspace", str(workspace_dir)])
    assert answer.exit_code == 0
    parts = {part["name"]: part for part in json.loads(answer.stdout)["parts"]}
    assert f"- {parts['scorecard']['lines'][0]}" == sentence


def test_done_actions_are_followed_in_the_minutes_of_the_command_line(workspace_dir: Path) -> None:
    actions = Workspace(workspace_dir).teams.actions
    actions.add(Action("Remind", "Maya", measure="no_shows", status="done", done_on=date(2026, 10, 1)))
    answer = CliRunner().invoke(main, ["minutes", "--format", "json", "--workspace", str(workspace_dir)])
    assert answer.exit_code == 0
    lines = json.loads(answer.stdout)["parts"][0]["lines"]
    assert lines[0].startswith("Done 1 Oct: Remind (Maya). No-shows: ")
