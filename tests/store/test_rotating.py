"""A rotated match key: the same people are the same people, and who copied the old key learns nothing new."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.ingest import check, read
from dashboard.ingest.checking import Checked
from dashboard.ingest.matching import email_keys, lifted
from dashboard.store import matching
from dashboard.store.imports import StoreError
from dashboard.store.rotating import rotate_key
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads
from tests.store.test_forgetting import holders

ADDRESS = "zephyrine.q@planted-mail.org"
FORM = (
    f"lead_id,created_at,email,channel\n1,2026-01-05 10:00,{ADDRESS},form\n2,2026-01-06 10:00,b@other-mail.org,form\n"
)
CALL = f"lead_id,created_at,email,channel\n77,2026-01-07 10:00,{ADDRESS},call\n"


def checked(workspace: Workspace, text: str, name: str) -> Checked:
    return check(read(name, text.encode()), workspace.agreed_practice(), workspace.match_key())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two leads with addresses."""
    workspace = Workspace(tmp_path / "here")
    workspace.add([checked(workspace, FORM, "form.csv")])
    return workspace


def keys(workspace: Workspace) -> list[str]:
    return workspace.leads().sort("lead_id")["match_email"].to_list()


def test_a_person_is_known_again_after_a_rotation(workspace: Workspace) -> None:
    assert rotate_key(workspace) == 2
    assert rotate_key(workspace) == 3
    (receipt,) = workspace.add([checked(workspace, CALL, "calls.csv")]).receipts
    assert receipt.merged == 1
    assert workspace.leads().height == 2


def test_the_key_of_before_tests_nobody_in_the_rows_of_after(workspace: Workspace) -> None:
    stolen, before = workspace.match_key(), keys(workspace)
    assert email_keys(pl.Series([ADDRESS]), stolen)[0] in before
    rotate_key(workspace)
    assert email_keys(pl.Series([ADDRESS]), stolen)[0] not in keys(workspace)
    assert holders(workspace.folder, *before) == []
    assert email_keys(pl.Series([ADDRESS]), workspace.match_key())[0] in keys(workspace)
    assert (workspace.folder / "match.key").stat().st_mode & 0o077 == 0


def test_a_file_checked_before_and_stored_after_knows_its_people(workspace: Workspace) -> None:
    call = checked(workspace, CALL, "calls.csv")
    rotate_key(workspace)
    assert workspace.receipts([call])[0].merged == 1
    assert workspace.add([call]).receipts[0].merged == 1


@pytest.mark.parametrize("at_step", ["before the rows", "after the rows"])
def test_a_rotation_that_was_broken_off_is_finished_by_the_next_import(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, at_step: str
) -> None:
    whole = matching.RowTable.rewrite

    def broken(self: matching.RowTable, change: object) -> None:
        if at_step == "after the rows":
            whole(self, change)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(matching.RowTable, "rewrite", broken)
    with pytest.raises(KeyboardInterrupt):
        rotate_key(workspace)
    monkeypatch.setattr(matching.RowTable, "rewrite", whole)
    assert workspace.leads().height == 2
    assert workspace.add([checked(workspace, CALL, "calls.csv")]).receipts[0].merged == 1
    assert len(workspace.match_key()) == 64
    assert all(key.startswith("2:") for key in keys(workspace))


def test_lifting_again_changes_nothing() -> None:
    chain = bytes(range(96))
    hashes = email_keys(pl.Series([ADDRESS, None]), chain[:32])
    assert lifted(hashes, chain).equals(lifted(lifted(hashes, chain[:64]), chain))
    assert lifted(hashes, chain).equals(email_keys(pl.Series([ADDRESS, None]), chain))


def test_without_an_import_there_is_nothing_to_rotate(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no match key to rotate"):
        rotate_key(Workspace(tmp_path / "here"))


def test_the_command_says_what_a_rotation_does(workspace: Workspace) -> None:
    workspace.add([leads({"lead_id": "9", "created_at": at(1, 5)})])
    words = ["rotate-key", "--workspace", str(workspace.folder)]
    said = CliRunner().invoke(main, words, catch_exceptions=False)
    assert said.exit_code == 0
    assert "a chain of 2 keys" in said.stdout
    assert "Backups made before" in said.stdout
