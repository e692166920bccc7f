"""A full or read-only disk, a damaged file: each is answered in a sentence, and nothing stored before is lost."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import event

from dashboard.cli import main
from dashboard.practice import Practice
from dashboard.store import embedded, rows
from dashboard.store.backup import back_up
from dashboard.store.embedded import SqliteFile
from dashboard.store.imports import StoreError
from dashboard.store.restoring import restore
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

JANUARY = leads({"lead_id": "1", "created_at": at(1, 5)}, {"lead_id": "2", "created_at": at(1, 9)}, through=at(1, 31))
FEBRUARY = leads({"lead_id": "3", "created_at": at(2, 3)}, through=at(2, 28))


@pytest.fixture
def workspace(workspace_dir: Path) -> Workspace:
    """The workspace that the command line and the app open in this test."""
    workspace = Workspace(workspace_dir)
    workspace.match_key()
    workspace.add([JANUARY])
    return workspace


def ids(folder: Path) -> list[str]:
    return sorted(Workspace(folder).leads()["lead_id"])


def no_database(folder: Path) -> None:
    (folder / "records.sqlite").write_bytes(b"lead_id,created_at\n" * 400)


def torn_database(folder: Path) -> None:
    data = (folder / "records.sqlite").read_bytes()
    (folder / "records.sqlite").write_bytes(data[:200] + b"\xff" * (len(data) - 200))


def emptied_database(folder: Path) -> None:
    (folder / "records.sqlite").write_bytes(b"")


def broken_log(folder: Path) -> None:
    for entry in (folder / "rows" / "leads" / "_delta_log").iterdir():
        entry.write_bytes(b"{not json")


def lost_log(folder: Path) -> None:
    shutil.rmtree(folder / "rows" / "leads" / "_delta_log")


def lost_rows(folder: Path) -> None:
    for path in (folder / "rows" / "leads").rglob("*.parquet"):
        path.unlink()


def torn_rows(folder: Path) -> None:
    for path in (folder / "rows" / "leads").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:99])


DAMAGES = [no_database, torn_database, emptied_database, broken_log, lost_log, lost_rows, torn_rows]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_workspace_is_answered_in_a_sentence_and_not_made_worse(
    workspace: Workspace, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    back_up(workspace.folder, tmp_path / "one.zip")
    damage(workspace.folder)
    before = {path: path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()}
    (tmp_path / "february.csv").write_text("lead_id,created_at\n3,2026-02-03 10:00\n", "utf-8")
    for words in (["figures", "funnel"], ["import", str(tmp_path / "february.csv")]):
        shutil.rmtree(workspace.folder / "current", ignore_errors=True)
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 3
        assert "damaged or incomplete" in result.stderr
        assert "restore FILE" in result.stderr
        assert result.stderr.count("\n") == 1
    after = {path: path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()}
    assert after == {path: data for path, data in before.items() if path.parent.name != "current"}
    restore(tmp_path / "one.zip", workspace.folder, replace=True)
    assert ids(workspace.folder) == ["1", "2"]


def full(*_: object) -> None:
    raise StoreError("The disk that holds it is full.")


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, {errno.ENOSPC: "No space left on device", errno.EROFS: "Read-only file system"}[number])

    return fail


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "is full"), (errno.EROFS, "written to")])
def test_rows_that_find_no_place_leave_what_was_stored(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rows, "write_deltalake", failing(number))
        with pytest.raises(StoreError, match=said):
            workspace.add([FEBRUARY])
    assert ids(workspace.folder) == ["1", "2"]
    workspace.add([FEBRUARY])
    assert ids(workspace.folder) == ["1", "2", "3"]


@pytest.mark.parametrize(("pragma", "said"), [("max_page_count = 1", "is full"), ("query_only = on", "written to")])
def test_records_that_find_no_place_leave_what_was_stored(workspace: Workspace, pragma: str, said: str) -> None:
    narrow = Workspace(workspace.folder)
    assert narrow.settings() == Practice()
    database = narrow.records._database
    assert isinstance(database, SqliteFile)
    event.listen(database._engine, "connect", lambda raw, _: raw.execute(f"pragma {pragma}"))
    with pytest.raises(StoreError, match=said):
        narrow.save_practice(Practice(areas=tuple(f"Area {number}" for number in range(9000))))
    with pytest.raises(StoreError, match=said):
        narrow.add([leads(*({"lead_id": f"x{n}", "created_at": at(3, 1)} for n in range(9)), file="x" * 90_000)])
    assert ids(workspace.folder) == ["1", "2"]
    assert Workspace(workspace.folder).settings() == Practice()


def test_an_import_is_taken_back_also_where_its_rows_cannot_be_removed_yet(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add([FEBRUARY])
    with monkeypatch.context() as patch:
        patch.setattr(rows.RowTable, "keep", full)
        assert workspace.undo(2).undone
    assert ids(workspace.folder) == ["1", "2"]


def test_taking_back_on_a_disk_that_fails_is_no_wrong_usage(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "undo", full)
    result = CliRunner().invoke(main, ["imports", "--undo", "1"])
    assert (result.exit_code, "is full" in result.stderr, "Usage" in result.stderr) == (3, True, False)


def test_a_key_that_finds_no_place_is_said(workspace_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded.os, "open", failing(errno.ENOSPC))
    with pytest.raises(StoreError, match="is full"):
        Workspace(workspace_dir).match_key()


def test_a_folder_nobody_may_make_is_said(workspace_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", failing(errno.EROFS))
    with pytest.raises(StoreError, match="written to"):
        Workspace(workspace_dir).match_key()


def test_a_backup_that_finds_no_place_leaves_the_one_before(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(workspace.folder, tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    monkeypatch.setattr("os.fsync", failing(errno.ENOSPC))
    with pytest.raises(StoreError, match="no space left"):
        back_up(workspace.folder, tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_bytes() == whole
    assert not list(tmp_path.glob(".*"))


def test_a_restore_that_finds_no_place_changes_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(workspace.folder, tmp_path / "one.zip")
    workspace.add([FEBRUARY])
    with monkeypatch.context() as patch:
        patch.setattr(rows, "write_deltalake", failing(errno.ENOSPC))
        with pytest.raises(StoreError, match="is full"):
            restore(tmp_path / "one.zip", workspace.folder, replace=True)
    assert ids(workspace.folder) == ["1", "2", "3"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "workspace"]
