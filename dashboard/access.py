"""Who gets in, and to which practices: what the secrets file says, read whole before anybody is let in.

[auth] is Streamlit's own section for the login service; [access], [practices.*] and [[people]] are ours. All four may
be missing: one practice, one computer, nobody signs in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.rights import ANYBODY, ROLES, Member, Role
from dashboard.stages import TEAMS

OPEN_WORDS: Final = "anyone_who_reaches_this_address_may_read_and_change_everything"
_LOGIN: Final = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_ACCESS: Final = ("session_hours", "idle_minutes", "accept_emails_nobody_verified", OPEN_WORDS)
_PERSON: Final = ("email", "subject", "name", "team", "role", "practices")
_SITE: Final = ("title", "folder")
_SHORTEST_SECRET: Final = 32


class AccessError(ValueError):
    """The secrets file says something that cannot be meant; the sentence names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Site:
    """A practice of this installation: its short name, its title for people, and its workspace's folder."""

    name: str
    title: str
    folder: str


@dataclass(frozen=True, slots=True)
class Access:
    """Who gets in. Without `login` whoever reaches the server may do everything."""

    sites: tuple[Site, ...]
    login: bool = False
    open_to_network: bool = False
    session_s: int = 12 * 3600
    idle_s: int = 3600
    accept_unverified: bool = False
    by_email: Mapping[str, Member] = field(default_factory=dict)
    by_subject: Mapping[str, Member] = field(default_factory=dict)

    def member(self, claims: Mapping[str, Any]) -> Member | None:
        """Who the login service's claims are about; None for somebody who is not on the list.

        An e-mail address counts only where the service says that it has verified it, or the file that it need not.
        """
        if not self.login:
            return ANYBODY
        subject = str(claims.get("sub") or "")
        email = str(claims.get("email") or "").strip().lower()
        verified = claims.get("email_verified") is True or (
            self.accept_unverified and claims.get("email_verified") is None
        )
        found = self.by_subject.get(subject) or (self.by_email.get(email) if verified else None)
        if found is None or not subject:
            return None
        return replace(found, subject=subject)

    def seen_by(self, member: Member) -> tuple[Site, ...]:
        """The practices they see, in the order of the file."""
        return self.sites if not self.login else tuple(site for site in self.sites if site.name in member.practices)


def access(said: Mapping[str, Any], folder: str) -> Access:
    """What the secrets file says; without [practices] there is one, in `folder`. Raises AccessError."""
    auth, ours, people = (said.get(name) for name in ("auth", "access", "people"))
    sites = _sites(said.get("practices"), folder)
    rules = _section(ours, "[access]", _ACCESS)
    for name in ("accept_emails_nobody_verified", OPEN_WORDS):
        if not isinstance(rules.get(name, False), bool):
            raise AccessError(f"[access] {name} is true or false, without quotes.")
    known = _people(people, sites)
    if auth is None:
        if known:
            raise AccessError("The secrets file lists [[people]] and no [auth], so nobody would have to sign in.")
        return Access(sites, open_to_network=rules.get(OPEN_WORDS, False))
    _check_login(auth)
    if not known:
        raise AccessError("The secrets file has [auth] and no [[people]], so nobody could come in; list them.")
    if rules.get(OPEN_WORDS):
        raise AccessError(f"[access] {OPEN_WORDS} cannot be true beside [auth]; take one of them out.")
    return Access(
        sites,
        login=True,
        session_s=round(3600 * _number(rules, "session_hours", 12, 720)),
        idle_s=round(60 * _number(rules, "idle_minutes", 60, 1440)),
        accept_unverified=rules.get("accept_emails_nobody_verified", False),
        by_email={key.lower(): one for kind, key, one in known if kind == "email"},
        by_subject={key: one for kind, key, one in known if kind == "subject"},
    )


def is_own_computer(host: str | None) -> bool:
    """Whether only this computer reaches a server bound there."""
    name = (host or "").strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _sites(said: Any, folder: str) -> tuple[Site, ...]:
    if said is None:
        return (Site("", "", folder),)
    if not isinstance(said, Mapping) or not said:
        raise AccessError("Name each practice under a section of its own: [practices.north].")
    sites = []
    for name, values in said.items():
        here = _section(values, f"[practices.{name}]", _SITE)
        if not isinstance(here.get("folder"), str) or not here["folder"].strip():
            raise AccessError(f'[practices.{name}] names no folder; write folder = "...".')
        sites.append(Site(str(name), str(here.get("title") or name), here["folder"]))
    # a server's database and store know a workspace by the last part of its folder
    if len({site.folder.rstrip("/\\").replace("\\", "/").rpartition("/")[2] for site in sites}) < len(sites):
        raise AccessError("Two practices have folders of the same name; give each a folder with a name of its own.")
    if len({site.title for site in sites}) < len(sites):
        raise AccessError("Two practices have the same title; give each its own.")
    return tuple(sites)


def _people(said: Any, sites: Sequence[Site]) -> list[tuple[str, str, Member]]:
    if said is None:
        return []
    if not isinstance(said, Sequence) or isinstance(said, str):
        raise AccessError("Write each person under [[people]], with two brackets.")
    known: list[tuple[str, str, Member]] = []
    for number, values in enumerate(said, start=1):
        here = _section(values, f"[[people]] number {number}", _PERSON)
        keys = [(kind, str(here[kind]).strip()) for kind in ("email", "subject") if str(here.get(kind) or "").strip()]
        if not keys:
            raise AccessError(f"[[people]] number {number} has neither email nor subject, so nobody can be them.")
        member = _member(here, f"[[people]] {keys[0][1]}", sites)
        for kind, key in keys:
            if any((kind, key.lower()) == (other, name.lower()) for other, name, _ in known):
                raise AccessError(f"[[people]] {key} is listed twice; keep one.")
            known.append((kind, key, member))
    return known


def _member(here: Mapping[str, Any], place: str, sites: Sequence[Site]) -> Member:
    names = [site.name for site in sites]
    wanted = here.get("practices", names if len(sites) == 1 else None)
    if wanted == "all":
        wanted = names
    if not isinstance(wanted, Sequence | Mapping) or isinstance(wanted, str) or not wanted:
        raise AccessError(
            f'{place}: say which practices they see: practices = ["..."], practices = "all", or with a role for each '
            'practices = {name = "viewer"}.'
        )
    for one in wanted:
        if one not in names:
            raise AccessError(f"{place}: there is no practice {one!r}; there are {', '.join(names)}.")
    roles: tuple[Role, ...] = ()
    if isinstance(wanted, Mapping):
        if "role" in here:
            raise AccessError(f"{place} has a role and one for each practice; keep either.")
        roles = tuple(wanted.values())
    elif "role" not in here:
        raise AccessError(f"{place} has no role; say {', '.join(ROLES)}.")
    for what, allowed, given in (("role", ROLES, roles or [here["role"]]), ("team", TEAMS, [here.get("team")])):
        for one in given:
            if one not in allowed and (what, one) != ("team", None):
                raise AccessError(f"{place}: there is no {what} {one!r}; there are {', '.join(allowed)}.")
    name = " ".join(str(here.get("name") or here.get("email") or here.get("subject")).split())[:80]
    least = min(roles, key=ROLES.index) if roles else here["role"]
    return Member(name, "", least, here.get("team"), tuple(wanted), roles)


def _check_login(auth: Any) -> None:
    here = auth if isinstance(auth, Mapping) else {}
    missing = [name for name in _LOGIN if not str(here.get(name) or "").strip()]
    if missing:
        raise AccessError(f"[auth] lacks {', '.join(missing)}; without them nobody can sign in.")
    if len(str(here["cookie_secret"])) < _SHORTEST_SECRET:
        raise AccessError(
            f"[auth] cookie_secret is shorter than {_SHORTEST_SECRET} signs, so it could be guessed; make one with "
            "python -c 'import secrets; print(secrets.token_hex(32))'."
        )
    for name in ("redirect_uri", "server_metadata_url"):
        address = urlsplit(str(here[name]))
        if address.scheme != "https" and not is_own_computer(address.hostname):
            raise AccessError(f"[auth] {name} does not begin with https://, so others could read along; serve it so.")


def _section(said: Any, place: str, names: Sequence[str]) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise AccessError(f"{place} is a section of its own; write its lines below it.")
    # a word misspelt would be a rule not kept
    unknown = [str(name) for name in said if name not in names]
    if unknown:
        raise AccessError(f"{place} says {', '.join(unknown)}, which means nothing; it may say {', '.join(names)}.")
    return said


def _number(rules: Mapping[str, Any], name: str, default: int, most: int) -> float:
    value = rules.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
        raise AccessError(f"[access] {name} is a number above 0 and at most {most}.")
    return float(value)
