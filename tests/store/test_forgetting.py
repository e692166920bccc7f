"""A forgotten lead is gone from every figure, every record and every byte, and stays out."""

from __future__ import annotations

import threading
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.store.backup import back_up
from dashboard.store.feedback import Feedback
from dashboard.store.forgetting import forget
from dashboard.store.imports import StoreError
from dashboard.store.overrules import Overrule
from dashboard.store.restoring import restore
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads, made, touches

PLANTED = "PLANTED-77"
OTHER = "OTHERS-NUMBER-5"
JANUARY = leads(
    {"lead_id": "1", "created_at": at(1, 5), "status": "new"},
    {"lead_id": PLANTED, "created_at": at(1, 9), "status": "new", "match_email": "planted-key"},
    {"lead_id": "2", "created_at": at(1, 10), "status": "new"},
    through=at(1, 31),
    file="january.csv",
)
FEBRUARY = leads(
    {"lead_id": PLANTED, "created_at": at(1, 9), "status": "planted remark"},
    {"lead_id": "1", "created_at": at(1, 5), "status": "seen"},
    through=at(2, 28),
    file="february.csv",
)
CALLS = touches(
    {"lead_id": PLANTED, "system": "crm", "at": at(1, 10), "kind": "call"},
    {"lead_id": "1", "system": "crm", "at": at(1, 10), "kind": "call"},
    file="calls.csv",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Import 1 and 2 count, 3 was taken back, and people wrote about the lead."""
    workspace = Workspace(tmp_path / "here")
    workspace.match_key()
    workspace.add([JANUARY, CALLS])
    workspace.add([FEBRUARY])
    workspace.add([leads({"lead_id": PLANTED, "created_at": at(1, 9), "status": "taken back"}, file="again.csv")])
    workspace.undo(3)
    workspace.overrules.add(Overrule("gibberish", "lead", system="crm", lead_id=PLANTED))
    workspace.teams.feedback.gather([
        Feedback("question", "Does it hurt?", "Ann", at(1, 7).date(), lead_id=PLANTED),
        Feedback("praise", "Kind people.", "Ann", at(1, 7).date(), lead_id="1"),
    ])  # fmt: skip
    assert workspace.leads().height == 3
    assert workspace.touches().height == 2
    return workspace


def holders(folder: Path, *texts: str) -> list[str]:
    """The files of a folder that hold one of these texts, in their names or in their bytes."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.name.encode() + path.read_bytes()
        found += [path.name for text in texts if text.encode() in data or text.encode("utf-16-le") in data]
    return found


def test_nothing_of_a_forgotten_lead_is_left_in_the_workspace(workspace: Workspace) -> None:
    texts = (PLANTED, "planted-key", "planted remark", "taken back")
    assert holders(workspace.folder, *texts)
    gone = forget(workspace, PLANTED)
    assert holders(workspace.folder, *texts) == []
    assert (gone.numbers, gone.rows, gone.records) == ((PLANTED,), 3, 2)
    assert sorted(workspace.leads()["lead_id"]) == ["1", "2"]
    assert workspace.leads().filter(lead_id="1")["status"].to_list() == ["seen"]
    assert workspace.touches()["lead_id"].to_list() == ["1"]
    assert holders(workspace.folder, *texts) == []


def test_what_people_said_stays_without_the_number(workspace: Workspace) -> None:
    forget(workspace, PLANTED)
    said = {one.words: one.lead_id for one in workspace.teams.feedback.all()}
    assert said == {"Does it hurt?": None, "Kind people.": "1"}
    assert workspace.overrules.live() == []


def test_receipts_still_add_up_and_say_how_many_rows_were_forgotten(workspace: Workspace) -> None:
    before = {(done.id, one.file): one for done in workspace.imports() for one in done.receipts}
    forget(workspace, PLANTED)
    after = {(done.id, one.file): one for done in workspace.imports() for one in done.receipts}
    counts = ("read", "new", "updated", "unchanged", "merged", "rejected", "left_out")
    for key, receipt in after.items():
        assert [getattr(receipt, name) for name in counts] == [getattr(before[key], name) for name in counts]
        assert receipt.read == sum(getattr(receipt, name) for name in counts[1:])
    assert {key: one.forgotten for key, one in after.items()} == {
        (1, "january.csv"): 1, (1, "calls.csv"): 1, (2, "february.csv"): 1, (3, "again.csv"): 0,
    }  # fmt: skip


def test_the_same_file_again_does_not_bring_it_back(workspace: Workspace) -> None:
    forget(workspace, PLANTED)
    (shown,) = workspace.receipts([JANUARY])
    (receipt,) = workspace.add([JANUARY]).receipts
    for one in (shown, receipt):
        assert (one.read, one.new, one.updated, one.unchanged, one.left_out) == (3, 0, 0, 2, 1)
        assert "1 row is of a lead forgotten on request; left out." in one.warnings
    assert workspace.add([CALLS]).receipts[0].left_out == 1
    assert sorted(workspace.leads()["lead_id"]) == ["1", "2"]
    assert holders(workspace.folder, PLANTED) == []


def test_undo_after_forgetting_gives_what_the_other_imports_say_without_it(workspace: Workspace) -> None:
    forget(workspace, PLANTED)
    workspace.undo(2)
    assert sorted(workspace.leads().select("lead_id", "status").rows()) == [("1", "new"), ("2", "new")]


def test_all_that_was_counted_as_one_inquiry_goes_and_the_persons_next_inquiry_stays(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "here")
    form = {"lead_id": PLANTED, "created_at": at(1, 9), "match_email": "key"}
    call = {"lead_id": OTHER, "system": "phones", "created_at": at(1, 9, 13), "match_email": "key", "channel": "call"}
    later = {"lead_id": "8", "created_at": at(9, 9), "match_email": "key"}
    workspace.add([leads(form, later), leads(call, system="phones")])
    assert workspace.leads().height == 2
    assert forget(workspace, PLANTED).numbers == (OTHER, PLANTED)
    assert workspace.leads()["lead_id"].to_list() == ["8"]
    assert holders(workspace.folder, PLANTED, OTHER) == []
    (receipt,) = workspace.add([leads(call, system="phones")]).receipts
    assert (receipt.new, receipt.left_out) == (0, 1)


def test_two_systems_with_the_same_number_must_be_told_apart(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "here")
    workspace.add([
        leads({"lead_id": "7", "created_at": at(1, 1)}, system="crm"),
        leads({"lead_id": "7", "created_at": at(3, 1), "system": "ads"}, system="ads"),
    ])  # fmt: skip
    with pytest.raises(StoreError, match="--system: ads, crm"):
        forget(workspace, "7")
    assert forget(workspace, "7", "ads").rows == 1
    assert workspace.leads().select("system", "lead_id").rows() == [("crm", "7")]
    assert workspace.add([leads({"lead_id": "7", "created_at": at(1, 1)}, system="crm")]).receipts[0].unchanged == 1


def test_a_file_that_names_no_system_goes_with_the_lead_it_filled_in(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "here")
    deals = made("leads", [{"lead_id": PLANTED, "system": "", "value": 4000.0}], at(2, 1))
    workspace.add([leads({"lead_id": PLANTED, "created_at": at(1, 1)}, {"lead_id": "2", "created_at": at(1, 1)})])
    workspace.add([deals])
    assert forget(workspace, PLANTED).rows == 2
    assert workspace.add([deals]).receipts[0].left_out == 1
    assert holders(workspace.folder, PLANTED) == []


def test_an_unknown_number_is_answered_and_not_remembered(workspace: Workspace) -> None:
    with pytest.raises(StoreError, match="There is no lead 'nobody'"):
        forget(workspace, "nobody")
    assert workspace.leads().height == 3
    assert workspace.add([leads({"lead_id": "nobody", "created_at": at(3, 1)})]).receipts[0].new == 1


def test_numbers_that_look_like_sql_are_numbers(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "here")
    odd = "x' or 1=1 --"
    workspace.add([leads({"lead_id": odd, "created_at": at(1, 1)}, {"lead_id": "2", "created_at": at(1, 1)})])
    assert forget(workspace, odd).rows == 1
    assert workspace.leads()["lead_id"].to_list() == ["2"]


def test_the_last_lead_of_all_can_be_forgotten(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "here")
    workspace.add([leads({"lead_id": PLANTED, "created_at": at(1, 1)})])
    forget(workspace, PLANTED)
    assert workspace.leads().height == 0
    assert holders(workspace.folder, PLANTED) == []


def test_forgetting_again_is_no_error(workspace: Workspace) -> None:
    forget(workspace, PLANTED)
    assert forget(workspace, PLANTED, "crm").rows == 0


def test_a_backup_made_after_forgetting_keeps_the_lead_out(workspace: Workspace, tmp_path: Path) -> None:
    forget(workspace, PLANTED)
    back_up(workspace.folder, tmp_path / "one.zip")
    restore(tmp_path / "one.zip", tmp_path / "there")
    assert holders(tmp_path / "there", PLANTED) == []
    assert Workspace(tmp_path / "there").add([JANUARY]).receipts[0].left_out == 1


def test_a_page_that_reads_meanwhile_shows_before_or_after(workspace: Workspace) -> None:
    found: list[list[str]] = []
    stop = threading.Event()

    def reading() -> None:
        while not stop.is_set():
            found.append(sorted(Workspace(workspace.folder).leads()["lead_id"]))

    page = threading.Thread(target=reading)
    page.start()
    forget(workspace, PLANTED)
    stop.set()
    page.join()
    assert {tuple(one) for one in found} <= {("1", "2", PLANTED), ("1", "2")}
    assert sorted(workspace.leads()["lead_id"]) == ["1", "2"]
    assert holders(workspace.folder, PLANTED) == []


def test_the_command_says_what_is_gone_and_what_is_not(workspace: Workspace) -> None:
    words = ["forget", "--lead", PLANTED, "--workspace", str(workspace.folder)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout.startswith("Forgotten: 3 rows of files, and the lead's number in 2 records")
    assert "Backups made before still hold it" in result.stdout
    history = ["imports", "--format", "csv", "--workspace", str(workspace.folder)]
    lines = CliRunner().invoke(main, history, catch_exceptions=False).stdout.splitlines()
    assert {line.split(",")[3]: line.rsplit(",", 1)[1] for line in lines} == {
        "file": "forgotten", "again.csv": "0", "february.csv": "1", "january.csv": "1", "calls.csv": "1",
    }  # fmt: skip
    unknown = ["forget", "--lead", "nobody", "--workspace", str(workspace.folder)]
    assert CliRunner().invoke(main, unknown, catch_exceptions=False).exit_code == 3


def test_other_rows_are_what_they_were_in_type_and_value(workspace: Workspace) -> None:
    before = workspace.leads().filter(pl.col("lead_id") != PLANTED)
    forget(workspace, PLANTED)
    assert workspace.leads().sort("lead_id").equals(before.sort("lead_id"))
