"""Whoever signs in comes back to the page they left for it, and never to another address."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ui.wanted import WantedPage, within
from tests.ui.awaiting import awaited

LINK = "/funnel?practice=north&period=Last+month&doctor=Dr.%20A%26B"


def asked(path: str, answer: list[tuple[bytes, bytes]], **headers: str) -> dict[bytes, bytes]:
    """The headers of the answer to a request at this path, where the app answers so."""
    said: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 302, "headers": answer})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    given_ = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    awaited(WantedPage(app)({"type": "http", "path": path, "headers": given_}, None, send))
    assert [one["type"] for one in said] == ["http.response.start", "http.response.body"]
    return dict(said[0]["headers"])


def there_and_back(left: str, host: str = "leads.example.org") -> str:
    """Where somebody ends who leaves this address to sign in."""
    leaves = asked("/auth/login", [(b"location", b"https://login.example.org")], referer=left, host=host)
    assert leaves[b"location"] == b"https://login.example.org"
    cookie = leaves.get(b"set-cookie", b"").decode().partition(";")[0]
    back = asked("/oauth2callback", [(b"location", b"/")], cookie=f"other=1; {cookie}", host=host)
    if cookie:
        assert back[b"set-cookie"].startswith(b"leadloop_wanted=; Path=/; Max-Age=0;")
    return back[b"location"].decode()


def test_a_link_with_filters_is_opened_again_after_signing_in() -> None:
    assert there_and_back(f"https://leads.example.org{LINK}") == LINK
    assert there_and_back("http://localhost:8501/", "localhost:8501") == "/"


@pytest.mark.parametrize(
    "left",
    ["https://evil.example.com/funnel", "https://leads.example.org.evil.com/x", "", "https://leads.example.org//evil.com",
     "https://leads.example.org/\\evil.com", "https://[", "https://leads.example.org/a?b=\r\nset-cookie: c"],
)  # fmt: skip
def test_whoever_comes_from_elsewhere_or_by_an_odd_link_begins_at_the_first_page(left: str) -> None:
    assert there_and_back(left) == "/"


@pytest.mark.parametrize("cookie", ["//evil.com", "https://evil.com/", "/\\evil.com", "%2F%2Fevil.com", "javascript:x"])
def test_a_cookie_that_somebody_planted_leads_nowhere_else(cookie: str) -> None:
    back = asked("/oauth2callback", [(b"location", b"/")], cookie=f"leadloop_wanted={cookie}")
    assert back == {b"location": b"/"}


def test_signing_out_and_every_other_request_pass_as_they_are() -> None:
    cookie = "leadloop_wanted=%2Ffunnel"
    service = [(b"location", b"https://login.example.org/end")]
    assert asked("/oauth2callback", service, cookie=cookie)[b"location"] == b"https://login.example.org/end"
    assert asked("/funnel", [(b"x", b"y")], cookie=cookie, referer="https://a/b", host="a") == {b"x": b"y"}


@settings(max_examples=200)
@given(st.text(alphabet="/\\:?#@%.ab\t\n -", max_size=12))
def test_what_is_let_through_is_a_path_of_ours(address: str) -> None:
    found = within(address)
    assert found == "" or (found.startswith("/") and not found.startswith(("//", "/\\")) and "\n" not in found)
