"""The Actions page, and the way there: from a leak or a figure to an action, done, and followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.ingest.checking import Checked, check
from dashboard.ingest.reading import read
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.practice import Practice
from dashboard.store.actions import Action
from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace
from dashboard.ui import leak_search
from dashboard.ui.escape import JOINER

Open = Callable[..., AppTest]
PAGE = "talk/actions"
TODAY = datetime.now(UTC).date()
DOCTOR = "Dr. Tomas Lindqvist"
LEAK = Leak(
    ("consult_booked", "consult_attended"),
    (("doctor", DOCTOR),),
    366,
    321.0,
    183,
    138.0,
    110.0,
    166.0,
    None,
    None,
    0.005,
    "operations",
)


def said(app: AppTest) -> str:
    shown = [*app.subheader, *app.markdown, *app.caption, *app.info, *app.success, *app.error]
    return "\n".join(str(one.value) for one in shown).replace("\\", "").replace(JOINER, "")


def stored(workspace_dir: Path) -> list[Action]:
    return Workspace(workspace_dir).teams.actions.all()


def typed(app: AppTest, prefix: str, what: str | None = None, who: str = "Maya Torres") -> None:
    if what is not None:
        app.text_input(key=f"{prefix} what").set_value(what)
    app.selectbox(key=f"{prefix} who").set_value(who)
    next(button for button in app.button if button.label == "Save action").click()
    app.run()
    assert not app.exception


def test_an_empty_page_says_where_actions_come_from(open_app: Open) -> None:
    assert "Make it an action" in said(open_app(PAGE))


def test_a_leak_becomes_an_action_that_remembers_its_leads_its_figure_and_the_way_back(
    open_app: Open, workspace_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(leads: Slice, told: object) -> LeakReport:
        return LeakReport(leads.table.as_of, leads.size, 100, 3.0, (LEAK,), (), (), ())

    monkeypatch.setattr(leak_search, "find_leaks", find)
    app = open_app("leaks/leaks", period="Last 3 months")
    app.button(key=f"act leak {LEAK.id} open").click().run()
    assert app.selectbox(key=f"act leak {LEAK.id} measure").value == "no_shows"
    assert app.selectbox(key=f"act leak {LEAK.id} team").value == "operations"
    typed(app, f"act leak {LEAK.id}", "Remind by text two days before")
    assert "Saved; it stands on the Actions page" in said(app)
    (action,) = stored(workspace_dir)
    assert (action.what, action.who, action.measure) == ("Remind by text two days before", "Maya Torres", "no_shows")
    assert dict(action.slice.where) == {"doctor": (DOCTOR,)}
    assert action.slice.since == date(2026, 8, 1)
    assert (action.origin, action.origin_id) == ("leak", LEAK.id)
    assert action.link.startswith("pages/leaks/leaks.py?")
    assert f"leak={LEAK.id}" in action.link


def test_a_figure_becomes_an_action_about_the_leads_in_view(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("leaks/funnel", doctor=DOCTOR)
    app.session_state["funnel numbers"] = True
    app.run()
    app.button(key="act figure funnel open").click().run()
    typed(app, "act figure funnel", "Ask why")
    (action,) = stored(workspace_dir)
    assert (action.origin, action.origin_id, action.measure) == ("figure", "funnel", None)
    assert dict(action.slice.where) == {"doctor": (DOCTOR,)}
    assert action.link.startswith("pages/leaks/funnel.py?doctor=Dr")


def test_an_ask_becomes_an_action_of_marketing(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.feedback.gather([Feedback("ask", "A price sheet", "Ann", TODAY)])
    app = open_app("talk/feedback")
    app.button(key="act ask 1 open").click().run()
    typed(app, "act ask 1")
    (action,) = stored(workspace_dir)
    assert (action.what, action.team, action.origin) == ("A price sheet", "marketing", "ask")


def test_a_theme_becomes_an_action(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.feedback.gather([Feedback("question", "Does it hurt?", "Ann", TODAY)])
    app = open_app("talk/feedback")
    app.session_state["edit_theme"] = True
    app.run()
    app.button(key="act theme 1 open").click().run()
    typed(app, "act theme 1")
    assert [(one.what, one.origin) for one in stored(workspace_dir)] == [("Does it hurt?", "theme")]


def test_words_that_tell_who_a_patient_is_are_not_stored(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE)
    app.button(key="act sync new open").click().run()
    typed(app, "act sync new", "Call jane.doe@example.com back")
    assert stored(workspace_dir) == []


def test_late_and_open_actions_stand_in_the_order_they_are_due(open_app: Open, workspace_dir: Path) -> None:
    actions = Workspace(workspace_dir).teams.actions
    actions.add(Action("Whenever", "Ana"))
    actions.add(Action("Late **one** <b>", "Ana", due=TODAY - timedelta(days=3)))
    words = said(open_app(PAGE))
    assert "1 of 2 open actions is late" in words
    assert words.index("Late **one** <b>") < words.index("Whenever")
    assert "3 days late" in words


def test_done_dropped_and_opened_again_with_one_click(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.actions.add(Action("Call", "Ana"))
    app = open_app(PAGE)
    app.button(key="done 1").click().run()
    (done,) = stored(workspace_dir)
    assert (done.status, done.done_on is not None) == ("done", True)
    app.segmented_control(key="actions").set_value("Done").run()
    app.button(key="open 1").click().run()
    assert stored(workspace_dir)[0].status == "open"
    app.segmented_control(key="actions").set_value("Open").run()
    app.button(key="drop 1").click().run()
    assert stored(workspace_dir)[0].status == "dropped"


def test_the_second_of_two_writers_is_told_and_shown_both(open_app: Open, workspace_dir: Path) -> None:
    actions = Workspace(workspace_dir).teams.actions
    first = actions.add(Action("Call", "Ana", outcome="As begun"))
    app = open_app(PAGE)
    app.session_state["change 1"] = True
    app.run()
    app.text_input(key="action 1 outcome").set_value("Mine").run()
    actions.change(replace(first, outcome="Theirs", who="Ben"))
    app.run()
    app.button(key="save action 1").click().run()
    assert any("Someone else changed this" in error.value for error in app.error)
    assert "Theirs" in said(app)
    assert app.text_input(key="action 1 outcome").value == "Mine"
    assert app.selectbox(key="action 1 who").value == "Ben"
    app.button(key="save action 1").click().run()
    assert [(one.who, one.outcome) for one in stored(workspace_dir)] == [("Ben", "Mine")]


def test_a_way_back_to_no_page_of_ours_is_not_drawn(open_app: Open, workspace_dir: Path) -> None:
    Workspace(workspace_dir).teams.actions.add(Action("Call", "Ana", link="https://evil.example/?x=1"))
    assert "evil" not in said(open_app(PAGE))


def _consults(first: date, days: int, shown: int) -> str:
    """A consult a day for each of two doctors: Ames' patients come on the first days, Bo's on two of three."""
    rows = []
    for place in range(days):
        day = first + timedelta(days=place)
        for doctor, came in (("Ames", place < shown), ("Bo", place % 3 > 0)):
            booked, created = day - timedelta(days=5), day - timedelta(days=9)
            attended = f"{day} 10:30" if came else ""
            rows.append(f"{doctor}{day},{created} 09:00,form,{doctor},{booked} 09:00,{day} 10:00,{attended}")
    return "\n".join(rows) + "\n"


def checked(rows: str, name: str) -> Checked:
    return check(read(name, (HEADER + rows).encode()), Practice(), b"a key for tests")


HEADER = "lead_id,created_at,channel,doctor,consult_booked_at,consult_for,consult_attended_at\n"
DONE = date(2026, 5, 1)


def test_from_a_leak_to_an_action_to_done_to_its_effect_on_the_next_import(open_app: Open, workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    here.add([checked(_consults(date(2026, 4, 1), 30, 12), "april.csv")])
    made = here.teams.actions.add(
        Action("Remind by text", "Maya", measure="no_shows", slice=Filters.of(None, None, {"doctor": ("Ames",)}))
    )
    here.teams.actions.change(replace(made, status="done", done_on=DONE))
    app = open_app(PAGE, actions="Done")
    assert "the data end before it was done; the next import tells" in said(app)
    here.add([checked(_consults(DONE, 30, 27), "may.csv")])
    app.run()
    words = said(app)
    # of 30 consults of April 18 were missed, of 30 of May 3
    assert "No-shows: 18 of 30 before, 3 of 30 after: better, unlikely to be chance" in words
    assert "All others over the same time: 10 of 30 before, 10 of 30 after" in words
    sync = said(open_app())
    assert "Done 1 May: Remind by text (Maya). No-shows: 18 of 30 before, 3 of 30 after" in sync
