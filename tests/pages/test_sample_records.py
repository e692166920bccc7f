"""What a first visitor sees of the sample's teams, and the way to records of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.sample_records import PUT_AWAY
from dashboard.store.workspace import Workspace
from dashboard.ui.escape import JOINER

Open = Callable[..., AppTest]


@pytest.fixture
def visit(open_app: Open, workspace_dir: Path) -> Open:
    """Opens the app as it is at the very first visit."""
    (workspace_dir / PUT_AWAY).unlink()
    return open_app


def _said(app: AppTest) -> str:
    said = [*app.markdown, *app.subheader, *app.caption, *app.success]
    return "\n".join(str(one.value) for one in said).replace("\\", "").replace(JOINER, "")


def test_the_first_sync_looks_back_on_actions_and_on_what_was_heard(visit: Open) -> None:
    said = _said(visit())
    assert "2 of 4 actions are done" in said
    assert "Answered in time: 70 of 150 before, 100 of 162 after: better, unlikely to be chance" in said
    assert "No-shows: 7 of 10 before, 7 of 20 after: could be chance" in said
    assert "“What does LASIK cost after the $1,000 off?”, said 3 times in four weeks" in said
    assert "what you write goes at your first import" in said
    assert "Nothing noted yet" not in said


def test_what_is_due_at_the_sample_is_held_against_its_own_last_day(visit: Open) -> None:
    assert "1 of 2 open actions is late" in _said(visit("talk/actions"))


def test_the_samples_records_are_put_away_under_settings(visit: Open, workspace_dir: Path) -> None:
    app = visit("setup/settings")
    app.button(key="sample records").click().run()
    assert "Put away" in _said(app)
    assert "sample records" not in [button.key for button in app.button]
    assert not any(Workspace(workspace_dir, sample_records=True).teams.whole().values())
