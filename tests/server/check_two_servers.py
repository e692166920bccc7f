"""Two app processes behind nginx share a database and an object store: what one stores, the other shows."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.screen import Screen
from tests.browser.server import Server, free_port
from tests.server.nginx import Nginx
from tests.server.object_store import BUCKET, ObjectStore

pytestmark = pytest.mark.browser

EXPORT = "Lead ID,Inquiry date,Doctor,Campaign,Consult booked\n" + "".join(
    f"L{number:03},2026-07-{number % 28 + 1:02} 09:30,Dr. {'AB'[number % 2]},Spring,{'yes' if number % 3 else 'no'}\n"
    for number in range(60)
)


@pytest.fixture
def store() -> Iterator[ObjectStore]:
    started = ObjectStore()
    yield started
    started.stop()


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def servers(
    shared: str, store: ObjectStore, ports: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Server]]:
    """Two processes, each with a folder of its own, as if on two machines."""
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LEADLOOP_ROWS", f"s3://{BUCKET}/practices")
    started = [Server(tmp_path / str(port) / shared, tmp_path / f"{port}.log", port=port) for port in ports]
    yield started
    for server in started:
        server.stop()


@pytest.fixture
def proxy(servers: list[Server], ports: tuple[int, int], tmp_path: Path) -> Iterator[Nginx]:
    started = Nginx(tmp_path, ports)
    yield started
    started.stop()


def test_what_one_process_stores_the_other_shows_also_once_the_first_is_gone(
    proxy: Nginx, servers: list[Server], ports: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    screens: dict[str, Screen] = {}
    for _ in range(12):
        # each window is somebody else, who stays with one of the two
        screen = Screen(browser.new_context(), f"{proxy.url}/imports")
        assert screen.says("Sample data")
        cookie = next(one["value"] for one in screen.page.context.cookies() if one["name"] == "leadloop_at")
        answered = {port for port, at, *_ in proxy.log if at == cookie}
        assert len(answered) == 1, "somebody was sent from one process to the other"
        screens[answered.pop()] = screen
        if len(screens) == 2:
            break
    one, other = (screens[str(port)] for port in ports)

    (tmp_path / "july.csv").write_text(EXPORT)
    one.upload(tmp_path / "july.csv")
    one.press("Confirm and store 1 file")
    one.find("Stored as import 1").wait_for()

    other.page.reload()
    other.find("july.csv").first.wait_for()
    assert "Sample data" not in other.text
    servers[0].stop()
    one.page.reload()
    one.find("july.csv").first.wait_for()
    assert "Sample data" not in one.text


def test_what_machines_ask_is_not_answered_to_the_network(proxy: Nginx, servers: list[Server]) -> None:
    for path in ("/metrics", "/healthz"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(proxy.url + path, timeout=10)
        assert refused.value.code == 404
        assert urllib.request.urlopen(servers[0].url + path, timeout=30).status == 200
