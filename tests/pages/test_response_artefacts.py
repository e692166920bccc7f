"""The Response page refuses to draw waits that are how a file was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.ingest.checking import check
from dashboard.ingest.reading import read
from dashboard.practice import Practice
from dashboard.store.workspace import Workspace

Open = Callable[..., AppTest]


def _stored(folder: Path, answered: Callable[[datetime, int], datetime]) -> None:
    here = Workspace(folder)
    arrived = [datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=7 * nth, minutes=nth % 50) for nth in range(60)]
    lines = [f"{nth},{at.isoformat()},{answered(at, nth).isoformat()}" for nth, at in enumerate(arrived)]
    text = "\n".join(["lead_id,created_at,first_response_at", *lines])
    here.add([check(read("leads.csv", text.encode()), Practice(), here.match_key())])


def test_answers_dated_before_their_inquiry_are_not_drawn_as_waits(open_app: Open, workspace_dir: Path) -> None:
    _stored(workspace_dir, lambda at, nth: at - timedelta(days=nth + 1))
    app = open_app("leaks/response")
    assert "dated before their inquiry" in app.info[0].value
    assert not any("first answer" in str(found.value).lower() for found in app.subheader)


def test_files_that_say_nothing_of_tries_and_answers_are_said_so_once(open_app: Open, workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    lines = ["lead_id,created_at,procedure_booked_at", *(f"{nth},2026-03-0{nth},2026-03-1{nth}" for nth in range(1, 9))]
    here.add([check(read("leads.csv", "\n".join(lines).encode()), Practice(), here.match_key())])
    app = open_app("leaks/response")
    assert len(app.info) == 1
    assert "say nothing of tries" in app.info[0].value


def test_answers_after_minutes_and_days_are(open_app: Open, workspace_dir: Path) -> None:
    _stored(workspace_dir, lambda at, nth: at + timedelta(minutes=nth * nth))
    app = open_app("leaks/response")
    assert any("answered within" in found.value for found in app.subheader)


def test_a_clock_that_ends_at_dates_without_a_time_is_left_out_and_the_others_are_drawn(
    open_app: Open, workspace_dir: Path
) -> None:
    here = Workspace(workspace_dir)
    lines = ["lead_id,created_at,channel,first_attempt_at,reached_at,consult_booked_at"]
    for nth in range(60):
        at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=7 * nth, minutes=nth % 50)
        tried, reached = at + timedelta(minutes=nth * 3), at + timedelta(minutes=nth * nth + 200)
        booked = (at + timedelta(days=5)).date()
        lines.append(f"{nth},{at.isoformat()},form,{tried.isoformat()},{reached.isoformat()},{booked}")
    here.add([check(read("leads.csv", "\n".join(lines).encode()), Practice(), here.match_key())])
    app = open_app("leaks/response")
    assert any("consult's booking is not drawn" in found.value.replace("\\", "") for found in app.info)
    assert any(found.value.startswith("Half of those tried") for found in app.subheader)
