"""Which practice is on the screen and who looks at it; nothing where there is one practice and nobody signs in."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import gate
from dashboard.ui.escape import plain
from dashboard.ui.navigation import here as place


def account() -> None:
    """Draw the practice and the name, behind them the other practices one sees and the way out."""
    here, seen, member = gate.site(), gate.sites(), gate.member()
    label = " · ".join(filter(None, (here.title if here.name else "", member.name)))
    if not label:
        return
    with st.popover(plain(label), icon=":material/account_circle:", type="tertiary", key="account"):
        if len(seen) > 1:
            st.caption("Your practices")
            for one in seen:
                st.page_link(
                    place().path, label=plain(one.title), query_params={gate.LINK: one.name}, disabled=one == here,
                    icon=f":material/{'check' if one == here else 'domain'}:",
                )  # fmt: skip
        if member.signed_in:
            team = f", {member.team}" if member.team else ""
            st.caption(plain(f"Signed in as {member.name}: {member.role}{team}."))
            st.button("Sign out", icon=":material/logout:", key="sign out", on_click=gate.sign_out)
