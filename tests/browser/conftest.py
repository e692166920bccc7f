"""Servers and screens for the tests of this folder; all of them are marked as browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from dashboard.store.sample_records import PUT_AWAY
from tests.browser.screen import Screen
from tests.browser.server import Server


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server that shows the sample practice to every test that changes nothing."""
    folder = tmp_path_factory.mktemp("sample")
    server = Server(folder / "workspace", folder / "server.log")
    yield server
    server.stop()


@pytest.fixture
def start_server(workspace_dir: Path, tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Starts servers on this test's own workspace; each is cold when it answers the first request.

    The sample's records are put away: what a test writes is all there is.
    """
    workspace_dir.mkdir(parents=True, exist_ok=True)
    (workspace_dir / PUT_AWAY).touch()
    started: list[Server] = []

    def start() -> Server:
        started.append(Server(workspace_dir, tmp_path / f"server{len(started)}.log"))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """What the screens share: the browser's cache, so that Streamlit's own files are fetched once a server."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def open_screen(window: BrowserContext) -> Iterator[Callable[[str], Screen]]:
    """Opens addresses, each in a tab of its own."""
    opened: list[Screen] = []

    def open_(url: str) -> Screen:
        opened.append(Screen(window, url))
        return opened[-1]

    yield open_
    for screen in opened:
        screen.close()
