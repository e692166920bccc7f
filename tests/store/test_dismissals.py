"""Leaks that people dismissed are remembered, with their reason, and can be brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace


def test_a_dismissed_leak_is_remembered_with_its_reason_by_the_next_visitor(workspace_dir: Path) -> None:
    Workspace(workspace_dir).dismissals.add("0a1b2c3d4e", "  The north office\nwas closed in May. ")

    live = Workspace(workspace_dir).dismissals.live()

    assert list(live) == ["0a1b2c3d4e"]
    assert live["0a1b2c3d4e"].reason == "The north office was closed in May."
    assert live["0a1b2c3d4e"].at.tzinfo is not None


def test_a_leak_brought_back_is_dismissed_no_more_and_can_be_dismissed_again(workspace_dir: Path) -> None:
    dismissals = Workspace(workspace_dir).dismissals
    dismissals.add("one", "Closed in May")
    dismissals.add("two", "A test campaign")

    dismissals.undo("one")

    assert list(dismissals.live()) == ["two"]
    dismissals.add("one", "Closed in June as well")
    assert dismissals.live()["one"].reason == "Closed in June as well"


def test_a_second_reason_replaces_the_first(workspace_dir: Path) -> None:
    dismissals = Workspace(workspace_dir).dismissals
    dismissals.add("one", "Closed in May")
    dismissals.add("one", "Closed in May and June")

    assert [done.reason for done in dismissals.live().values()] == ["Closed in May and June"]
    dismissals.undo("one")
    assert dismissals.live() == {}


def test_a_leak_is_not_dismissed_without_a_reason(workspace_dir: Path) -> None:
    dismissals = Workspace(workspace_dir).dismissals
    with pytest.raises(StoreError, match="Say in a few words why"):
        dismissals.add("one", " \n ")
    assert dismissals.live() == {}


def test_what_is_not_dismissed_cannot_be_brought_back(workspace_dir: Path) -> None:
    dismissals = Workspace(workspace_dir).dismissals
    with pytest.raises(StoreError, match="brought back already"):
        dismissals.undo("one")


def test_looking_at_dismissals_makes_no_workspace(workspace_dir: Path) -> None:
    assert Workspace(workspace_dir).dismissals.live() == {}
    assert not workspace_dir.exists()


def test_dismissing_changes_no_figure_and_so_not_the_version(workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    here.dismissals.add("one", "Closed in May")
    before = here.version
    here.dismissals.add("two", "A test campaign")
    here.dismissals.undo("one")
    assert here.version == before
    assert here.is_sample
