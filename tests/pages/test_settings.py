"""The practice's agreements, changed on the Settings page."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

PAGE = "setup/settings"


def test_what_is_saved_is_what_the_workspace_keeps(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE)
    app.text_input(key="practice_name").set_value("Quillmere Eye")
    app.selectbox(key="time_zone").select("Europe/Berlin")
    app.selectbox(key="holiday_country").select("DE")
    app.text_input(key="holiday_region").set_value("by")
    app.number_input(key="response_limit").set_value(30)
    app.number_input(key="real_call").set_value(45)
    app.text_input(key="currency").set_value("eur")
    app.checkbox(key="Saturday open").check()
    app.get_by_key("Saturday to").set_value(time(13))
    app.checkbox(key="Monday open").uncheck()

    app.button[0].click().run()

    assert not app.exception
    kept = Workspace(workspace_dir).agreed_practice()
    assert (kept.name, kept.time_zone, kept.holiday_country, kept.holiday_region) == (
        "Quillmere Eye",
        "Europe/Berlin",
        "DE",
        "BY",
    )
    assert (kept.response_limit_s, kept.real_call_s, kept.currency) == (1800, 45, "EUR")
    assert kept.opening[0] is None
    assert kept.opening[1] == (time(9), time(17))
    assert kept.opening[5] == (time(9), time(13))


def test_hours_that_end_before_they_start_are_answered_by_a_sentence_and_not_saved(
    open_app: Open, workspace_dir: Path
) -> None:
    app = open_app(PAGE)
    app.get_by_key("Friday to").set_value(time(8))

    app.button[0].click().run()

    assert "Friday: the practice closes before it opens" in app.error[0].value.replace("\\", "")
    assert Workspace(workspace_dir).agreed_practice().opening[4] == (time(9), time(17))


def test_a_currency_that_is_none_is_answered_by_a_sentence(open_app: Open) -> None:
    app = open_app(PAGE)
    app.text_input(key="currency").set_value("$")

    app.button[0].click().run()

    assert "$ is no currency" in app.error[0].value.replace("\\", "")


def test_with_the_sample_in_view_the_page_says_whose_settings_these_are(open_app: Open) -> None:
    assert "The sample practice in view keeps its own" in open_app(PAGE).caption[1].value


def test_areas_and_procedures_are_entered_one_a_line(open_app: Open, workspace_dir: Path) -> None:
    app = open_app(PAGE)
    app.text_area(key="areas").set_value("Eastmere\n\n Westmere \nEastmere")
    app.text_area(key="procedures").set_value("LASIK")

    app.button[0].click().run()

    assert not app.exception
    kept = Workspace(workspace_dir).agreed_practice()
    assert (kept.areas, kept.procedures) == (("Eastmere", "Westmere"), ("LASIK",))
    assert open_app(PAGE).text_area(key="areas").value == "Eastmere\nWestmere"
