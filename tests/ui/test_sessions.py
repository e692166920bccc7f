"""A login ends when it is too old, too long unused, or signed out; what is not known counts as ended."""

from __future__ import annotations

import pytest

from dashboard.ui.sessions import Login, Sessions, login_of

HOUR = 3600.0
BEGAN = 1_000_000.0
LOGIN: Login = ("https://login anna", "nonce", BEGAN)


def why(sessions: Sessions, now: float, login: Login = LOGIN) -> str:
    return sessions.why_over(login, now, longest_s=12 * HOUR, idle_s=HOUR)


def test_a_fresh_login_counts_and_one_left_lying_does_not() -> None:
    sessions = Sessions()
    assert why(sessions, BEGAN + HOUR) == ""
    assert why(sessions, BEGAN + HOUR + 1) == "Your session ended: nothing was done for 60 minutes."


def test_use_keeps_a_login_alive_until_it_is_too_old() -> None:
    sessions = Sessions()
    for hour in range(12):
        sessions.use(LOGIN, BEGAN + hour * HOUR)
    assert why(sessions, BEGAN + 12 * HOUR) == ""
    sessions.use(LOGIN, BEGAN + 12 * HOUR)
    assert why(sessions, BEGAN + 12 * HOUR + 1) == "Your session ended: you signed in more than 12 hours ago."


def test_a_signed_out_login_is_over_also_where_a_copy_of_its_cookie_is_kept() -> None:
    sessions = Sessions()
    sessions.use(LOGIN, BEGAN)
    sessions.end(LOGIN)
    assert why(sessions, BEGAN + 1) == "You have signed out."
    assert why(sessions, BEGAN + 1, ("https://login anna", "another sign-in", BEGAN)) == ""


@pytest.mark.parametrize("moment", [None, "soon", True, 0, BEGAN + 999])
def test_a_login_without_a_moment_that_can_be_is_none(moment: object) -> None:
    login = login_of({"iss": "https://login", "sub": "anna", "nonce": "n", "iat": moment})
    assert why(Sessions(), BEGAN, login) != ""
