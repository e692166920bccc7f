"""When a login ends: too long ago, too long unused, or signed out. Kept by this process only.

After a restart nothing is known of use, so a login older than the idle time ends: asking once too often is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

_MOST: Final = 10_000
_SKEW_S: Final = 300
Login = tuple[str, str, float]
"""Whom, by which sign-in, and when the login service vouched for them."""


class Sessions:
    """The logins that are in use or were signed out."""

    def __init__(self) -> None:
        self._used: dict[Login, float] = {}
        self._over: set[Login] = set()
        self._lock = Lock()

    def why_over(self, login: Login, now: float, longest_s: float, idle_s: float) -> str:
        """A sentence that says why this login counts no more; '' while it does."""
        began = login[2]
        with self._lock:
            used = max(self._used.get(login, began), began)
            if login in self._over:
                return "You have signed out."
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
            self._used[login] = now
            if len(self._used) > _MOST:
                del self._used[min(self._used, key=self._used.__getitem__)]

    def end(self, login: Login) -> None:
        """The login is over, also where a copy of it is kept."""
        with self._lock:
            self._used.pop(login, None)
            self._over.add(login)


def login_of(claims: Mapping[str, Any]) -> Login:
    """Which login the service's claims are of; its moment is 0 where they do not say."""
    moment = claims.get("iat")
    began = float(moment) if isinstance(moment, int | float) and not isinstance(moment, bool) else 0.0
    return f"{claims.get('iss')} {claims.get('sub')}", str(claims.get("nonce") or ""), began


def _said(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 3600:.3g} hours" if seconds >= 2 * 3600 else f"{seconds / 60:.3g} minutes"


SESSIONS: Final = Sessions()
