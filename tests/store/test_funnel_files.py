"""Contacts, their deals and a call log in separate files are one funnel, in whatever order and split they come."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.ingest import Checked, check, read
from dashboard.sample.exports import exports
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice
from dashboard.store.workspace import Workspace

MONTH = "2026-10/"
_NOT_FIGURES = ("import_id", "file", "row")


@cache
def files() -> dict[str, Checked]:
    """October's contacts and calls of a small practice, and a made-up deals file of every tenth contact."""
    found = exports(sample_practice(leads=400))
    contacts = next(data for name, data in found.items() if name.startswith(f"{MONTH}hubspot"))
    calls = next(data for name, data in found.items() if name.startswith(f"{MONTH}callrail"))
    numbers = pl.read_csv(contacts, infer_schema=False)["Record ID"].to_list()[::10]
    deals = ["Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Contact IDs"]
    deals += [f"{900 + place},Deal {place},Closed Won,4200.00,2026-10-30 10:00,{n}" for place, n in enumerate(numbers)]
    texts = {"contacts.csv": contacts, "calls.csv": calls, "deals.csv": "\n".join(deals).encode()}
    return {name: check(read(name, data), SAMPLE_PRACTICE, b"a key for tests") for name, data in texts.items()}


def known(workspace: Workspace) -> list[dict[str, Any]]:
    return sorted(workspace.leads().drop(_NOT_FIGURES).to_dicts(), key=repr)


def stored(folder: Path, groups: Iterable[Iterable[str]]) -> Workspace:
    workspace = Workspace(folder)
    for names in groups:
        workspace.add([files()[name] for name in names])
    return workspace


def test_the_deals_reach_their_contacts(tmp_path: Path) -> None:
    workspace = stored(tmp_path, [files()])
    deals = files()["deals.csv"].rows
    found = workspace.leads().join(deals.select("lead_id"), on="lead_id", how="semi")
    assert found.height == deals.height
    assert found["procedure_booked"].all()
    assert set(found["value"]) == {4200.0}


def test_calls_of_contacts_are_not_counted_again(tmp_path: Path) -> None:
    workspace = stored(tmp_path, [["contacts.csv"]])
    contacts = workspace.leads().height
    receipt = workspace.add([files()["calls.csv"]]).receipts[0]
    assert receipt.merged > 0
    assert workspace.leads().height == contacts + receipt.new
    assert workspace.touches().filter(pl.col("kind") == "call").height >= receipt.merged


@pytest.mark.parametrize("order", list(itertools.permutations(("contacts.csv", "deals.csv", "calls.csv"))))
def test_any_order_gives_the_same_leads(tmp_path: Path, order: tuple[str, ...]) -> None:
    assert known(stored(tmp_path / "any", [[name] for name in order])) == known(
        stored(tmp_path / "one", [list(files())])
    )


def test_the_same_files_twice_change_nothing(tmp_path: Path) -> None:
    workspace = stored(tmp_path, [files()])
    before = known(workspace)
    again = workspace.add(list(files().values()))
    assert [(receipt.new, receipt.updated) for receipt in again.receipts] == [(0, 0)] * 3
    assert known(workspace) == before
    workspace.undo(again.id)
    assert known(workspace) == before
