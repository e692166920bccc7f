"""A workspace that cannot be read is answered on the page in a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from dashboard.ui import sync_minutes
from tests.pages.conftest import Open
from tests.store.files import at, leads
from tests.store.test_trouble import broken_log, emptied_database, lost_rows, no_database


@pytest.mark.parametrize("damage", [no_database, emptied_database, broken_log, lost_rows], ids=lambda one: one.__name__)
def test_a_damaged_workspace_is_answered_on_the_page(
    workspace_dir: Path, open_app: Open, damage: Callable[[Path], None]
) -> None:
    Workspace(workspace_dir).match_key()
    Workspace(workspace_dir).add([leads({"lead_id": "1", "created_at": at(1, 5)})])
    shutil.rmtree(workspace_dir / "current", ignore_errors=True)
    damage(workspace_dir)
    for page in ("leaks/funnel", "setup/imports"):
        (said,) = open_app(page).error
        assert "damaged or incomplete" in said.value


def test_a_click_that_the_store_cannot_follow_is_answered_above_the_page(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk that holds [x](y) is full; nothing was stored.")

    monkeypatch.setattr(sync_minutes, "_save", full)
    app = open_app(part="Decisions")
    app.button(key="save sync").click().run()
    assert not app.exception
    (said,) = app.error
    assert said.value.replace("\\", "") == "Not done: The disk that holds [x](y) is full; nothing was stored."
    assert app.button(key="save sync")
    assert not app.run().error
