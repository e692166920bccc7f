"""The servers that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL for the whole run."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture
def shared(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Workspaces live in the database and in a folder of this test; the answer is a name no other test has."""
    monkeypatch.setenv("LEADLOOP_RECORDS", postgres.url)
    monkeypatch.setenv("LEADLOOP_ROWS", str(tmp_path / "store"))
    return f"t{abs(hash(tmp_path)):x}"[:30]
