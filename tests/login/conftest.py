"""An installation with two practices behind a real login service, and people who sign in to it in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.store.workspace import Workspace
from tests.browser.screen import SIZE
from tests.browser.server import Server, free_port
from tests.login.provider import PASSWORD, Provider
from tests.store.files import at, leads

PATIENCE_MS = 30_000
PEOPLE = """
[practices.north]
title = "Clinic north"
folder = "{folder}/north"
[practices.south]
title = "Clinic south"
folder = "{folder}/south"
[[people]]
email = "anna@example.org"
name = "Anna Berg"
team = "sales"
role = "admin"
practices = "all"
[[people]]
subject = "carl"
name = "Carl Ott"
team = "marketing"
role = "contributor"
practices = ["south"]
[[people]]
subject = "vera"
name = "Vera Low"
role = "viewer"
practices = ["north"]
"""
UPLOAD = """async session => {
  const xsrf = document.cookie.split("; ").find(one => one.startsWith("_streamlit_xsrf="))?.slice(16) ?? "";
  const form = new FormData();
  form.append("leads.csv", new Blob(["lead_id"]), "leads.csv");
  const to = `/_stcore/upload_file/${session}/0b7c1d52-6a1f-4f7e-9d0a-0c6a1b2c3d4e`;
  return (await fetch(to, {method: "PUT", body: form, headers: {"X-Xsrftoken": xsrf}})).status;
}"""
Open = Callable[..., "Window"]


@dataclass(frozen=True)
class Installation:
    """A running server, its secrets file and the folder of its practices."""

    url: str
    secrets: Path
    folder: Path

    def practice(self, name: str) -> Workspace:
        return Workspace(self.folder / name)


def forgets(page: Page, words: str) -> None:
    """Wait until nothing in the page holds it any more: what a run no longer draws goes when the run ends."""
    page.wait_for_function("words => !document.documentElement.outerHTML.includes(words)", arg=words)


def _session(frame: str | bytes) -> str:
    """The session that the server opened for a window, where this frame says it."""
    return str(ForwardMsg.FromString(frame).new_session.initialize.session_id) if isinstance(frame, bytes) else ""


class Window:
    """A browser of one person's own, without anybody's cookies."""

    def __init__(self, browser: Browser, url: str, path: str, cookies: Any = None) -> None:
        self._context = browser.new_context(viewport=SIZE, storage_state=cookies)
        self._url = url
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.open(path)

    def open(self, path: str) -> None:
        self.page.goto(f"{self._url}/{path}")

    def sign_in(self, name: str) -> None:
        """At the login page: to the service, name and password, and back."""
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.fill("input[name=login]", name)
        self.page.keyboard.press("Enter")
        self.page.fill("input[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self._url}/**")

    def says(self, words: str) -> None:
        """Wait until the page says it."""
        expect(self.page.get_by_test_id("stMain")).to_contain_text(words, timeout=PATIENCE_MS)

    def hands_in(self) -> int:
        """Send a file past the page, as a script would, to this window's own session; what the server answers."""
        with self.page.expect_websocket() as opened:
            self.page.reload()
        with opened.value.expect_event("framereceived", lambda frame: bool(_session(frame))) as told:
            pass
        status: int = self.page.evaluate(UPLOAD, _session(told.value))
        return status

    def settled(self) -> None:
        """Wait until the page is drawn."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        self.page.get_by_test_id("stSidebarNav").wait_for()
        self.page.wait_for_timeout(300)
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    @property
    def cookies(self) -> Any:
        """What a browser of the same person would bring along."""
        return self._context.storage_state()

    def close(self) -> None:
        with suppress(Exception):
            self._context.close()


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The login service, which knows four people; one of them is nobody to us."""
    service = Provider()
    for name in ("Anna Berg", "Carl Ott", "Vera Low", "Eve Hart"):
        service.person(name)
    yield service
    service.stop()


@pytest.fixture(scope="session")
def installation(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """North with 40 leads of which 10 booked, south with 60 of which 30 did."""
    folder = tmp_path_factory.mktemp("installation")
    for name, many, booked in (("north", 40, 10), ("south", 60, 30)):
        rows = (
            {"lead_id": f"{name}{i}", "created_at": at(1, 1 + i % 28), "consult_booked": i < booked}
            for i in range(many)
        )
        Workspace(folder / name).add([leads(*rows, file=f"{name}.csv")])
    port = free_port()
    auth = provider.application(f"http://localhost:{port}")
    secrets = folder / "secrets.toml"
    lines = [f'{name} = "{value}"' for name, value in auth.items()]
    rules = "[access]\naccept_emails_nobody_verified = true\nsession_hours = 1\n"
    secrets.write_text("[auth]\n" + "\n".join(lines) + f"\n{rules}" + PEOPLE.format(folder=folder), "utf-8")
    server = Server(folder / "none", folder / "server.log", port=port, options=[f"--secrets.files={secrets}"])
    yield Installation(server.url, secrets, folder)
    server.stop()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of who has signed in before."""
    return {}


@pytest.fixture
def open_window(browser: Browser, installation: Installation, signed_in: dict[str, Any]) -> Iterator[Open]:
    """Opens windows, each without anybody's cookies; with a name, somebody signs in first, or has before."""
    opened: list[Window] = []

    def open_(path: str = "", who: str = "", *, anew: bool = False) -> Window:
        known = signed_in.get(who) if not anew else None
        window = Window(browser, installation.url, path if known or not who else "", known)
        opened.append(window)
        if who and not known:
            window.sign_in(who)
            if not anew:
                signed_in[who] = window.cookies
            window.open(path)
        return window

    yield open_
    for window in opened:
        window.close()
