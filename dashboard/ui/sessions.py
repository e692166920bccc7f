"""When a login ends: too long ago, too long unused, or signed out.

What was signed out is kept where all processes of the installation look; what is in use each knows by itself. After a
restart nothing is known of use, so a login older than the idle time ends: asking once too often is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any, Final, Protocol

_FRESH_S: Final = 1.0
"""For how long an answer of the list of those signed out holds."""
_MOST: Final = 10_000
_SKEW_S: Final = 300
Login = tuple[str, str, float]
"""Whom, by which sign-in, and when the login service vouched for them."""


class Kept(Protocol):
    """The list of those signed out that outlives this process."""

    def add(self, login: str, until: float, now: float) -> None:
        """Take down that this login is over; from `until` on it would have ended by itself."""
        ...

    def holds(self, login: str) -> bool:
        """Whether this login was signed out."""
        ...


class Sessions:
    """The logins that are in use or were signed out."""

    def __init__(self) -> None:
        self._used: dict[Login, float] = {}
        self._over: set[Login] = set()
        self._asked: dict[Login, float] = {}
        self._lock = Lock()

    def why_over(self, login: Login, now: float, longest_s: float, idle_s: float, kept: Kept) -> str:
        """A sentence that says why this login counts no more; '' while it does."""
        began = login[2]
        if self._signed_out(login, now, kept):
            return "You have signed out."
        with self._lock:
            used = max(self._used.get(login, began), began)
        if not began or began > now + _SKEW_S:
            return "The login service does not say when you signed in."
        if now - began > longest_s:
            return f"Your session ended: you signed in more than {_said(longest_s)} ago."
        if now - used > idle_s:
            return f"Your session ended: nothing was done for {_said(idle_s)}."
        return ""

    def use(self, login: Login, now: float) -> None:
        """The login was used just now."""
        with self._lock:
            _put(self._used, login, now)

    def end(self, login: Login, now: float, longest_s: float, kept: Kept) -> None:
        """The login is over, here and at every other process, also where a copy of its cookie is kept."""
        with self._lock:
            self._used.pop(login, None)
            self._over.add(login)
        kept.add(repr(login), login[2] + longest_s, now)

    def _signed_out(self, login: Login, now: float, kept: Kept) -> bool:
        with self._lock:
            if login in self._over:
                return True
            if 0 <= now - self._asked.get(login, -_FRESH_S) < _FRESH_S:
                return False
        over = kept.holds(repr(login))
        with self._lock:
            if over:
                self._over.add(login)
            else:
                _put(self._asked, login, now)
        return over


def login_of(claims: Mapping[str, Any]) -> Login:
    """Which login the service's claims are of; its moment is 0 where they do not say."""
    moment = claims.get("iat")
    began = float(moment) if isinstance(moment, int | float) and not isinstance(moment, bool) else 0.0
    return f"{claims.get('iss')} {claims.get('sub')}", str(claims.get("nonce") or ""), began


def _put(moments: dict[Login, float], login: Login, now: float) -> None:
    moments[login] = now
    if len(moments) > _MOST:
        del moments[min(moments, key=moments.__getitem__)]


def _said(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 3600:.3g} hours" if seconds >= 2 * 3600 else f"{seconds / 60:.3g} minutes"


SESSIONS: Final = Sessions()
