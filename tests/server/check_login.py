"""Two app processes behind nginx with a login: who signs out at one has signed out at the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.store.workspace import Workspace
from tests.browser.server import Server, free_port
from tests.login.conftest import Window
from tests.login.provider import Provider
from tests.server.nginx import Nginx
from tests.store.files import at, leads

pytestmark = pytest.mark.browser

ANNA = '[[people]]\nemail = "anna@example.org"\nname = "Anna Berg"\nrole = "admin"\n'
RULES = "[access]\naccept_emails_nobody_verified = true\n"


@pytest.fixture
def provider() -> Iterator[Provider]:
    started = Provider()
    started.person("Anna Berg")
    yield started
    started.stop()


@pytest.fixture
def proxy(shared: str, provider: Provider, tmp_path: Path) -> Iterator[Nginx]:
    """Both processes behind one address, over one practice of 40 leads."""
    rows = ({"lead_id": f"L{i}", "created_at": at(1, 1 + i % 28)} for i in range(40))
    Workspace(tmp_path / shared).add([leads(*rows)])
    secrets = tmp_path / "secrets.toml"
    ports = free_port(), free_port()
    front = Nginx(tmp_path, ports)
    auth = provider.application(front.url)
    secrets.write_text("[auth]\n" + "".join(f'{k} = "{v}"\n' for k, v in auth.items()) + RULES + ANNA, "utf-8")
    servers = [
        Server(tmp_path / str(port) / shared, tmp_path / f"{port}.log", port=port,
               options=[f"--secrets.files={secrets}"])
        for port in ports
    ]  # fmt: skip
    yield front
    front.stop()
    for server in servers:
        server.stop()


def test_a_cookie_copied_before_a_sign_out_counts_at_neither_process(proxy: Nginx, browser: Browser) -> None:
    window = Window(browser, proxy.url, "funnel?period=This+year")
    window.sign_in("anna")
    window.says("Anna Berg")
    assert "/funnel?" in window.page.url
    window.settled()
    kept = [one for one in window.page.context.cookies() if "streamlit" in one["name"]]

    def elsewhere() -> Window:
        thief = Window(browser, proxy.url, "")
        thief.page.context.add_cookies(kept)  # type: ignore[arg-type]
        thief.open("funnel")
        return thief

    answered: dict[str, Window] = {}
    for _ in range(12):
        thief = elsewhere()
        thief.says("Anna Berg")
        at_ = next(one["value"] for one in thief.page.context.cookies() if one["name"] == "leadloop_at")
        answered[next(port for port, cookie, *_ in reversed(proxy.log) if cookie == at_)] = thief
        if len(answered) == 2:
            break
    assert len(answered) == 2

    window.press("Anna Berg")
    window.press("Sign out")
    for thief in answered.values():
        thief.says("You have signed out. Sign in again.")
        thief.page.reload()
        thief.says("You have signed out. Sign in again.")
