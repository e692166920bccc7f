"""A login ends when it is too old, too long unused, or signed out; what is not known counts as ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.store.signed_out import SignedOut
from dashboard.ui.sessions import Login, Sessions, login_of

HOUR = 3600.0
BEGAN = 1_000_000.0
LOGIN: Login = ("https://login anna", "nonce", BEGAN)


Why = Callable[..., str]


@pytest.fixture
def kept(tmp_path: Path) -> SignedOut:
    """The list that all processes look at."""
    return SignedOut(tmp_path / "practice")


@pytest.fixture
def why(kept: SignedOut) -> Why:
    """Why a login counts no more at a moment."""

    def why_(sessions: Sessions, now: float, login: Login = LOGIN) -> str:
        return sessions.why_over(login, now, longest_s=12 * HOUR, idle_s=HOUR, kept=kept)

    return why_


def test_a_fresh_login_counts_and_one_left_lying_does_not(why: Why) -> None:
    sessions = Sessions()
    assert why(sessions, BEGAN + HOUR) == ""
    assert why(sessions, BEGAN + HOUR + 1) == "Your session ended: nothing was done for 60 minutes."


def test_use_keeps_a_login_alive_until_it_is_too_old(why: Why) -> None:
    sessions = Sessions()
    for hour in range(12):
        sessions.use(LOGIN, BEGAN + hour * HOUR)
    assert why(sessions, BEGAN + 12 * HOUR) == ""
    sessions.use(LOGIN, BEGAN + 12 * HOUR)
    assert why(sessions, BEGAN + 12 * HOUR + 1) == "Your session ended: you signed in more than 12 hours ago."


def test_a_signed_out_login_is_over_also_where_a_copy_of_its_cookie_is_kept(why: Why, kept: SignedOut) -> None:
    sessions = Sessions()
    sessions.use(LOGIN, BEGAN)
    sessions.end(LOGIN, BEGAN, 12 * HOUR, kept)
    assert why(sessions, BEGAN + 1) == "You have signed out."
    assert why(sessions, BEGAN + 1, ("https://login anna", "another sign-in", BEGAN)) == ""


def test_a_login_signed_out_at_one_process_is_over_at_the_other_within_a_second_and_after_a_restart(
    why: Why, kept: SignedOut
) -> None:
    one, other = Sessions(), Sessions()
    assert why(other, BEGAN + 10) == ""
    one.end(LOGIN, BEGAN + 10, 12 * HOUR, kept)
    assert why(other, BEGAN + 11) == "You have signed out."
    assert why(Sessions(), BEGAN + 12) == "You have signed out."
    assert why(other, BEGAN + 11, ("https://login anna", "another sign-in", BEGAN)) == ""


def test_a_sign_out_is_forgotten_once_the_login_would_have_ended_by_itself(kept: SignedOut, tmp_path: Path) -> None:
    sessions = Sessions()
    sessions.end(LOGIN, BEGAN, 12 * HOUR, kept)
    assert "anna" not in "".join(path.name + path.read_text() for path in (tmp_path / "practice/signed-out").iterdir())
    sessions.end(("https://login carl", "n", BEGAN + 11 * HOUR), BEGAN + 11 * HOUR, 12 * HOUR, kept)
    assert kept.holds(repr(LOGIN))
    sessions.end(("https://login vera", "n", BEGAN + 13 * HOUR), BEGAN + 13 * HOUR, 12 * HOUR, kept)
    assert not kept.holds(repr(LOGIN))
    assert len(list((tmp_path / "practice/signed-out").iterdir())) == 2


@pytest.mark.parametrize("moment", [None, "soon", True, 0, BEGAN + 999])
def test_a_login_without_a_moment_that_can_be_is_none(moment: object, why: Why) -> None:
    login = login_of({"iss": "https://login", "sub": "anna", "nonce": "n", "iat": moment})
    assert why(Sessions(), BEGAN, login) != ""
