"""Who may do what: a member is a person on the installation's list, with a team, a role and the practices they see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from dashboard.stages import TEAMS, Team

Role = Literal["viewer", "contributor", "admin"]
ROLES: Final[tuple[Role, ...]] = ("viewer", "contributor", "admin")
"""Each may do what those before it may: look and take away; write and import; change settings, read the audit list."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody known by name. `subject` is how the login service calls them, '' where nobody signs in."""

    name: str
    subject: str
    role: Role
    team: Team | None = None
    practices: tuple[str, ...] = ()
    """The short names of the practices they see."""
    roles: tuple[Role, ...] = ()
    """Their role in each of these, where it is not `role` in all; `role` is then the least of them."""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"There is no role {self.role!r}; there are {', '.join(ROLES)}.")
        if self.team is not None and self.team not in TEAMS:
            raise ValueError(f"There is no team {self.team!r}; there are {', '.join(TEAMS)}.")

    @property
    def signed_in(self) -> bool:
        """Whether a login service vouches for this name."""
        return bool(self.subject)

    def at(self, practice: str) -> Self:
        """The same person with the role they have in this practice."""
        here = dict(zip(self.practices, self.roles, strict=False))
        return replace(self, role=here.get(practice, self.role), roles=())

    def may(self, role: Role) -> bool:
        """Whether they may do what takes at least this role."""
        return ROLES.index(self.role) >= ROLES.index(role)


ANYBODY: Final = Member("", "", "admin")
"""Whoever is at the computer, where nobody signs in."""
