"""Leads older than a practice keeps them go for good, and nothing else goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.practice import Practice
from dashboard.store import embedded
from dashboard.store.feedback import Feedback
from dashboard.store.imports import StoreError
from dashboard.store.retention import BY_ITSELF, kept_from, last_removed, outdated, remove_outdated, remove_when_due
from dashboard.store.trouble import BusyError
from dashboard.store.workspace import Workspace
from dashboard.ui import daily
from tests.pages.conftest import Open, open_app
from tests.store.files import at, leads, touches
from tests.store.test_forgetting import holders

__all__ = ["open_app"]
TODAY = date(2026, 12, 31)
FILE = leads(
    {"lead_id": "OLD-LEAD-1", "created_at": at(1, 5), "match_email": "key-of-the-old"},
    {"lead_id": "NEW-LEAD-2", "created_at": at(11, 9)},
    through=at(12, 30),
)
CALLS = touches({"lead_id": "OLD-LEAD-1", "system": "crm", "at": at(1, 6), "kind": "call"}, file="calls.csv")


@pytest.fixture
def workspace(workspace_dir: Path) -> Workspace:
    """A lead of January and one of November; leads are kept for six months."""
    workspace = Workspace(workspace_dir)
    workspace.add([FILE, CALLS])
    workspace.teams.feedback.gather(
        [Feedback("question", "Does it hurt?", "Ann", date(2026, 1, 7), lead_id="OLD-LEAD-1")]
    )
    workspace.save_practice(replace(workspace.settings(), keep_months=6))
    return workspace


def test_months_are_counted_back_by_the_calendar() -> None:
    assert kept_from(Practice(keep_months=1), date(2026, 3, 31)) == date(2026, 2, 28)
    assert kept_from(Practice(keep_months=12), date(2024, 2, 29)) == date(2023, 2, 28)
    assert kept_from(Practice(keep_months=1), date(2026, 1, 31)) == date(2025, 12, 31)
    assert kept_from(Practice(keep_months=3), date(2026, 2, 28)) == date(2025, 11, 28)
    assert kept_from(Practice(), TODAY) is None


def test_old_leads_are_gone_with_every_byte_and_the_others_stay(workspace: Workspace) -> None:
    assert holders(workspace.folder, "OLD-LEAD-1", "key-of-the-old")
    found, gone = remove_outdated(workspace, TODAY)
    assert (found.leads, found.before, gone.rows, gone.records) == (1, date(2026, 6, 30), 2, 1)
    assert holders(workspace.folder, "OLD-LEAD-1", "key-of-the-old") == []
    assert sorted(workspace.leads()["lead_id"]) == ["NEW-LEAD-2"]
    assert workspace.touches().is_empty()
    assert [one.lead_id for one in workspace.teams.feedback.all()] == [None]


def test_a_later_file_does_not_bring_them_back(workspace: Workspace) -> None:
    remove_outdated(workspace, TODAY)
    assert workspace.add([FILE]).receipts[0].left_out == 1
    assert outdated(workspace, TODAY).leads == 0  # type: ignore[union-attr]


def test_without_a_limit_nothing_is_removed(workspace: Workspace) -> None:
    workspace.save_practice(replace(workspace.settings(), keep_months=0))
    with pytest.raises(StoreError, match="No limit is set"):
        remove_outdated(workspace, TODAY)
    assert workspace.leads().height == 2


def test_the_command_counts_and_removes_only_when_told(workspace: Workspace) -> None:
    words = ["retention", "--workspace", str(workspace.folder)]
    counted = CliRunner().invoke(main, words, catch_exceptions=False)
    assert counted.exit_code == 0
    assert "leads are from before" in counted.stdout
    assert workspace.leads().height == 2
    assert "Removed for good:" in CliRunner().invoke(main, [*words, "--remove"], catch_exceptions=False).stdout
    assert CliRunner().invoke(main, ["retention", "--workspace", "/nowhere"], catch_exceptions=False).exit_code == 3


def test_a_limit_set_today_takes_effect_tomorrow_and_then_once_a_day(workspace: Workspace) -> None:
    assert remove_when_due(workspace, TODAY) is None
    assert workspace.leads().height == 2
    tomorrow = TODAY + timedelta(days=1)
    found = remove_when_due(Workspace(workspace.folder, lambda: BY_ITSELF), tomorrow)
    assert found is not None
    assert (found.leads, found.before) == (1, date(2026, 7, 1))
    assert sorted(workspace.leads()["lead_id"]) == ["NEW-LEAD-2"]
    assert last_removed(workspace) == tomorrow
    deed = workspace.audit.all()[0]
    assert (deed.who, deed.about) == ("Leadloop, by itself", "leads from before 2026-07-01, 2 rows")
    before = workspace.version
    assert remove_when_due(workspace, tomorrow) is None
    assert remove_when_due(workspace, tomorrow + timedelta(days=1)) is None
    assert workspace.version == before


def test_another_limit_and_a_clock_that_jumps_wait_for_the_next_day_again(workspace: Workspace) -> None:
    remove_when_due(workspace, TODAY)
    workspace.save_practice(replace(workspace.settings(), keep_months=7))
    assert remove_when_due(workspace, TODAY + timedelta(days=1)) is None
    for wrong in (TODAY + timedelta(days=400), TODAY - timedelta(days=2), TODAY + timedelta(days=60)):
        assert remove_when_due(workspace, wrong) is None
        assert last_removed(workspace) is None
    assert workspace.leads().height == 2
    assert remove_when_due(workspace, TODAY + timedelta(days=61)) is not None


def test_it_waits_for_an_import_and_tries_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    remove_when_due(workspace, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setattr(embedded, "PATIENCE_S", 0.05)
    impatient = Workspace(workspace.folder)
    with workspace.records.changing(), pytest.raises(BusyError):
        remove_when_due(impatient, tomorrow)
    assert workspace.leads().height == 2
    assert remove_when_due(impatient, tomorrow) is not None


def test_a_running_server_does_it_in_every_practice(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLOOP_WORKSPACE", str(workspace.folder))
    now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    daily.keep_limits(now)
    assert workspace.leads().height == 2
    daily.keep_limits(now + timedelta(days=1))
    assert sorted(workspace.leads()["lead_id"]) == ["NEW-LEAD-2"]


def test_the_sample_practice_and_a_practice_without_a_limit_are_left_alone(tmp_path: Path) -> None:
    here = Workspace(tmp_path / "none")
    for days in range(3):
        assert remove_when_due(here, TODAY + timedelta(days=days)) is None
    assert not (tmp_path / "none").exists()


def test_the_settings_page_removes_them_and_says_so(workspace: Workspace, open_app: Open) -> None:
    app = open_app("setup/settings")
    said = " ".join(one.value for one in app.markdown)
    assert "from the day after the limit was set" in said
    app.button(key="remove outdated").click().run()
    assert [one.value.startswith("Removed for good") for one in app.success] == [True]
    assert "OLD-LEAD-1" not in set(workspace.leads()["lead_id"])
