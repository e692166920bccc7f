"""Restated spend: the newest word on each day counts, once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from deltalake import write_deltalake

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


def of(account: str | None, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same spend in this account."""
    return [row | {"account": account} for row in rows]


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
    assert total(one) == total(other) == 14 * 10 + 17 * 12


def test_periods_that_partly_overlap_both_count_and_the_receipt_names_them(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 20, 200.0), through=1)])
    receipt = workspace.add([report(spent(15, 31, 170.0), through=2)]).receipts[0]
    assert total(workspace) == 370
    assert receipt.warnings == (
        "“LASIK” (Google Ads) has spend for 1 Jan to 20 Jan 2026 and for 15 Jan to 31 Jan 2026. Both count, so the "
        "days they share count twice: a total cannot be split. Import its spend by day for 1 Jan to 31 Jan 2026, which "
        "replaces both, or take one of the two reports back.",
    )


def test_days_over_both_replace_two_periods_that_partly_overlap(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 20, 200.0), through=1)])
    workspace.add([report(spent(15, 31, 170.0), through=2)])
    receipt = workspace.add([report(*days(1, 31, 10.0), through=3)]).receipts[0]
    assert total(workspace) == 310
    assert receipt.warnings == (
        "2 rows of earlier reports no longer count: this file tells the same days anew, by other periods.",
    )


def test_two_newer_reports_that_cover_a_month_together_replace_it(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    workspace.add([report(*days(1, 14, 10.0), through=2)])
    assert total(workspace) == 300
    workspace.add([report(*days(15, 31, 12.0), through=3)])
    assert total(workspace) == 14 * 10 + 17 * 12


def test_two_newer_reports_with_a_day_missing_between_them_leave_the_month(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    workspace.add([report(*days(1, 14, 10.0), through=2)])
    workspace.add([report(*days(16, 31, 12.0), through=3)])
    assert total(workspace) == 300


def test_days_that_cover_one_of_two_overlapping_periods_leave_the_other_whole(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 20, 200.0), through=1)])
    workspace.add([report(spent(15, 31, 170.0), through=2)])
    receipt = workspace.add([report(*days(1, 20, 10.0), through=3)]).receipts[0]
    # the second total has 15 to 20 January in it, so of the days only 1 to 14 count
    assert total(workspace) == 170 + 14 * 10
    assert [warning for warning in receipt.warnings if "count twice" in warning] == []


def test_a_total_beside_its_days_in_one_file_is_named(workspace: Workspace) -> None:
    receipt = workspace.add([report(spent(1, 2, 20.0), *days(1, 2, 10.0), spent(5, 6, 7.0), through=1)]).receipts[0]
    assert total(workspace) == 47
    assert [warning.split(". ")[0] for warning in receipt.warnings] == [
        "“LASIK” (Google Ads) has spend for 1 Jan to 2 Jan 2026 and for 1 Jan 2026",
        "“LASIK” (Google Ads) has spend for 1 Jan to 2 Jan 2026 and for 2 Jan 2026",
    ]


def test_of_many_overlapping_periods_three_pairs_are_named_and_the_rest_counted(workspace: Workspace) -> None:
    receipt = workspace.add([report(*(spent(day, day + 1, 1.0) for day in range(1, 7)), through=1)]).receipts[0]
    assert [f"for {day} Jan to {day + 1} Jan 2026 and" in receipt.warnings[day - 1] for day in (1, 2, 3)] == [True] * 3
    assert receipt.warnings[3:] == ("There are 2 more pairs of such periods.",)


def test_a_period_stays_one_row(workspace: Workspace) -> None:
    workspace.add([report(spent(1, 31, 300.0), through=1)])
    assert workspace.campaigns().select("period_start", "period_end").rows() == [(date(2026, 1, 1), date(2026, 1, 31))]


def test_two_accounts_with_a_campaign_of_the_same_name_both_count(workspace: Workspace) -> None:
    workspace.add([report(*of("North", days(1, 3, 10.0)), *of("South", days(1, 3, 20.0)), through=1)])
    assert total(workspace) == 3 * 10 + 3 * 20


def test_a_report_of_one_account_replaces_only_its_own(workspace: Workspace) -> None:
    workspace.add([report(*of("North", days(1, 3, 10.0)), through=1)])
    workspace.add([report(*of("South", days(1, 3, 20.0)), through=1)])
    receipt = workspace.add([report(*of(" north", days(2, 3, 11.0)), through=2)]).receipts[0]
    assert (receipt.new, receipt.updated, receipt.warnings) == (0, 2, ())
    assert total(workspace) == 10 + 2 * 11 + 3 * 20


def test_a_row_without_an_account_is_the_only_accounts_that_is_known(workspace: Workspace) -> None:
    workspace.add([report(*days(1, 3, 10.0), through=1)])
    receipt = workspace.add([report(*of("North", days(1, 3, 11.0)), through=2)]).receipts[0]
    assert (receipt.updated, receipt.warnings) == (3, ())
    assert total(workspace) == 33
    workspace.add([report(*days(1, 3, 12.0), through=3)])
    assert total(workspace) == 36


def test_a_row_without_an_account_beside_several_counts_and_is_named(workspace: Workspace) -> None:
    workspace.add([report(*days(1, 3, 30.0), through=1)])
    both = report(*of("North", days(1, 3, 10.0)), *of("South", days(1, 3, 20.0)), through=2)
    receipt = workspace.add([both]).receipts[0]
    assert total(workspace) == 180
    assert receipt.warnings == (
        "“LASIK”: some reports name the ad account and one does not, for the same days. Both count. If the one without "
        "tells of the same accounts, take it back.",
    )


def test_rows_stored_before_accounts_were_known_still_count(workspace: Workspace) -> None:
    workspace.add([report(*days(1, 3, 10.0), through=1)])
    stored = workspace.folder / "rows" / "campaigns"
    older = pl.read_delta(stored.as_posix()).drop("account").to_arrow(compat_level=pl.CompatLevel.oldest())
    write_deltalake(stored, older, mode="overwrite", schema_mode="overwrite", partition_by=["import_id"])
    shutil.rmtree(workspace.folder / "current", ignore_errors=True)
    again = Workspace(workspace.folder)
    assert again.campaigns()["account"].to_list() == [None, None, None]
    again.add([report(*of("North", days(3, 4, 11.0)), through=2)])
    assert total(again) == 2 * 10 + 2 * 11
