"""The secrets file of this server, read anew when it changes: who gets in, and to which practices."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard.access import Access, AccessError, access

DEFAULT_FOLDER: Final = "data/workspace"
_FRESH_S: Final = 1.0
_LATELY: dict[str, tuple[object, float, Access]] = {}
_LOGIN_SEEN: set[bool] = set()


def rules() -> Access:
    """What the file says now. Raises AccessError where it cannot be meant, and where a login that was there is gone.

    A half-written file must not open the door: a server that has once asked for a login goes on asking.
    """
    folder = os.environ.get("LEADLOOP_WORKSPACE") or DEFAULT_FOLDER
    of, until, lately = _LATELY.get(folder, (None, 0.0, None))
    if lately and of is st.secrets and time.monotonic() < until:
        return lately
    found = access(_said(), folder)
    if found.login:
        _LOGIN_SEEN.add(True)
    elif _LOGIN_SEEN:
        raise AccessError("The secrets file has no [auth] any more, and this server began with one; start it again.")
    _LATELY[folder] = (st.secrets, time.monotonic() + _FRESH_S, found)
    return found


def _said() -> dict[str, Any]:
    try:
        return st.secrets.to_dict()
    except FileNotFoundError as error:
        # Streamlit says a missing and a damaged file alike
        there = [path for path in st.get_option("secrets.files") if Path(path).exists()]
        if there:
            raise AccessError(f"{', '.join(there)} cannot be read; check what was last changed in it.") from error
        return {}
