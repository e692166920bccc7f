"""A server that others could reach does not start without a login, unless the config says so in plain words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins

from dashboard.access import OPEN_WORDS, Access, Site
from dashboard.ui import doors
from tests.ui.awaiting import awaited

ROOT = Path(__file__).parents[2]
SITES = (Site("", "", "data/workspace"),)


def start(*options: str) -> subprocess.CompletedProcess[str]:
    """A server as people start it; one that starts is ended after some seconds."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py"), "--server.headless=true"]
    return subprocess.run(
        [*command, *options], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False
    )


def test_a_server_bound_to_every_address_refuses_to_start_and_says_what_to_do() -> None:
    done = start("--server.address=0.0.0.0", "--server.port=0")

    assert done.returncode != 0
    assert "Leadloop does not start: Nobody has to sign in to this Leadloop" in done.stderr
    assert f"{OPEN_WORDS} = true" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def option(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Streamlit's settings, to be read and changed."""
    values: dict[str, Any] = {
        "server.address": "localhost", "server.allowedHosts": [], "server.trustedUserHeaders": {},
    }  # fmt: skip
    monkeypatch.setattr(doors.st, "get_option", values.__getitem__)
    monkeypatch.setattr(doors.config, "set_option", values.__setitem__)
    return values


def known(monkeypatch: pytest.MonkeyPatch, **said: Any) -> None:
    monkeypatch.setattr(doors, "rules", lambda: Access(SITES, **said))


def test_on_this_computer_it_starts_and_answers_to_this_computers_names_only(
    option: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    known(monkeypatch)
    doors.check_doors()
    assert option["server.allowedHosts"] == ["localhost", "*.localhost", "127.0.0.1", "::1"]


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.4", None, ""])
def test_elsewhere_it_starts_with_a_login_or_with_the_plain_words_and_not_otherwise(
    address: str | None, option: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    option["server.address"] = address
    known(monkeypatch)
    with pytest.raises(SystemExit, match="does not start"):
        doors.check_doors()
    for said in ({"login": True}, {"open_to_network": True}):
        known(monkeypatch, **said)
        doors.check_doors()
    assert option["server.allowedHosts"] == []


def test_beside_a_login_no_header_says_who_somebody_is(option: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    option["server.trustedUserHeaders"] = {"X-User": "email"}
    known(monkeypatch, login=True)
    with pytest.raises(SystemExit, match="trustedUserHeaders"):
        doors.check_doors()


def test_nobody_outside_is_asked_for_this_computers_address(
    option: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda *said, **_: asked.append(said))
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    known(monkeypatch, login=True)
    doors.check_doors()
    assert not is_url_from_allowed_origins("https://elsewhere.example.org")
    assert asked == []


def answered(scope: dict[str, Any]) -> list[dict[str, Any]]:
    """What the app's first layer answers; an empty list where it lets pass."""
    sent: list[dict[str, Any]] = []

    async def app(*_: Any) -> None:
        return None

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    awaited(doors.OwnComputerOnly(app)(scope, receive, send))
    return sent


def test_without_login_who_comes_by_another_address_is_turned_away_whatever_the_server_was_bound_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known(monkeypatch)
    page, socket = ({"type": kind, "server": ("192.168.1.4", 8501)} for kind in ("http", "websocket"))

    assert answered(page)[0]["status"] == 403
    assert OPEN_WORDS.encode() in answered(page)[1]["body"]
    assert answered(socket) == [{"type": "websocket.close", "code": 1008}]
    assert answered({"type": "http", "server": ("127.0.0.1", 8501)}) == []
    assert answered({"type": "lifespan"}) == []
    known(monkeypatch, login=True)
    assert answered(page) == []
