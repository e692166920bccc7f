"""What machines ask the server is answered without a word of a patient."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dashboard.store.workspace import Workspace
from dashboard.ui import access_file, routes
from tests.store.files import at, leads
from tests.ui.awaiting import awaited

PLANTED = leads({"lead_id": "planted-77", "created_at": at(1, 5), "campaign": "Planted Spring", "doctor": "Dr. Ames"})


@pytest.fixture(autouse=True)
def fresh() -> None:
    """The server looks at its rules anew, as it does every second."""
    access_file._LATELY.clear()


def asked(path: str) -> tuple[int, str]:
    """Status and body of the answer to a GET."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "root_path": ""}
    awaited(Starlette(routes=routes.routes())(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


def values(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_metrics_count_imports_and_name_nothing_of_a_lead(workspace_dir: Path) -> None:
    assert values(asked("/metrics")[1])['leadloop_imports{practice="practice"}'] == 0
    workspace = Workspace(workspace_dir)
    stored = workspace.add([PLANTED])
    workspace.add([leads({"lead_id": "gone", "created_at": at(1, 5)})])
    workspace.undo(2)
    status, text = asked("/metrics")
    found = values(text)
    assert status == 200
    assert found['leadloop_imports{practice="practice"}'] == 1
    assert found['leadloop_last_import_timestamp_seconds{practice="practice"}'] == pytest.approx(stored.at.timestamp())
    assert found["process_cpu_seconds_total"] > 0
    assert not [word for word in ("planted", "Planted", "Ames", "gone") if word in text]
    kinds = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert {name.partition("{")[0] for name in found} <= set(kinds)
    assert len(kinds) == len(set(kinds))


def test_a_server_is_healthy_while_it_reaches_its_records_and_rows(workspace_dir: Path) -> None:
    assert asked("/healthz") == (200, json.dumps({"records": True, "rows": True}, separators=(",", ":")))
    Workspace(workspace_dir).add([PLANTED])
    assert asked("/healthz")[0] == 200
    (workspace_dir / "records.sqlite").write_bytes(b"no database at all" * 99)
    status, body = asked("/healthz")
    assert (status, json.loads(body)) == (503, {"records": False, "rows": True})
    assert 'leadloop_reachable{part="records",practice="practice"} 0' in asked("/metrics")[1]
