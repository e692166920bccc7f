"""A backup is the workspace at one moment, and comes back whole or not at all."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import sys
import textwrap
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.practice import Practice
from dashboard.store.actions import Action
from dashboard.store.backup import back_up
from dashboard.store.feedback import Feedback
from dashboard.store.imports import StoreError
from dashboard.store.restoring import restore
from dashboard.store.rows import RowTable
from dashboard.store.signed_out import SignedOut
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads, touches

ROOT = Path(__file__).parents[2]
SEGMENT = "segment_0123abcd"
JANUARY = leads(
    {"lead_id": "1", "created_at": at(1, 5), "campaign": "LASIK", SEGMENT: "Spanish", "match_email": "k1"},
    {"lead_id": "2", "created_at": at(1, 9), "campaign": "Botox", "reached": True},
    through=at(1, 31),
    segments={SEGMENT: "Language"},
)
CALLS = touches({"lead_id": "1", "at": at(1, 6), "system": "crm", "kind": "call"})
FEBRUARY = leads({"lead_id": "3", "created_at": at(2, 3), "campaign": "Botox"}, through=at(2, 28))


@pytest.fixture
def filled(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "here")
    workspace.match_key()
    workspace.add([JANUARY, CALLS])
    workspace.add([leads({"lead_id": "taken-back", "created_at": at(1, 2)})])
    workspace.undo(2)
    workspace.save_practice(Practice(time_zone="America/New_York"))
    workspace.teams.feedback.gather([Feedback("question", "Does it hurt?", "Ann", at(1, 7).date(), "sales")])
    return workspace


def seen(folder: Path) -> dict[str, object]:
    """Everything a practice sees, its figures' leads included."""
    workspace = Workspace(folder)
    return {
        "leads": workspace.leads().sort("lead_id").to_dicts(),
        "touches": workspace.touches().to_dicts(),
        "campaigns": workspace.campaigns().to_dicts(),
        "imports": [done.to_json() for done in workspace.imports()],
        "segments": workspace.segments(),
        "practice": workspace.practice(),
        "teams": workspace.teams.whole(),
        "key": workspace.match_key(),
    }


def funnel(folder: Path) -> str:
    words = ["figures", "funnel", "--format", "json", "--workspace", str(folder)]
    return CliRunner().invoke(main, words, catch_exceptions=False).stdout


def test_what_was_backed_up_comes_back_as_it_was(filled: Workspace, tmp_path: Path) -> None:
    before = seen(filled.folder)
    made = back_up(filled.folder, tmp_path / "one.zip")
    assert (made.imports, made.rows) == (1, 3)
    restore(tmp_path / "one.zip", tmp_path / "there")
    assert seen(tmp_path / "there") == before
    assert funnel(tmp_path / "there") == funnel(filled.folder)
    assert json.loads(funnel(filled.folder))["leads"] == 2


def test_a_restored_workspace_goes_on_with_imports_and_undo(filled: Workspace, tmp_path: Path) -> None:
    back_up(filled.folder, tmp_path / "one.zip")
    restore(tmp_path / "one.zip", tmp_path / "there")
    workspace = Workspace(tmp_path / "there")
    assert workspace.add([FEBRUARY]).id == 3
    assert sorted(workspace.leads()["lead_id"]) == ["1", "2", "3"]
    workspace.undo(1)
    assert workspace.leads()["lead_id"].to_list() == ["3"]


def test_a_backup_may_be_read_by_its_owner_only(filled: Workspace, tmp_path: Path) -> None:
    back_up(filled.folder, tmp_path / "one.zip")
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600
    restore(tmp_path / "one.zip", tmp_path / "there")
    assert stat.S_IMODE((tmp_path / "there" / "match.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name or "restor" in path.name] == []


def test_a_backup_while_an_import_stores_its_rows_is_the_state_before(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, stored, go_on = seen(filled.folder), threading.Event(), threading.Event()
    append = RowTable.append

    def slowly(table: RowTable, rows: pl.DataFrame) -> None:
        append(table, rows)
        stored.set()
        assert go_on.wait(30)

    with monkeypatch.context() as patch:
        patch.setattr(RowTable, "append", slowly)
        importing = threading.Thread(target=Workspace(filled.folder).add, args=([FEBRUARY],))
        importing.start()
        assert stored.wait(30)
        back_up(filled.folder, tmp_path / "during.zip")
        go_on.set()
        importing.join()
    back_up(filled.folder, tmp_path / "after.zip")
    restore(tmp_path / "during.zip", tmp_path / "during")
    restore(tmp_path / "after.zip", tmp_path / "after")
    assert seen(tmp_path / "during") == before
    assert seen(tmp_path / "after") == seen(filled.folder) != before


def test_backups_while_another_process_imports_each_hold_whole_imports(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from dashboard.store.workspace import Workspace
        from tests.store.test_crashes import month
        for number in range(2, 9):
            Workspace(Path(sys.argv[1])).add([month(number)])
    """
    from tests.store.test_crashes import month

    here = tmp_path / "here"
    Workspace(here).add([month(1)])
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script), str(here)], cwd=ROOT)
    made = 0
    while process.poll() is None or made == 0:
        back_up(here, tmp_path / f"{made}.zip")
        made += 1
    assert process.returncode == 0
    for number in range(made):
        restore(tmp_path / f"{number}.zip", tmp_path / f"there-{number}")
        workspace = Workspace(tmp_path / f"there-{number}")
        count = len(workspace.imports())
        assert sorted(workspace.leads()["lead_id"]) == [*(f"{one}-1" for one in range(1, count + 1)), "regular"]
        assert workspace.leads().filter(lead_id="regular")["status"].to_list() == [f"seen {count}"]


def test_what_is_there_is_replaced_only_on_request(filled: Workspace, tmp_path: Path) -> None:
    back_up(filled.folder, tmp_path / "one.zip")
    then = seen(filled.folder)
    filled.add([FEBRUARY])
    now = seen(filled.folder)
    with pytest.raises(StoreError, match="not empty"):
        restore(tmp_path / "one.zip", filled.folder)
    assert seen(filled.folder) == now
    version = filled.version
    restore(tmp_path / "one.zip", filled.folder, replace=True)
    assert seen(filled.folder) == then
    assert filled.version != version
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "one.zip"]


def test_a_workspace_that_cannot_be_opened_any_more_can_be_replaced(filled: Workspace, tmp_path: Path) -> None:
    before = seen(filled.folder)
    back_up(filled.folder, tmp_path / "one.zip")
    (filled.folder / "records.sqlite").write_bytes(b"no database at all" * 99)
    restore(tmp_path / "one.zip", filled.folder, replace=True)
    assert seen(filled.folder) == before


def test_a_folder_in_which_only_the_sample_was_looked_at_is_as_good_as_empty(filled: Workspace, tmp_path: Path) -> None:
    there = tmp_path / "there"
    SignedOut(there).add("anna", until=100, now=0)
    Workspace(there, sample_records=True).teams.actions.add(Action("Call at noon", "Ann"))
    back_up(filled.folder, tmp_path / "one.zip")
    restore(tmp_path / "one.zip", there)
    assert seen(there) == seen(filled.folder)


def test_a_folder_of_other_files_is_never_replaced(filled: Workspace, tmp_path: Path) -> None:
    back_up(filled.folder, tmp_path / "one.zip")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(StoreError, match="no workspace"):
        restore(tmp_path / "one.zip", tmp_path / "photos", replace=True)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


def test_what_waited_for_a_replaced_workspace_is_told_and_stores_nothing(filled: Workspace, tmp_path: Path) -> None:
    back_up(filled.folder, tmp_path / "one.zip")
    told: list[str] = []

    def adding() -> None:
        try:
            Workspace(filled.folder).add([FEBRUARY])
        except StoreError as error:
            told.append(str(error))

    other = Workspace(filled.folder).records
    waiting = threading.Thread(target=adding)
    with other.changing():
        waiting.start()
        waiting.join(1)
        assert waiting.is_alive()
        filled.folder.rename(tmp_path / "old")
        restore(tmp_path / "one.zip", filled.folder)
    waiting.join()
    assert told == ["This workspace was replaced by a backup meanwhile; nothing was stored. Try again."]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-300])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def otherwise(file: Path) -> None:
    file.write_bytes(b"lead_id,created_at\n1,2026-01-01\n" * 20)


def rebuilt(file: Path, change: Callable[[dict[str, bytes]], None], **about: object) -> None:
    """The archive with other members, its list of them being true unless said otherwise."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(members.pop("about.json"))
    change(members)
    said["digests"] = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in (members | {"about.json": json.dumps(said | about).encode()}).items():
            archive.writestr(name, data)


def climbing(file: Path) -> None:
    rebuilt(file, lambda members: members.update({"../../climbed.txt": b"out"}))


def absolute(file: Path) -> None:
    rebuilt(file, lambda members: members.update({"/tmp/climbed.txt": b"out"}))


def without_records(file: Path) -> None:
    rebuilt(file, lambda members: members.pop("records.sqlite"))


def of_another_import(file: Path) -> None:
    rebuilt(file, lambda members: members.update({"rows/leads/7.parquet": members.pop("rows/leads/1.parquet")}))


def packed(file: Path) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows/leads/9.parquet", b"\0" * 10_000_000)


def newer(file: Path) -> None:
    rebuilt(file, lambda members: None, form=99)


@pytest.mark.parametrize(
    "damage",
    [cut, flipped, emptied, otherwise, climbing, absolute, without_records, of_another_import, packed, newer],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_or_foreign_archive_is_refused_with_nothing_changed(
    filled: Workspace, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    file = tmp_path / "one.zip"
    back_up(filled.folder, file)
    damage(file)
    before = seen(filled.folder)
    for folder in (filled.folder, tmp_path / "there"):
        words = ["restore", str(file), "--replace", "--workspace", str(folder)]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 3
        assert result.stderr.count("\n") == 1
        assert "one.zip" in result.stderr
    assert seen(filled.folder) == before
    assert not (tmp_path / "there").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "one.zip"]


def test_the_command_says_that_a_backup_can_recognise_persons(filled: Workspace, tmp_path: Path) -> None:
    words = ["backup", str(tmp_path / "one.zip"), "--workspace", str(filled.folder)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert "1 import with 3 rows" in result.stdout
    assert "match key" in result.stdout
    words = ["restore", str(tmp_path / "one.zip"), "--workspace", str(tmp_path / "there")]
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    assert Workspace(tmp_path / "there").leads().height == 2


def test_a_failed_backup_leaves_the_one_before(filled: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "one.zip"
    back_up(filled.folder, file)
    whole = file.read_bytes()
    with sa.create_engine(f"sqlite:///{filled.folder / 'records.sqlite'}").begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="newer Leadloop"):
        back_up(filled.folder, file)
    assert file.read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "one.zip"]


def test_without_a_workspace_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no workspace yet"):
        back_up(tmp_path / "here", tmp_path / "one.zip")
    assert list(tmp_path.iterdir()) == []
