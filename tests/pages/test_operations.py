"""The Operations page: consults, who misses them, and what is free."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.practice import Practice
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open, import_leads


def _headings(app: AppTest) -> str:
    return " | ".join(found.value for found in app.subheader)


def test_the_doctor_whose_consults_lie_far_ahead_is_not_blamed_for_no_shows(open_app: Open) -> None:
    app = open_app("leaks/operations")
    app.selectbox(key="operations_by").set_value("doctor").run()
    assert "Lindqvist" in _headings(app)
    assert "that could be the days ahead" in _headings(app)


def test_the_doctor_whose_weeks_ahead_are_fullest_is_named(open_app: Open) -> None:
    app = open_app("leaks/operations")
    assert any("Lindqvist" in text and "next four weeks" in text for text in (one.value for one in app.subheader))


def test_without_slots_the_page_says_where_to_enter_them(open_app: Open, workspace_dir: Path) -> None:
    lines = ["lead_id,created_at,consult_booked_at,consult_for,doctor"]
    lines += [f"{nth},2026-03-0{nth},2026-03-0{nth},2026-03-1{nth},Dr. Lee" for nth in range(1, 9)]
    import_leads(workspace_dir, *lines)
    app = open_app("leaks/operations")
    assert any("Settings page" in found.value for found in app.info)


def test_a_file_that_knows_procedures_only_is_not_said_to_have_no_missed_consults(
    open_app: Open, workspace_dir: Path
) -> None:
    lines = ["lead_id,created_at,procedure_booked_at"]
    lines += [f"{nth},2026-03-0{nth},2026-03-1{nth}" for nth in range(1, 9)]
    import_leads(workspace_dir, *lines)
    app = open_app("leaks/operations")
    assert "These files tell of no consults" in app.info[0].value
    assert "did not show up" not in _headings(app)


def test_a_view_without_leads_says_what_to_do(open_app: Open) -> None:
    app = open_app("leaks/operations", period="Custom dates", **{"from": "1999-01-01", "to": "1999-01-02"})
    assert "Choose a longer period" in app.info[0].value


def test_consult_slots_are_entered_one_doctor_a_line(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("setup/settings")
    app.text_area(key="consult_slots").set_value("Dr. Lee: 20\nDr. Ott : 8")
    next(button for button in app.button if button.label == "Save settings").click().run()
    assert Workspace(workspace_dir).settings().consult_slots == (("Dr. Lee", 20), ("Dr. Ott", 8))
    assert Practice.from_json(Workspace(workspace_dir).settings().to_json()) == Workspace(workspace_dir).settings()


def test_a_line_without_a_number_is_not_saved(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("setup/settings")
    app.text_area(key="consult_slots").set_value("Dr. Lee")
    next(button for button in app.button if button.label == "Save settings").click().run()
    assert any("write a line like Dr. Lee: 20" in found.value.replace("\\", "") for found in app.error)
    assert Workspace(workspace_dir).settings().consult_slots == ()
