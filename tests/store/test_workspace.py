"""What a practice sees of its imports: nothing doubled, nothing lost, everything can be taken back."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from deltalake import DeltaTable

from dashboard.practice import Practice
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace
from tests.store.files import at, campaigns, leads, touches

JANUARY = leads(
    {"lead_id": "1", "created_at": at(1, 5), "campaign": "LASIK", "status": "new"},
    {"lead_id": "2", "created_at": at(1, 9), "campaign": "LASIK", "status": "new"},
    through=at(1, 31),
    file="january.csv",
)
FEBRUARY = leads(
    {"lead_id": "2", "created_at": at(1, 9), "campaign": "LASIK", "status": "booked", "consult_booked": True},
    {"lead_id": "3", "created_at": at(2, 3), "campaign": "Botox", "status": "new"},
    through=at(2, 28),
    file="february.csv",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def known(workspace: Workspace, *names: str) -> list[tuple[Any, ...]]:
    return sorted(workspace.leads().select(names).rows(), key=str)


def counts(receipt: Any) -> tuple[int, ...]:
    return (receipt.new, receipt.updated, receipt.unchanged, receipt.merged, receipt.rejected, receipt.left_out)


def test_an_overlapping_month_updates_and_never_doubles(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    done = workspace.add([FEBRUARY])
    assert known(workspace, "lead_id", "status") == [("1", "new"), ("2", "booked"), ("3", "new")]
    assert counts(done.receipts[0]) == (1, 1, 0, 0, 0, 0)


def test_storing_says_how_many_rows_are_done(workspace: Workspace) -> None:
    heard: list[tuple[str, int, int]] = []
    january = leads({"lead_id": "1", "created_at": at(1, 1)}, {"lead_id": "2", "created_at": at(1, 2)})
    february = leads({"lead_id": "3", "created_at": at(2, 1)})
    workspace.add([january, february], lambda step, done, total: heard.append((step, done, total)))
    assert heard == [("storing", 0, 3), ("storing", 2, 3), ("storing", 3, 3)]


def test_the_same_file_again_changes_nothing_and_says_so(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    again = workspace.add([JANUARY]).receipts[0]
    assert counts(again) == (0, 0, 2, 0, 0, 0)
    assert again.warnings == ("This very file was imported before; nothing in it is new.",)
    assert workspace.leads().height == 2


def test_a_file_that_comes_again_after_another_says_what_it_overrules(workspace: Workspace) -> None:
    first = leads({"lead_id": "1", "created_at": at(1, 1), "source": "Web"})
    workspace.add([first])
    workspace.add([leads({"lead_id": "1", "created_at": at(1, 1), "source": "Ads"})])
    again = workspace.add([first]).receipts[0]
    assert counts(again) == (0, 1, 0, 0, 0, 0)
    assert again.warnings == ("This very file was imported before; it goes before what other files said since.",)


def test_an_older_file_imported_later_does_not_bring_back_old_values(workspace: Workspace) -> None:
    workspace.add([FEBRUARY])
    workspace.add([JANUARY])
    assert known(workspace, "lead_id", "status") == [("1", "new"), ("2", "booked"), ("3", "new")]


def test_undoing_an_import_is_as_if_it_had_never_been(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    before = workspace.leads()
    second = workspace.add([FEBRUARY])
    undone = workspace.undo(second.id)
    assert undone.undone
    assert workspace.leads().equals(before)
    assert [found.undone for found in workspace.imports()] == [True, False]


def test_an_import_cannot_be_undone_twice(workspace: Workspace) -> None:
    first = workspace.add([JANUARY])
    workspace.add([FEBRUARY])
    workspace.undo(first.id)
    with pytest.raises(StoreError, match="was undone before; the imports that can be undone: 2"):
        workspace.undo(first.id)
    with pytest.raises(StoreError, match="Import 9 does not exist"):
        workspace.undo(9)


def test_a_deals_file_fills_in_known_leads_and_blanks_nothing(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    deals = leads({"lead_id": "2", "value": 4200.0, "currency": "USD"}, system="", through=at(2, 1))
    receipt = workspace.add([deals]).receipts[0]
    assert counts(receipt) == (0, 1, 0, 0, 0, 0)
    assert known(workspace, "lead_id", "campaign", "value") == [("1", "LASIK", None), ("2", "LASIK", 4200.0)]


def test_a_deals_file_may_come_in_the_same_import_before_the_leads(workspace: Workspace) -> None:
    deals = leads({"lead_id": "2", "value": 4200.0}, system="", file="deals.csv")
    workspace.add([deals, JANUARY])
    assert known(workspace, "lead_id", "value") == [("1", None), ("2", 4200.0)]


def test_leads_without_any_date_need_a_period(workspace: Workspace) -> None:
    undated = leads({"lead_id": "7", "status": "new"}, file="undated.csv")
    with pytest.raises(StoreError, match=r"undated.csv has no inquiry dates.*[Ss]ay which period"):
        workspace.add([undated])
    assert workspace.imports() == []
    assert workspace.is_sample


def test_a_fill_in_row_of_an_unknown_lead_waits_for_its_date(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    deals = leads({"lead_id": "2", "value": 1.0}, {"lead_id": "3", "value": 7.0}, system="", through=at(2, 1))
    receipt = workspace.add([deals]).receipts[0]
    assert counts(receipt) == (1, 1, 0, 0, 0, 0)
    assert receipt.warnings[0].startswith("1 lead has no inquiry date yet")
    assert workspace.leads().height == 2
    workspace.add([FEBRUARY])
    assert known(workspace, "lead_id", "value") == [("1", None), ("2", 1.0), ("3", 7.0)]


def test_a_lead_twice_in_one_file_is_one_lead(workspace: Workspace) -> None:
    twice = leads(
        {"lead_id": "1", "created_at": at(1, 5), "doctor": "Lee", "status": "new"},
        {"lead_id": "1", "created_at": at(1, 5), "status": "booked"},
        through=at(1, 31),
    )
    receipt = workspace.add([twice]).receipts[0]
    assert counts(receipt) == (1, 0, 0, 1, 0, 0)
    assert known(workspace, "doctor", "status") == [("Lee", "booked")]


def test_a_stage_once_reached_stays_reached(workspace: Workspace) -> None:
    workspace.add([leads({"lead_id": "1", "created_at": at(1, 5), "reached": True, "lost": True}, through=at(1, 31))])
    workspace.add([leads({"lead_id": "1", "created_at": at(1, 5), "reached": False, "lost": False}, through=at(2, 28))])
    assert known(workspace, "reached", "qualified", "lost") == [(True, None, False)]


def test_the_newest_file_of_a_campaigns_period_replaces_the_older(workspace: Workspace) -> None:
    def ads(spend: float, through: Any, **more: Any) -> Any:
        row = {"platform": "Google Ads", "campaign": "LASIK", "spend": spend, "currency": "USD"}
        period = {"period_start": at(1, 1).date(), "period_end": at(1, 31).date()}
        return campaigns(row | period | more, through=through, file="ads.csv")

    workspace.add([ads(900.0, at(2, 1))])
    assert counts(workspace.add([ads(950.0, at(2, 8), campaign="lasik ")]).receipts[0]) == (0, 1, 0, 0, 0, 0)
    assert counts(workspace.add([ads(700.0, at(1, 20))]).receipts[0]) == (0, 0, 1, 0, 0, 0)
    assert workspace.campaigns()["spend"].to_list() == [950.0]


def test_a_month_reported_whole_replaces_its_first_weeks(workspace: Workspace) -> None:
    def until(day: int, spend: float) -> Any:
        row = {"platform": "Google Ads", "campaign": "LASIK", "spend": spend, "currency": "USD"}
        return campaigns(
            row | {"period_start": at(1, 1).date(), "period_end": at(1, day).date()}, through=at(1, day), file="ads.csv"
        )

    workspace.add([until(20, 400.0)])
    whole = workspace.add([until(31, 600.0)])
    workspace.add([until(10, 200.0)])
    assert workspace.campaigns()["spend"].to_list() == [600.0]
    workspace.undo(whole.id)
    assert workspace.campaigns()["spend"].to_list() == [400.0]


def test_two_rows_of_one_campaign_in_one_file_are_both_spend(workspace: Workspace) -> None:
    workspace.add([campaigns({"campaign": "LASIK", "spend": 1.0}, {"campaign": "LASIK", "spend": 2.0})])
    assert workspace.campaigns()["spend"].sum() == 3.0


def test_a_touch_in_overlapping_files_is_one_touch(workspace: Workspace) -> None:
    call = {"lead_id": "1", "at": at(1, 5), "kind": "call"}
    workspace.add([touches(call, call, through=at(1, 31))])
    receipt = workspace.add([touches(call, call, call | {"at": at(2, 5)}, through=at(2, 28))]).receipts[0]
    assert counts(receipt) == (1, 0, 2, 0, 0, 0)
    assert workspace.touches().height == 3


def test_segments_are_kept_under_their_headers_and_leave_with_their_import(workspace: Workspace) -> None:
    column = "segment_0123abcd"
    workspace.add([JANUARY])
    file = leads({"lead_id": "1", column: "short"}, segments={column: "Wait"}, through=at(2, 1))
    second = workspace.add([file])
    assert workspace.segments() == {column: "Wait"}
    assert known(workspace, "lead_id", column) == [("1", "short"), ("2", None)]
    workspace.undo(second.id)
    assert workspace.segments() == {}
    assert column not in workspace.leads().columns


def test_looking_at_receipts_stores_nothing(workspace: Workspace) -> None:
    receipts = workspace.receipts([JANUARY])
    assert counts(receipts[0]) == (2, 0, 0, 0, 0, 0)
    assert not workspace.folder.exists()
    assert list(receipts) == list(workspace.add([JANUARY]).receipts)


def test_the_version_changes_with_every_change_and_only_then(workspace: Workspace) -> None:
    seen = [workspace.version]
    first = workspace.add([JANUARY])
    seen.append(workspace.version)
    workspace.save_practice(Practice(name="Lakeside"))
    seen.append(workspace.version)
    workspace.undo(first.id)
    seen.append(workspace.version)
    assert len(set(seen)) == 4
    assert Workspace(workspace.folder).version == seen[-1]


def test_settings_are_remembered(workspace: Workspace) -> None:
    assert workspace.agreed_practice() == Practice()
    workspace.save_practice(Practice(name="Lakeside", time_zone="America/Chicago"))
    again = Workspace(workspace.folder)
    assert again.agreed_practice().name == "Lakeside"


def test_the_match_key_is_made_once_and_only_its_owner_reads_it(workspace: Workspace) -> None:
    key = workspace.match_key()
    assert len(key) == 32
    assert Workspace(workspace.folder).match_key() == key
    assert stat.S_IMODE((workspace.folder / "match.key").stat().st_mode) == 0o600


def test_a_column_outside_the_schema_is_refused_and_nothing_is_stored(workspace: Workspace) -> None:
    secret = leads({"lead_id": "1", "created_at": at(1, 5)})
    secret = type(secret)(secret.rows.with_columns(email=pl.lit("ann@example.com")), read=1)
    with pytest.raises(StoreError, match="columns that are never stored: email"):
        workspace.add([secret])
    assert workspace.imports() == []
    assert all(b"ann@example.com" not in path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())


def test_a_problems_value_is_stored_only_for_columns_that_hold_no_contact(workspace: Workspace) -> None:
    problems = pl.DataFrame(
        [
            {"row": 3, "column": "Date", "value": "31.31.2026", "problem": "no date", "fix": "write 2026-01-31"},
            {"row": 4, "column": "Mail", "value": "ann@", "problem": "no address", "fix": "correct it"},
            {"row": 4, "column": "Notes", "value": "Ann said", "problem": "?", "fix": "?"},
        ]
    )
    file = leads(
        {"lead_id": "1", "created_at": at(1, 5)},
        problems=problems,
        mapping={"Date": "created_at", "Mail": "email", "Notes": ""},
        rejected=2,
        read=3,
    )
    receipt = workspace.add([file]).receipts[0]
    assert receipt.problems["value"].to_list() == ["31.31.2026", None, None]
    assert receipt.rejected == 2
    assert workspace.imports()[0].receipts[0].to_json() == receipt.to_json()


def test_no_stored_file_has_string_views(workspace: Workspace) -> None:
    workspace.add([JANUARY])
    schema = DeltaTable(workspace.folder / "rows" / "leads").to_pyarrow_dataset().schema
    assert not [field for field in schema if "view" in str(field.type)]
