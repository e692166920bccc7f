"""Who is at the screen and which practice they look at: asked before every page, and again at every write."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard.access import Access, AccessError, Site
from dashboard.rights import ANYBODY, Member, Role
from dashboard.store.guard import NotAllowedError
from dashboard.store.imports import StoreError
from dashboard.store.signed_out import SignedOut
from dashboard.ui.access_file import rules
from dashboard.ui.sessions import SESSIONS, login_of

_SITE: Final = "_practice"
LINK: Final = "practice"
"""What a link names the practice by, where there are several."""
_LOG: Final = logging.getLogger(__name__)


class NobodyError(NotAllowedError):
    """Nobody is signed in here, or not any more."""


def member() -> Member:
    """Who is at the screen, with their role in the practice on it.

    Raises NobodyError where nobody is signed in (any more), NotAllowedError for strangers.
    """
    return _somebody().at(site().name)


def still(claims: Mapping[str, Any], folder: str) -> Member:
    """Who the login service's claims are about, while that login counts, with their role in the practice in this
    folder. Raises as `member`, and for a practice they do not see."""
    here = _known(claims)
    there = next((one for one in _rules().seen_by(here) if one.folder == folder), None)
    if there is None:
        raise NotAllowedError("This practice is not among yours; nothing was changed.")
    return here.at(there.name)


def _somebody() -> Member:
    return _known(st.user.to_dict()) if _rules().login else ANYBODY


def _known(claims: Mapping[str, Any]) -> Member:
    known = _rules()
    if not known.login:
        return ANYBODY
    if claims.get("is_logged_in") is not True:
        raise NobodyError("Sign in to see this.")
    over = SESSIONS.why_over(login_of(claims), time.time(), known.session_s, known.idle_s, _signed_out(known))
    if over:
        raise NobodyError(f"{over} Sign in again.")
    found = known.member(claims)
    if found is None:
        raise NotAllowedError("You are signed in, and not on this installation's list of people. Ask an admin for it.")
    return found


def may(role: Role = "contributor") -> bool:
    """Whether whoever is at the screen may do what takes this role: what they may not do is not offered."""
    try:
        return member().may(role)
    except NotAllowedError:
        return False


def imports(claims: Mapping[str, Any]) -> bool:
    """Whether whoever the login service's claims are about may import files into one of their practices."""
    try:
        here = _known(claims)
    except NotAllowedError:
        return False
    return any(here.at(one.name).may("contributor") for one in _rules().seen_by(here))


def sites() -> Sequence[Site]:
    """The practices that whoever is at the screen sees. Raises as `member`."""
    return _rules().seen_by(_somebody())


def site() -> Site:
    """The practice on the screen, one of those they see. Raises as `member`, and for a link to one they do not see."""
    seen = sites()
    named = st.query_params.get(LINK) or st.session_state.get(_SITE) or seen[0].name
    found = next((one for one in seen if one.name == named), None)
    if found is None:
        raise NotAllowedError("The link asks for a practice that is not among yours. Ask an admin for it.")
    return found


def arrive() -> int:
    """How many practices whoever is at the screen sees, 0 for who may not come in.

    On another practice than before nothing goes along that was typed, uploaded or chosen for that one.
    """
    try:
        many, there = len(sites()), site()
    except NotAllowedError:
        return 0
    if st.session_state.get(_SITE, there.name) != there.name:
        st.session_state.clear()
    st.session_state[_SITE] = there.name
    return many


def writer(folder: str) -> Member:
    """Who wants to change the workspace in this folder. Raises NotAllowedError for who does not see it."""
    here = still(st.user.to_dict() if _rules().login else {}, folder)
    use()
    return here


def use() -> None:
    """Somebody does something: their login has not been left lying."""
    if _rules().login:
        SESSIONS.use(login_of(st.user.to_dict()), time.time())


def enter() -> None:
    """Let whoever is at the screen go on to the page, or say why not, and stop there."""
    try:
        here, there = member(), site()
    except NobodyError as nobody:
        _sign_in(str(nobody))
    except NotAllowedError as refused:
        _refuse(str(refused))
    else:
        if len(sites()) > 1:
            st.query_params[LINK] = there.name
        if here.signed_in:
            use()
            _watch()


def sign_out() -> None:
    """End this login here, at every other process, and at the login service where it knows how."""
    known = _rules()
    try:
        SESSIONS.end(login_of(st.user.to_dict()), time.time(), known.session_s, _signed_out(known))
    except StoreError as error:
        _LOG.error("A sign-out is known to this process only: %s", str(error))
    st.logout()


def _signed_out(known: Access) -> SignedOut:
    """The list of the installation, which lies with its first practice."""
    return _list_in(Path(known.sites[0].folder))


@cache
def _list_in(folder: Path) -> SignedOut:
    return SignedOut(folder)


def _rules() -> Access:
    try:
        return rules()
    except AccessError as error:
        _LOG.error("Nobody is let in: %s", str(error))
        raise NotAllowedError(
            "Nobody is let in at the moment: the list of people cannot be read. The server's log says why."
        ) from error


def _sign_in(why: str) -> None:
    st.title("Leadloop", anchor=False)
    st.markdown(why)
    # a login service answers on its own page; a link opened here is to be opened again afterwards
    st.button("Sign in", type="primary", icon=":material/login:", on_click=st.login, key="sign in")
    st.stop()


def _refuse(why: str) -> None:
    st.title("Leadloop", anchor=False)
    st.error(why, icon=":material/lock:")
    with st.container(horizontal=True):
        if st.query_params.get(LINK):
            st.button("Open my practice", key="own practice", on_click=_own)
        if st.user.to_dict().get("is_logged_in"):
            st.button("Sign out", icon=":material/logout:", key="sign out", on_click=sign_out)
    st.stop()


def _own() -> None:
    st.session_state.pop(_SITE, None)
    st.query_params.pop(LINK, None)


@st.fragment(run_every=10)
def _watch() -> None:
    """A screen that nobody touches does not stay open when the session is over."""
    try:
        member()
    except NotAllowedError:
        st.rerun()
