"""A killed import, a broken cache, two processes at once: what was stored stays right."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from dashboard.store import records
from dashboard.store.imports import StoreError
from dashboard.store.rows import RowTable
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

ROOT = Path(__file__).parents[2]


def month(number: int) -> object:
    return leads(
        {"lead_id": f"{number}-1", "created_at": at(number, 1)},
        {"lead_id": "regular", "created_at": at(1, 1), "status": f"seen {number}"},
        through=at(number, 28),
        file=f"{number}.csv",
    )


def ids(workspace: Workspace) -> list[str]:
    return sorted(workspace.leads()["lead_id"])


def test_an_import_killed_before_its_record_is_not_there_and_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path)
    workspace.add([month(1)])
    append = RowTable.append

    def append_and_die(table: RowTable, rows: object) -> None:
        append(table, rows)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RowTable, "append", append_and_die)
        with pytest.raises(KeyboardInterrupt):
            workspace.add([month(2)])
    assert ids(workspace) == ["1-1", "regular"]
    assert RowTable(tmp_path / "rows", "leads").of([2]).height == 2
    workspace.add([month(3)])
    assert ids(workspace) == ["1-1", "3-1", "regular"]
    assert [done.id for done in workspace.imports()] == [2, 1]


def test_a_process_killed_in_the_middle_leaves_the_workspace_free(tmp_path: Path) -> None:
    Workspace(tmp_path).add([month(1)])
    script = """
        import os, sys
        from pathlib import Path
        from dashboard.store.rows import RowTable
        from dashboard.store.workspace import Workspace
        from tests.store.test_crashes import month
        append = RowTable.append
        RowTable.append = lambda table, rows: (append(table, rows), os._exit(9))
        Workspace(Path(sys.argv[1])).add([month(2)])
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script), tmp_path], cwd=ROOT, check=False)
    assert killed.returncode == 9
    workspace = Workspace(tmp_path)
    assert ids(workspace) == ["1-1", "regular"]
    workspace.add([month(2)])
    assert ids(workspace) == ["1-1", "2-1", "regular"]


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from dashboard.store.workspace import Workspace
        from tests.store.test_crashes import month
        for number in map(int, sys.argv[2:]):
            Workspace(Path(sys.argv[1])).add([month(number)])
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    both = [subprocess.Popen([*command, *numbers], cwd=ROOT) for numbers in (["1", "2", "3"], ["4", "5", "6"])]
    assert [process.wait() for process in both] == [0, 0]
    workspace = Workspace(tmp_path)
    assert ids(workspace) == [f"{number}-1" for number in range(1, 7)] + ["regular"]
    assert len(workspace.imports()) == 6
    assert set(workspace.leads()["status"].drop_nulls()) == {"seen 6"}


@pytest.mark.parametrize("damage", [b"", b"not a table at all", None])
def test_a_broken_current_table_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    workspace = Workspace(tmp_path)
    workspace.add([month(1)])
    before = workspace.leads()
    (path,) = (tmp_path / "current").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert workspace.leads().equals(before)
    assert path.read_bytes() == whole


def test_a_workspace_of_a_newer_leadloop_is_refused_with_a_sentence(tmp_path: Path) -> None:
    Workspace(tmp_path).add([month(1)])
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="newer Leadloop"):
        Workspace(tmp_path).leads()


def test_the_migrations_end_where_the_code_expects_and_make_its_tables(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(records.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == records.REVISION
    store = records.Records(tmp_path / "records.sqlite")
    with store.changing() as connection:
        found = sa.inspect(connection)
        for table in records.METADATA.sorted_tables:
            assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())


def test_the_match_key_is_not_in_any_table(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    key = workspace.match_key()
    workspace.add([month(1)])
    holders = [path.name for path in tmp_path.rglob("*") if path.is_file() and key in path.read_bytes()]
    assert holders == ["match.key"]
    assert os.access(tmp_path / "match.key", os.R_OK)
