"""Rows in an object store: the same workspace, commits that cannot cover each other, and sentences when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from deltalake import DeltaTable

from dashboard.store.backup import back_up
from dashboard.store.forgetting import forget
from dashboard.store.imports import StoreError
from dashboard.store.published import published
from dashboard.store.restoring import restore
from dashboard.store.rows import RowTable
from dashboard.store.workspace import Workspace
from tests.server.object_store import BUCKET, ObjectStore
from tests.server.test_postgres import bare, worked_with
from tests.store.files import at, leads
from tests.store.test_backup import JANUARY, seen
from tests.store.test_crashes import ids

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    started = ObjectStore()
    yield started
    started.stop()


@pytest.fixture
def far(shared: str, store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> str:
    """As `shared`, with the rows in the object store."""
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LEADLOOP_ROWS", f"s3://{BUCKET}/practices")
    return shared


def test_a_practice_sees_the_same_from_the_object_store_as_from_its_folder(
    far: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = seen(worked_with(tmp_path / far).folder)
    assert {path.name for path in (tmp_path / far).iterdir()} == {"current"}, "only what can be made again lies here"
    assert seen(tmp_path / "another-machine" / far) == there
    for name in ("LEADLOOP_RECORDS", "LEADLOOP_ROWS"):
        monkeypatch.delenv(name)
    moments = ("at", "undone_at", "key", "answered_at", "in_force_at", "content")
    assert bare(there, moments) == bare(seen(worked_with(tmp_path / "own").folder), moments)


def test_commits_at_once_all_count_since_the_store_takes_each_only_where_none_is(far: str) -> None:
    table = RowTable(f"s3://{BUCKET}/commits-{far}", "leads")
    rows = JANUARY.rows.with_columns(through=pl.lit(None, pl.Datetime("us", "UTC")), file=pl.lit(0, pl.Int64))

    def append(number: int) -> None:
        table.append(rows.with_columns(import_id=pl.lit(number, pl.Int64)))

    append(0)
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(append, range(1, 9)))
    assert table.of(range(9)).height == 18
    assert DeltaTable(table.at).version() == 8


def test_two_processes_that_import_at_once_lose_nothing(far: str, tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from dashboard.store.workspace import Workspace
        from tests.store.test_crashes import month
        for number in map(int, sys.argv[2:]):
            Workspace(Path(sys.argv[1])).add([month(number)])
    """
    both = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(script), str(tmp_path / far), *numbers], cwd=ROOT)
        for numbers in (("1", "2"), ("3", "4"))
    ]
    assert [process.wait() for process in both] == [0, 0]
    workspace = Workspace(tmp_path / far)
    assert ids(workspace) == ["1-1", "2-1", "3-1", "4-1", "regular"]
    assert set(workspace.leads()["status"].drop_nulls()) == {"seen 4"}


def test_a_forgotten_lead_is_in_no_object_any_more(far: str, tmp_path: Path, store: ObjectStore) -> None:
    workspace = Workspace(tmp_path / far)
    planted = leads(
        {"lead_id": "planted-lead", "created_at": at(1, 5)}, {"lead_id": "2", "created_at": at(1, 9)}, through=at(1, 31)
    )
    workspace.add([planted])
    published(workspace, workspace.practice())

    def holders() -> list[str]:
        return [key for key, data in store.contents(f"practices/{far}").items() if b"planted-lead" in data]

    assert {key.split("/")[3] for key in holders()} == {"leads", "current"}
    forget(workspace, "planted-lead")
    assert holders() == []
    workspace.add([replace(planted, digest="again")])
    assert ids(workspace) == ["2"]
    assert holders() == []


def test_a_backup_goes_from_the_object_store_to_a_folder(
    far: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(worked_with(tmp_path / far).folder)
    back_up(tmp_path / far, tmp_path / "one.zip")
    restore(tmp_path / "one.zip", tmp_path / f"{far}-2")
    assert seen(tmp_path / f"{far}-2") == before
    for name in ("LEADLOOP_RECORDS", "LEADLOOP_ROWS"):
        monkeypatch.delenv(name)
    restore(tmp_path / "one.zip", tmp_path / "here")
    assert seen(tmp_path / "here") == before


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "cannot be reached; nothing was stored"),
        ("LEADLOOP_ROWS", "s3://no-such-bucket/practices", "has no such bucket; nothing was stored"),
    ],
)
def test_an_object_store_that_fails_is_said_in_a_sentence(
    far: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_RETRIES", "0")
    with pytest.raises(StoreError, match=sentence):
        Workspace(tmp_path / far).add([JANUARY])


def test_other_engines_read_the_rows_where_they_lie(far: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / far)
    workspace.add([JANUARY])
    rows = DeltaTable(f"s3://{BUCKET}/practices/{far}/leads").to_pyarrow_dataset()
    assert not [field for field in rows.schema if pa.types.is_string_view(field.type)]
    assert sorted(rows.to_table(columns=["lead_id"])["lead_id"].to_pylist()) == ["1", "2"]
    assert duckdb.sql("select count(*) from rows").fetchall() == [(2,)]
    asked = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from dashboard.engines import cluster
        print(cluster.read("s3://{BUCKET}/practices/{far}/leads", 0).count_rows())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(asked)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.split() == ["2"]
