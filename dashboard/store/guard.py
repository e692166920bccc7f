"""The one place where a change of a workspace asks who wants it, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboard.rights import ANYBODY, Member, Role
from dashboard.store.imports import StoreError

Asked = Callable[[], Member]
"""Answers who is asking at this moment. Raises NotAllowedError where nobody is, or not any more."""
_TAKES: Final[dict[Role, str]] = {
    "viewer": "somebody on the list of people",
    "contributor": "a contributor or an admin",
    "admin": "an admin",
}


class NotAllowedError(StoreError):
    """Somebody asked for what their role does not reach, or is not signed in; nothing was changed."""


def anybody() -> Member:
    """Where nobody signs in, whoever is at the computer may do everything."""
    return ANYBODY


def allowed(asked: Asked, role: Role) -> Member:
    """Who is asking, where they may do what takes this role. Raises NotAllowedError otherwise."""
    member = asked()
    if not member.may(role):
        raise NotAllowedError(
            f"This takes {_TAKES[role]}, and you are a {member.role}; nothing was changed. Ask an admin of this "
            "installation for the role, or ask somebody who has it to do this."
        )
    return member
