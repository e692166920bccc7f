"""The page somebody wanted before they had to sign in, opened once they have.

A login service always comes back to the same address. So the page is put into a cookie on the way there, for ten
minutes, and taken out of it on the way back; whatever does not lie within this app is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

_COOKIE: Final = "leadloop_wanted"
_KEPT_S: Final = 600
_LONGEST: Final = 3000
"""Signs of a link that a cookie still holds."""
_PAGE: Final = re.compile(r"(?:/[A-Za-z0-9_-]+)*/?")
_QUERY: Final = re.compile(r"[!-~]*")
_LEAVES: Final = "/auth/login"
_RETURNS: Final = "/oauth2callback"


class WantedPage:
    """Leads whoever comes back from the login service to the page they left for it."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Pass on; on the two ways of a sign-in see to the cookie."""
        path = scope["path"] if scope["type"] == "http" else ""
        asked = dict(scope.get("headers", ()))

        async def leaving(message: dict[str, Any]) -> None:
            wanted = _left(asked) if message["type"] == "http.response.start" else ""
            await send(_with(message, _cookie(wanted, _KEPT_S)) if wanted else message)

        async def returning(message: dict[str, Any]) -> None:
            wanted = _brought(asked) if message["type"] == "http.response.start" else ""
            await send(_with(_to(message, wanted), _cookie("", 0)) if wanted else message)

        ways = {_LEAVES: leaving, _RETURNS: returning}
        await self._app(scope, receive, next((way for end, way in ways.items() if path.endswith(end)), send))


def within(address: str) -> str:
    """The path and query of an address of ours, '' for one that could lead anywhere else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or not _PAGE.fullmatch(parts.path):
        return ""
    if not _QUERY.fullmatch(parts.query) or len(address) > _LONGEST:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _left(asked: dict[bytes, bytes]) -> str:
    """The page that the button to sign in stood on: the browser names it, and a page elsewhere does not count."""
    try:
        parts = urlsplit(asked.get(b"referer", b"").decode("latin-1"))
    except ValueError:
        return ""
    ours = parts.netloc and parts.netloc.lower() == asked.get(b"host", b"").decode("latin-1").lower()
    return within(f"{parts.path}?{parts.query}") if ours else ""


def _brought(asked: dict[bytes, bytes]) -> str:
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(asked.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return within(unquote(cookies[_COOKIE].value)) if _COOKIE in cookies else ""


def _cookie(value: str, seconds: int) -> tuple[bytes, bytes]:
    said = f"{_COOKIE}={quote(value, safe='')}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return b"set-cookie", said.encode("ascii")


def _with(message: dict[str, Any], header: tuple[bytes, bytes]) -> dict[str, Any]:
    return message | {"headers": [*message["headers"], header]}


def _to(message: dict[str, Any], wanted: str) -> dict[str, Any]:
    """The answer with this page in place of the app's first one, where it leads there."""
    return message | {"headers": list(_led(message["headers"], wanted.encode("ascii")))}


def _led(headers: list[tuple[bytes, bytes]], wanted: bytes) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        home = name.lower() == b"location" and value.startswith(b"/") and wanted.startswith(value)
        yield (name, wanted) if home else (name, value)
