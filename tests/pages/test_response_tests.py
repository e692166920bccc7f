"""The Response tests page: a test is planned, logged, compared, and never counted as a lead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.store.response_tests import ResponseTest
from dashboard.store.workspace import Workspace
from tests.pages.conftest import Open

DAY = date(2026, 10, 5)
SENT = datetime(2026, 10, 5, 14, 0, tzinfo=UTC)


def _local(*parts: int) -> datetime:
    """A moment as it is typed: on the practice's clock."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc, arg-type]


def test_without_a_test_the_page_says_what_to_do(open_app: Open) -> None:
    app = open_app("talk/response_tests")
    assert any("Plan a test below" in found.value for found in app.info)


def test_a_test_is_planned_for_a_service_a_channel_and_an_hour(open_app: Open, workspace_dir: Path) -> None:
    app = open_app("talk/response_tests", who="Leo Park")
    app.session_state["plan_test"] = True
    app.run()
    app.selectbox(key="plan channel").set_value("form")
    app.selectbox(key="plan hour").set_value(20)
    app.button(key="plan save").click().run()
    assert not app.exception
    (kept,) = Workspace(workspace_dir).teams.response_tests.all()
    assert (kept.who, kept.channel, kept.hour, kept.sent_at) == ("Leo Park", "form", 20, None)


def test_what_came_back_is_logged_in_the_practices_time_and_its_record_is_no_lead(
    open_app: Open, workspace_dir: Path
) -> None:
    here = Workspace(workspace_dir)
    test = here.teams.response_tests.save(ResponseTest("Mia", DAY, channel="form"))
    number = here.leads()["lead_id"][0]
    before = here.leads().height
    app = open_app("talk/response_tests")
    app.session_state[f"test {test.id} open"] = True
    app.run()
    app.datetime_input(key=f"test {test.id} sent_at").set_value(_local(2026, 10, 5, 10, 0))
    app.datetime_input(key=f"test {test.id} answered_at").set_value(_local(2026, 10, 5, 13, 30))
    app.text_input(key=f"test {test.id} lead_id").set_value(number)
    app.button(key=f"save test {test.id}").click().run()
    assert not app.exception
    kept = here.teams.response_tests.one(test.id)
    zone = ZoneInfo("America/New_York")
    assert kept.sent_at == datetime(2026, 10, 5, 10, 0, tzinfo=zone)
    assert kept.answered_at == datetime(2026, 10, 5, 13, 30, tzinfo=zone)
    assert here.leads().height == before - 1
    assert any("that the files report" in found.value for found in app.subheader)


def test_an_answer_before_the_test_is_refused_with_a_sentence(open_app: Open, workspace_dir: Path) -> None:
    test = Workspace(workspace_dir).teams.response_tests.save(ResponseTest("Mia", DAY, sent_at=SENT))
    app = open_app("talk/response_tests")
    app.session_state[f"test {test.id} open"] = True
    app.run()
    app.datetime_input(key=f"test {test.id} answered_at").set_value(_local(2026, 10, 4, 13, 30))
    app.button(key=f"save test {test.id}").click().run()
    assert any("before the test was sent" in found.value for found in app.error)


def test_the_gap_between_tests_and_files_is_named(open_app: Open, workspace_dir: Path) -> None:
    for _ in range(3):
        test = ResponseTest("Mia", DAY, channel="form", sent_at=SENT, answered_at=SENT + timedelta(days=3))
        Workspace(workspace_dir).teams.response_tests.save(test)
    app = open_app("talk/response_tests")
    assert any("longer than the" in found.value for found in app.subheader)
