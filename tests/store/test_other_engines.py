"""What is stored is plain Delta Lake: engines that are not ours read it as it lies."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable

from dashboard.store.forgetting import forget
from dashboard.store.published import published
from dashboard.store.workspace import Workspace
from tests.store.files import at, campaigns, leads, touches


def filled(folder: Path) -> Workspace:
    workspace = Workspace(folder)
    workspace.add(
        [
            leads(
                {"lead_id": "1", "created_at": at(1, 5), "campaign": "Spring", "segment_0123abcd": "Spanish"},
                {"lead_id": "2", "created_at": at(1, 9), "reached": True},
                segments={"segment_0123abcd": "Language"},
            ),
            campaigns({"campaign": "Spring", "spend": 100.0, "currency": "USD"}, system="google"),
            touches({"lead_id": "1", "at": at(1, 6), "system": "crm", "kind": "call"}),
        ]
    )
    return workspace


def test_pyarrow_and_duckdb_read_rows_and_published_tables_none_of_which_has_a_string_view(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    addresses = [address for address, _ in published(workspace, workspace.practice()).values()]
    addresses += [str(tmp_path / "rows" / kind) for kind in ("leads", "campaigns", "touches")]
    for address in addresses:
        files = [str(tmp_path / file) for file in DeltaTable(address).file_uris()]
        rows = DeltaTable(address).to_pyarrow_dataset()
        assert rows.count_rows() > 0
        views = (pa.types.is_string_view, pa.types.is_binary_view)
        # Daft 0.7 refuses a table that has one; make server-test lets it read
        assert not [field.name for field in rows.schema if any(is_view(field.type) for is_view in views)]
        assert duckdb.sql("select count(*) from read_parquet($files)", params={"files": files}).fetchall() == [
            (rows.count_rows(),)
        ]
    stored = duckdb.from_arrow(DeltaTable(str(tmp_path / "rows" / "leads")).to_pyarrow_dataset())
    assert sorted(stored.select("lead_id", "campaign").fetchall()) == [("1", "Spring"), ("2", None)]


def test_published_tables_are_those_of_today_and_written_once(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    practice = workspace.practice()
    first = published(workspace, practice)
    assert published(workspace, practice) == first
    workspace.add([leads({"lead_id": "3", "created_at": at(2, 1)})])
    second = published(workspace, practice)
    address, version = second["leads"]
    assert (address, version) == (first["leads"][0], first["leads"][1] + 1)
    assert sorted(DeltaTable(address).to_pyarrow_table()["lead_id"].to_pylist()) == ["1", "2", "3"]
    forget(workspace, "1")
    assert not [path for path in tmp_path.rglob("*.parquet") if path.is_relative_to(tmp_path / "current")]
    assert sorted(DeltaTable(published(workspace, practice)["leads"][0]).to_pyarrow_table()["lead_id"].to_pylist()) == [
        "2",
        "3",
    ]
