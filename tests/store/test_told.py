"""What a receipt tells beside its counts: stages gone backwards, leads left out, dates, and what would answer more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.store.imports import Receipt
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def january(*rows: dict[str, Any], through: Any) -> Any:
    return leads(*rows, through=through, file="january.csv", mapping={"Created": "created_at", "Id": "lead_id"})


def test_a_stage_that_went_backwards_is_named_with_its_lead(workspace: Workspace) -> None:
    first = [
        {"lead_id": "1", "created_at": at(1, 5), "reached": True, "consult_booked": True},
        {"lead_id": "2", "created_at": at(1, 6), "reached": True},
        {"lead_id": "3", "created_at": at(1, 7), "consult_booked": True},
    ]
    workspace.add([january(*first, through=at(1, 20))])
    again = [
        {"lead_id": "1", "created_at": at(1, 5), "reached": True},
        {"lead_id": "2", "created_at": at(1, 6), "consult_booked": True},
        {"lead_id": "3", "created_at": at(1, 7), "consult_booked": True},
    ]
    receipt = workspace.add([january(*again, through=at(1, 31))]).receipts[0]
    assert receipt.backwards == ({"row": 2, "lead_id": "1", "stage": "consult_booked"},)
    assert receipt.backwards_leads == 1
    assert any("1 lead has lost a stage" in said for said in receipt.warnings)
    assert workspace.leads().sort("lead_id")["consult_booked"].to_list() == [True, True, True]


def test_a_file_that_tells_of_no_stage_takes_none_back(workspace: Workspace) -> None:
    workspace.add([january({"lead_id": "1", "created_at": at(1, 5), "reached": True}, through=at(1, 20))])
    receipt = workspace.add([january({"lead_id": "1", "created_at": at(1, 5)}, through=at(1, 31))]).receipts[0]
    assert receipt.backwards == ()


def test_leads_the_last_file_for_the_period_had_are_missed(workspace: Workspace) -> None:
    rows = [{"lead_id": str(day), "created_at": at(1, day)} for day in range(1, 6)]
    workspace.add([january(*rows, through=at(1, 20))])
    receipt = workspace.add([january(*rows[:2], *rows[3:], through=at(1, 31))]).receipts[0]
    assert (receipt.missing, receipt.missing_leads) == (("3",), 1)
    assert any("1 lead of the last file for this period is not in this one" in said for said in receipt.warnings)
    assert workspace.leads().height == 5


def test_another_month_misses_nobody(workspace: Workspace) -> None:
    workspace.add(
        [january(*({"lead_id": str(day), "created_at": at(1, day)} for day in range(1, 6)), through=at(1, 20))]
    )
    february = january(*({"lead_id": f"f{day}", "created_at": at(2, day)} for day in range(1, 6)), through=at(2, 20))
    assert workspace.add([february]).receipts[0].missing == ()


def test_dates_are_told_as_understood(workspace: Workspace) -> None:
    rows = [{"lead_id": str(day), "created_at": at(1, day)} for day in (3, 9)]
    receipt = workspace.receipts([january(*rows, through=at(1, 31))])[0]
    assert receipt.dates == {"Created": (str(at(1, 3)), str(at(1, 9)))}


def test_what_cannot_be_answered_names_the_columns_that_would(workspace: Workspace) -> None:
    file = leads({"lead_id": "1", "created_at": at(1, 5)}, cannot_answer=("response", "ownership"))
    receipt = workspace.receipts([file])[0]
    assert receipt.would_answer == {"response": ["First response"], "ownership": ["Owner"]}


def test_a_receipt_is_read_back_as_it_was_written(workspace: Workspace) -> None:
    rows = [{"lead_id": name, "created_at": at(1, 5), "match_phone": "p1"} for name in "ab"]
    receipt = workspace.add([january(*rows, through=at(1, 31))]).receipts[0]
    assert [merge["into"] for merge in receipt.merges] == list(workspace.leads()["lead_id"])
    assert workspace.imports()[0].receipts[0].to_json() == receipt.to_json()


def test_a_receipt_of_an_older_leadloop_is_still_read(workspace: Workspace) -> None:
    written = workspace.receipts([january({"lead_id": "1", "created_at": at(1, 5)}, through=at(1, 31))])[0].to_json()
    newer = ("merges", "backwards", "backwards_leads", "missing", "missing_leads", "dates", "would_answer")
    old = {name: value for name, value in written.items() if name not in newer}
    assert Receipt.from_json(old).merges == ()
