"""Which practice is on the screen and who looks at it; nothing where there is one practice and nobody signs in."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import gate
from dashboard.ui.escape import plain

_KEY = "practice on the screen"


def account() -> None:
    """Draw the practice and the name, behind them the other practices one sees and the way out."""
    here, seen, member = gate.site(), gate.sites(), gate.member()
    titles = {one.name: one.title for one in seen}
    label = " · ".join(filter(None, (here.title if here.name else "", member.name)))
    if not label:
        return
    with st.popover(plain(label), icon=":material/account_circle:", type="tertiary", key="account"):
        if len(seen) > 1:
            names = list(titles)
            st.radio(
                "Practice",
                names,
                names.index(here.name),
                format_func=lambda name: plain(titles[name]),
                key=_KEY,
                on_change=_choose,
            )
        if member.signed_in:
            team = f", {member.team}" if member.team else ""
            st.caption(plain(f"Signed in as {member.name}: {member.role}{team}."))
            st.button("Sign out", icon=":material/logout:", key="sign out", on_click=gate.sign_out)


def _choose() -> None:
    gate.choose(st.session_state[_KEY])
