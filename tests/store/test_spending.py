"""Restated spend: the newest word on each day counts, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.store.workspace import Workspace
from tests.store.files import at, campaigns


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def spent(first: int, last: int, spend: float) -> dict[str, Any]:
    """LASIK's spend of these days of January."""
    return {
        "platform": "Google Ads", "campaign": "LASIK", "spend": spend, "currency": "USD",
        "period_start": date(2026, 1, first), "period_end": date(2026, 1, last),
    }  # fmt: skip


def report(*rows: dict[str, Any], through: int) -> Any:
    return campaigns(*rows, through=at(2, through), file="ads.csv")


def days(first: int, last: int, spend: float) -> list[dict[str, Any]]:
    return [spent(day, day, spend) for day in range(first, last + 1)]


def total(workspace: Workspace) -> float:
    return float(workspace.campaigns()["spend"].sum())


def test_restated_days_replace_those_days_only(workspace: Workspace) -> None:
    workspace.add([report(*days(1, 10, 10.0), through=1)])
    receipt = workspace.add([report(*days(8, 12, 11.0), through=3)]).receipts[0]
    assert (receipt.new, receipt.updated) == (2, 3)
    assert total(workspace) == 7 * 10 + 5 * 11


def test_days_reported_later_replace_the_month_they_cover(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    receipt = workspace.add([report(*days(1, 31, 10.0), through=2)]).receipts[0]
    assert total(workspace) == 310
    assert receipt.warnings == (
        "1 row of earlier reports no longer count: this file tells the same days anew, by other periods.",
    )


def test_a_few_days_reported_later_do_not_add_to_the_month(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    receipt = workspace.add([report(*days(28, 31, 10.0), through=2)]).receipts[0]
    assert total(workspace) == 300
    assert receipt.warnings[0].startswith("4 rows of this file do not count")


def test_a_month_reported_later_replaces_its_days(workspace: Workspace) -> None:
    workspace.add([report(*days(1, 31, 10.0), through=1)])
    whole = workspace.add([report(spent(1, 31, 300.0), through=2)])
    assert total(workspace) == 300
    assert whole.receipts[0].warnings[0].startswith("31 rows of earlier reports no longer count")
    workspace.undo(whole.id)
    assert total(workspace) == 310


def test_the_order_of_reports_does_not_matter(tmp_path: Path) -> None:
    files = [
        report(spent(1, 31, 300.0), through=1),
        report(*days(1, 20, 10.0), through=2),
        report(*days(15, 31, 12.0), through=3),
    ]
    one, other = Workspace(tmp_path / "one"), Workspace(tmp_path / "other")
    for file in files:
        one.add([file])
    for file in reversed(files):
        other.add([file])
    assert total(one) == total(other) == 300


def test_periods_that_partly_overlap_are_said_to_be_counted_twice(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 20, 200.0), through=1)])
    receipt = workspace.add([report(spent(15, 31, 170.0), through=2)]).receipts[0]
    assert total(workspace) == 370
    assert "partly overlap" in receipt.warnings[0]


def test_a_period_stays_one_row(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    assert workspace.campaigns().select("period_start", "period_end").rows() == [(date(2026, 1, 1), date(2026, 1, 31))]
