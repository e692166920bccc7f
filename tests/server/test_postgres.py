"""Records in a real PostgreSQL: the same workspace, shared by several servers, and nothing lost between them."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from dashboard.practice import Practice
from dashboard.store import postgres as database
from dashboard.store import records
from dashboard.store.actions import Action
from dashboard.store.backup import back_up
from dashboard.store.forgetting import forget
from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError
from dashboard.store.overrules import Overrule
from dashboard.store.places import records_of
from dashboard.store.restoring import restore
from dashboard.store.retention import last_removed, remove_when_due
from dashboard.store.rows import RowTable
from dashboard.store.signed_out import SignedOut
from dashboard.store.trouble import BusyError
from dashboard.store.workspace import Workspace
from tests.server.postgres import Postgres
from tests.store.test_backup import CALLS, FEBRUARY, JANUARY, seen
from tests.store.test_crashes import ids, month
from tests.store.test_teams import everything

ROOT = Path(__file__).parents[2]


def worked_with(folder: Path) -> Workspace:
    """A workspace in which everything was done once."""
    workspace = Workspace(folder)
    workspace.match_key()
    workspace.add([JANUARY, CALLS])
    workspace.add([month(2)])
    workspace.undo(2)
    workspace.add([FEBRUARY])
    workspace.save_practice(Practice(time_zone="America/New_York"))
    workspace.overrules.add(Overrule("burst", "everywhere"))
    everything(workspace.teams)
    return workspace


def elsewhere(folder: Path, script: str, *words: str) -> subprocess.Popen[bytes]:
    """Another process of the same installation."""
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(script), str(folder), *words], cwd=ROOT)


def test_a_practice_sees_the_same_from_postgresql_as_from_its_folder(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = seen(worked_with(tmp_path / shared).folder)
    assert not (tmp_path / shared / "records.sqlite").exists()
    monkeypatch.delenv("LEADLOOP_RECORDS")
    monkeypatch.delenv("LEADLOOP_ROWS")
    here = seen(worked_with(tmp_path / "own").folder)
    moments = ("at", "undone_at", "key", "answered_at", "in_force_at", "content")
    assert bare(there, moments) == bare(here, moments)


def bare(value: object, moments: tuple[str, ...]) -> object:
    """The value without what no two workspaces have in common."""
    if isinstance(value, dict):
        return {name: bare(one, moments) for name, one in value.items() if name not in moments}
    return [bare(one, moments) for one in value] if isinstance(value, list) else value


def test_no_folder_nor_schema_is_made_by_asking(shared: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / shared)
    assert (workspace.is_sample, workspace.imports(), workspace.teams.actions.all()) == (True, [], [])
    assert not workspace.folder.exists()
    assert not (tmp_path / "store").exists()


def test_two_who_import_at_once_lose_nothing(shared: str, tmp_path: Path) -> None:
    def add(numbers: tuple[int, ...]) -> None:
        for number in numbers:
            Workspace(tmp_path / str(numbers[0]) / shared).add([month(number)])

    with ThreadPoolExecutor(2) as servers:
        list(servers.map(add, [(1, 2), (3, 4)]))
    workspace = Workspace(tmp_path / shared)
    assert ids(workspace) == ["1-1", "2-1", "3-1", "4-1", "regular"]
    assert sorted(done.id for done in workspace.imports()) == [1, 2, 3, 4]
    assert set(workspace.leads()["status"].drop_nulls()) == {"seen 4"}


def test_a_server_killed_in_an_import_leaves_nothing_of_it_and_holds_nobody_up(shared: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / shared)
    workspace.add([month(1)])
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
    assert elsewhere(tmp_path / shared, script).wait() == 9
    rows = RowTable(tmp_path / "store" / shared, "leads")
    assert rows.of([2]).height == 2
    assert ids(workspace) == ["1-1", "regular"]
    workspace.add([month(3)])
    assert ids(workspace) == ["1-1", "3-1", "regular"]
    assert rows.of([2]).height == 2, "the third import has the number the killed one would have had"


def test_who_waits_too_long_for_an_import_is_told_so(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / shared)
    workspace.add([month(1)])
    monkeypatch.setattr(database, "PATIENCE_S", 0.2)
    with records_of(workspace.folder).changing():
        with pytest.raises(BusyError, match="still running; try again later"):
            workspace.add([month(2)])
        assert ids(workspace) == ["1-1", "regular"]
    workspace.add([month(2)])


def test_an_import_shows_on_the_other_server_once_it_is_recorded_and_not_before(shared: str, tmp_path: Path) -> None:
    one, other = Workspace(tmp_path / shared), Workspace(tmp_path / "machine" / shared)
    one.add([month(1)])
    before = other.version
    with records_of(one.folder).changing() as connection:
        records.count_change(connection)
        assert other.version == before
    assert other.version != before
    one.add([month(2)])
    assert ids(other) == ["1-1", "2-1", "regular"]
    assert other.match_key() == one.match_key()


def test_the_second_of_two_people_who_type_at_once_is_told_and_nothing_is_lost(shared: str, tmp_path: Path) -> None:
    one, other = (Workspace(tmp_path / at / shared).teams for at in ("a", "b"))
    action = one.actions.add(Action("Call at noon", "Ann"))
    theirs = other.actions.change(replace(action, what="Call at one"))
    with pytest.raises(ConflictError) as told:
        one.actions.change(replace(action, who="Ben"))
    assert told.value.theirs == theirs

    def add_one(number: int) -> None:
        (one if number % 2 else other).actions.add(Action(f"Do {number}", "Ann"))

    with ThreadPoolExecutor(8) as people:
        list(people.map(add_one, range(24)))
    assert sorted(known.what for known in other.actions.all()) == sorted(
        ["Call at one", *(f"Do {n}" for n in range(24))]
    )


def test_who_reads_while_a_lead_is_forgotten_waits_and_sees_it_gone(
    shared: str, tmp_path: Path, postgres: Postgres
) -> None:
    workspace = Workspace(tmp_path / shared)
    workspace.add([JANUARY])
    found: list[bool] = []
    with records_of(workspace.folder).changing(unseen=True) as connection:
        connection.execute(records.STATE.update().values(practice=Practice(real_call_s=7).to_json()))
        reader = threading.Thread(target=lambda: found.append(workspace.settings().real_call_s == 7))
        reader.start()
        reader.join(0.3)
        assert reader.is_alive()
    reader.join()
    assert found == [True]
    before = written(postgres, shared)
    forget(workspace, "1", "crm")
    assert written(postgres, shared) != before, "the tables were not written anew without the old bytes"
    assert ids(Workspace(tmp_path / "other" / shared)) == ["2"]
    workspace.add([leads_again()])
    assert ids(workspace) == ["2"]


def written(postgres: Postgres, name: str) -> list[object]:
    """Which files of the database's own hold the tables of a workspace."""
    engine = sa.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        said = "select relfilenode from pg_class where relkind = 'r' and relnamespace = to_regnamespace(%(name)s)"
        found = list(connection.exec_driver_sql(said, {"name": f'"leadloop_{name}"'}).scalars())
    engine.dispose()
    assert found
    return found


def leads_again() -> object:
    return replace(JANUARY, digest="again")


def test_a_database_of_an_older_leadloop_is_brought_up_to_date_with_its_words(
    shared: str, tmp_path: Path, postgres: Postgres
) -> None:
    Workspace(tmp_path / shared).match_key()
    engine = sa.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"))
    config = Config()
    config.set_main_option("script_location", str(Path(records.__file__).parent / "migrations"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f'drop schema "leadloop_{shared}" cascade')
        connection.exec_driver_sql(f'create schema "leadloop_{shared}"')
        connection.exec_driver_sql(f'set local search_path to "leadloop_{shared}"')
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql("insert into state (workspace, changes) values ('older', 4)")
        connection.exec_driver_sql("insert into imports (id, at) values (1, '2026-01-01T00:00:00+00:00')")
    workspace = Workspace(tmp_path / shared)
    assert [done.id for done in workspace.imports()] == [1]
    everything(workspace.teams)
    with engine.begin() as connection:
        found = sa.inspect(connection)
        for table in records.METADATA.sorted_tables:
            columns = {column["name"] for column in found.get_columns(table.name, schema=f"leadloop_{shared}")}
            assert columns == set(table.columns.keys())
    engine.dispose()


def test_a_backup_moves_a_practice_to_the_server_and_back(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = {name: os.environ[name] for name in ("LEADLOOP_RECORDS", "LEADLOOP_ROWS")}
    for name in server:
        monkeypatch.delenv(name)
    before = seen(worked_with(tmp_path / "laptop").folder)
    back_up(tmp_path / "laptop", tmp_path / "one.zip")
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    restore(tmp_path / "one.zip", tmp_path / shared)
    assert seen(tmp_path / shared) == before
    moved = Workspace(tmp_path / shared)
    assert moved.teams.actions.add(Action("Call", "Ann")).id == 2
    back_up(moved.folder, tmp_path / "two.zip")
    now = seen(moved.folder)
    with pytest.raises(StoreError, match="is not empty"):
        restore(tmp_path / "two.zip", tmp_path / shared)
    with pytest.raises(StoreError, match="restore it under another name"):
        restore(tmp_path / "two.zip", tmp_path / shared, replace=True)
    for name in server:
        monkeypatch.delenv(name)
    restore(tmp_path / "two.zip", tmp_path / "back")
    assert seen(tmp_path / "back") == now


def test_neither_table_nor_row_holds_the_match_key(shared: str, tmp_path: Path, postgres: Postgres) -> None:
    workspace = Workspace(tmp_path / shared)
    key = workspace.match_key()
    workspace.add([JANUARY])
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and key in path.read_bytes()]
    engine = sa.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names(schema=f"leadloop_{shared}")
        said = [
            connection.exec_driver_sql(f'select * from "leadloop_{shared}".{table}').all().__repr__()
            for table in tables
        ]
    engine.dispose()
    assert tables
    assert repr(key)[2:-1] not in "".join(said)
    assert key.hex() not in "".join(said)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://leadloop@127.0.0.1:1/leadloop", "127.0.0.1:1/leadloop cannot be reached"),
        ("{here}/nowhere", "has no such database; make it"),
        ("mysql://somebody@somewhere/leadloop", "names no PostgreSQL database"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_a_sentence_without_its_password(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres, url: str, sentence: str
) -> None:
    here = url.format(here=postgres.url.rpartition("/")[0]).replace("leadloop@", "leadloop:secret-word@")
    monkeypatch.setenv("LEADLOOP_RECORDS", here)
    with pytest.raises(StoreError, match=sentence) as told:
        Workspace(tmp_path / shared).add([month(1)])
    assert "secret-word" not in str(told.value)


def test_records_and_rows_are_named_together_and_under_a_name_a_database_takes(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="small letters, digits"):
        Workspace(tmp_path / "Dr. Ames")
    monkeypatch.delenv("LEADLOOP_ROWS")
    with pytest.raises(StoreError, match="or neither"):
        Workspace(tmp_path / shared)


def test_rows_of_which_the_database_knows_nothing_are_left_alone(
    shared: str, tmp_path: Path, postgres: Postgres
) -> None:
    Workspace(tmp_path / shared).add([month(1)])
    engine = sa.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f'drop schema "leadloop_{shared}" cascade')
    engine.dispose()
    with pytest.raises(StoreError, match="the database knows nothing of them; nothing was changed"):
        Workspace(tmp_path / shared).add([month(2)])
    assert RowTable(tmp_path / "store" / shared, "leads").of([1]).height == 2


def test_records_whose_rows_are_not_where_they_should_be_are_no_empty_practice(
    shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace(tmp_path / shared).add([month(1)])
    monkeypatch.setenv("LEADLOOP_ROWS", str(tmp_path / "wrong"))
    with pytest.raises(StoreError, match="no rows"):
        Workspace(tmp_path / "again" / shared).leads()


def test_a_sign_out_at_one_server_is_known_at_the_other_also_before_the_first_import(
    shared: str, tmp_path: Path
) -> None:
    one, other = SignedOut(tmp_path / "one" / shared), SignedOut(tmp_path / "other" / shared)
    assert not other.holds("anna")
    one.add("anna", until=100, now=0)
    assert other.holds("anna")
    assert not other.holds("carl")
    other.add("carl", until=300, now=200)
    assert not one.holds("anna")
    assert Workspace(tmp_path / shared).is_sample


def test_a_sign_out_waits_for_no_import(shared: str, tmp_path: Path) -> None:
    with Workspace(tmp_path / shared).records.changing():
        SignedOut(tmp_path / shared).add("anna", until=100, now=0)
        assert SignedOut(tmp_path / shared).holds("anna")


def test_of_two_servers_one_removes_what_is_too_old_that_day(shared: str, tmp_path: Path) -> None:
    one, other = Workspace(tmp_path / "one" / shared), Workspace(tmp_path / "other" / shared)
    one.add([JANUARY])
    one.save_practice(Practice(keep_months=1))
    assert remove_when_due(one, date(2030, 1, 1)) is None
    assert remove_when_due(other, date(2030, 1, 2)) is not None
    before = one.version
    assert remove_when_due(one, date(2030, 1, 2)) is None
    assert (one.version, last_removed(one)) == (before, date(2030, 1, 2))
