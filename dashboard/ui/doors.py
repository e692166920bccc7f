"""What must hold before the server lets anybody near: who could reach it, and whether they would have to sign in."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from streamlit import config, net_util

from dashboard.access import OPEN_WORDS, AccessError, is_own_computer
from dashboard.ui.access_file import rules

_OWN_NAMES: Final = ["localhost", "*.localhost", "127.0.0.1", "::1"]
_NO_LOGIN: Final = (
    "Nobody has to sign in to this Leadloop, and {who} would reach it. Set up a login (docs/login.md), or leave "
    f"server.address at localhost, or write under [access] in .streamlit/secrets.toml: {OPEN_WORDS} = true"
)


def check_doors() -> None:
    """Raise SystemExit with a sentence where the server must not start."""
    # a service of Amazon's: Streamlit asks it when it starts for a network, and at each window of another site
    net_util.get_external_ip = _nobody
    try:
        known = rules()
    except AccessError as error:
        raise SystemExit(f"Leadloop does not start: {error}") from error
    if known.login:
        if st.get_option("server.trustedUserHeaders"):
            raise SystemExit(
                "Leadloop does not start: server.trustedUserHeaders lets whoever writes a header be anybody, beside "
                "the login. Take it out of config.toml."
            )
        return
    if known.open_to_network:
        return
    address = st.get_option("server.address")
    if not is_own_computer(address):
        raise SystemExit(f"Leadloop does not start: {_NO_LOGIN.format(who=_who(address))}")
    if not st.get_option("server.allowedHosts"):
        # a page of a stranger could otherwise give this computer's address a name of its own, and read along
        config.set_option("server.allowedHosts", _OWN_NAMES)


class OwnComputerOnly:
    """Turns away who comes from elsewhere where nobody has to sign in, whatever the server was bound to."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer 403 in a sentence, or pass on."""
        if scope["type"] not in ("http", "websocket") or _may_pass(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            plain = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": plain})
            await send({"type": "http.response.body", "body": _NO_LOGIN.format(who="the network").encode()})


def _may_pass(scope: dict[str, Any]) -> bool:
    try:
        known = rules()
    except AccessError:
        # the gate says so, to everybody
        return True
    here = scope.get("server") or (None, None)
    # a socket in the file system has no port
    return known.login or known.open_to_network or here[1] is None or is_own_computer(here[0])


def _nobody() -> None:
    """This computer's address as others see it: not looked up, since Leadloop asks nobody for anything."""


def _who(address: str | None) -> str:
    return "everybody on the network" if not address or address in ("0.0.0.0", "::") else f"whoever reaches {address}"
