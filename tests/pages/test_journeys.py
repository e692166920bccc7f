"""The Journeys page: five leads to read, and the shadowing log beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.store.shadowing import Shadowing
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open


def _told(app: AppTest) -> list[str]:
    return [found.value.replace("\\", "") for found in app.markdown if "Inquired" in found.value]


def test_the_same_link_draws_the_same_five_and_the_button_draws_others(open_app: Open) -> None:
    app = open_app("talk/journeys", journey="7")
    first = _told(app)
    assert len(first) == 5
    assert _told(open_app("talk/journeys", journey="7")) == first
    app.button(key="draw").click().run()
    assert app.query_params["journey"] == "8"
    assert _told(app) != first


def test_nobody_in_a_journey_has_a_name_or_a_number(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("talk/journeys", journey="7")
    leads = Workspace(workspace_dir).leads()
    told = " ".join(_told(app))
    for name in ("lead_id", "owner", "first_response_by"):
        assert not any(value in told for value in leads[name].drop_nulls().unique())


def test_a_link_that_is_no_number_draws_the_first(open_app: Open) -> None:
    assert _told(open_app("talk/journeys", journey="<b>")) == _told(open_app("talk/journeys"))


def test_what_was_learnt_is_logged_and_becomes_feedback_once(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("talk/journeys", who="Leo Park")
    app.session_state["log_visit"] = True
    app.run()
    app.text_area(key="shadowing learnt").set_value("Callers ask for the price first.")
    app.text_input(key="shadowing beside").set_value("the evening phones")
    app.button(key="shadowing save").click().run()
    assert not app.exception
    teams = Workspace(workspace_dir).teams
    (entry,) = teams.shadowings.all()
    assert (entry.who, entry.beside, entry.learnt) == (
        "Leo Park",
        "the evening phones",
        "Callers ask for the price first.",
    )
    app.button(key=f"shadowing {entry.id} feedback").click().run()
    assert [one.words for one in teams.feedback.all()] == ["Callers ask for the price first."]
    assert teams.shadowings.one(entry.id).feedback_id == teams.feedback.all()[0].id
    assert not [button for button in app.button if button.key == f"shadowing {entry.id} feedback"]


def test_a_phone_number_is_refused_and_the_words_stay(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("talk/journeys", who="Leo Park")
    app.session_state["log_visit"] = True
    app.run()
    app.text_area(key="shadowing learnt").set_value("Call her at 212-555-0199")
    app.button(key="shadowing save").click().run()
    assert any("phone number" in found.value for found in app.error)
    assert app.text_area(key="shadowing learnt").value == "Call her at 212-555-0199"
    assert Workspace(workspace_dir).teams.shadowings.all() == []


def test_a_visit_can_be_made_an_action(open_app: Open, workspace_dir: Path) -> None:
    entry = Workspace(workspace_dir).teams.shadowings.add(Shadowing(date(2026, 3, 2), "Mia", "Nobody calls back."))
    app = open_app("talk/journeys")
    app.button(key=f"act shadowing {entry.id} open").click().run()
    assert app.text_input(key=f"act shadowing {entry.id} what").value == "Nobody calls back."
