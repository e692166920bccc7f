"""Who gets in: what the secrets file says, and what it must not leave open."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from dashboard.access import OPEN_WORDS, AccessError, access, is_own_computer
from dashboard.rights import ANYBODY, Member

AUTH = {
    "redirect_uri": "https://leads.example.org/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "leadloop",
    "client_secret": "secret",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}
ANNA = {"email": "Anna@Example.org", "name": "Anna Berg", "team": "sales", "role": "admin", "practices": "all"}
VERA = {"subject": "v-1", "name": "Vera Low", "role": "viewer", "practices": ["north"]}
SAID: dict[str, Any] = {
    "auth": AUTH,
    "practices": {"north": {"title": "North", "folder": "/data/north"}, "south": {"folder": "/data/south"}},
    "people": [ANNA, VERA],
}


def said(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in (deepcopy(SAID) | changed).items() if value is not None}


def test_without_a_secrets_file_there_is_one_practice_and_anybody_may_do_everything() -> None:
    found = access({}, "data/workspace")

    assert [site.folder for site in found.sites] == ["data/workspace"]
    assert found.member({}) is ANYBODY
    assert ANYBODY.may("admin")
    assert found.seen_by(ANYBODY) == found.sites


def test_a_person_is_known_by_a_verified_address_or_by_the_services_name_for_them() -> None:
    found = access(said(), "")

    anna = found.member({"sub": "a-9", "email": "anna@example.org", "email_verified": True})
    vera = found.member({"sub": "v-1"})

    assert anna == Member("Anna Berg", "a-9", "admin", "sales", ("north", "south"))
    assert vera == Member("Vera Low", "v-1", "viewer", None, ("north",))
    assert [site.name for site in found.seen_by(vera)] == ["north"]
    assert not vera.may("contributor")


def test_a_person_may_have_another_role_in_each_practice() -> None:
    mixed = {"subject": "m-1", "name": "Mia Orr", "practices": {"south": "admin", "north": "contributor"}}
    mia = access(said(people=[mixed]), "").member({"sub": "m-1"})
    assert mia is not None

    assert [mia.at(name).role for name in ("north", "south")] == ["contributor", "admin"]
    assert (mia.role, mia.at("elsewhere").role) == ("contributor", "contributor")
    vera = access(said(), "").member({"sub": "v-1"})
    assert vera is not None
    assert vera.at("north") == vera


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"sub": "x-1", "email": "eve@example.org", "email_verified": True},
        {"sub": "x-1", "email": "anna@example.org"},
        {"sub": "x-1", "email": "anna@example.org", "email_verified": False},
        {"sub": "x-1", "email": "anna@example.org", "email_verified": "true"},
        {"sub": "", "email": "anna@example.org", "email_verified": True},
        {"sub": "Anna@Example.org"},
        {"email": "v-1", "email_verified": True},
    ],
)
def test_nobody_else_is_a_member(claims: dict[str, Any]) -> None:
    assert access(said(), "").member(claims) is None


def test_an_address_nobody_verified_counts_only_where_the_file_says_so_and_never_where_it_was_denied() -> None:
    found = access(said(access={"accept_emails_nobody_verified": True}), "")

    assert found.member({"sub": "x", "email": "anna@example.org"}) is not None
    assert found.member({"sub": "x", "email": "anna@example.org", "email_verified": False}) is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"people": None}, "nobody could come in"),
        ({"auth": None}, "nobody would have to sign in"),
        ({"auth": AUTH | {"client_id": ""}}, "[auth] lacks client_id"),
        ({"auth": AUTH | {"cookie_secret": "short"}}, "could be guessed"),
        ({"auth": AUTH | {"redirect_uri": "http://leads.example.org/oauth2callback"}}, "does not begin with https"),
        ({"access": {"sesion_hours": 1}}, "sesion_hours, which means nothing"),
        ({"access": {"session_hours": 0}}, "a number above 0"),
        ({"access": {OPEN_WORDS: "false"}}, "true or false, without quotes"),
        ({"access": {OPEN_WORDS: True}}, "cannot be true beside [auth]"),
        ({"people": [ANNA | {"role": "boss"}]}, "there is no role 'boss'; there are viewer, contributor, admin."),
        ({"people": [ANNA | {"team": "board"}]}, "there is no team 'board'"),
        ({"people": [ANNA | {"rol": "viewer"}]}, "says rol, which means nothing"),
        ({"people": [{"email": "a@example.org", "practices": "all"}]}, "has no role"),
        ({"people": [{"name": "Anna", "role": "viewer", "practices": "all"}]}, "neither email nor subject"),
        ({"people": [ANNA, ANNA | {"email": "anna@example.org"}]}, "listed twice"),
        ({"people": [VERA | {"practices": ["west"]}]}, "there is no practice 'west'; there are north, south."),
        ({"people": [{"subject": "v", "role": "viewer"}]}, "say which practices they see"),
        ({"people": [VERA | {"practices": {"north": "viewer"}}]}, "has a role and one for each practice; keep either"),
        ({"people": [{"subject": "v", "practices": {"north": "boss"}}]}, "there is no role 'boss'"),
        ({"people": [{"subject": "v", "practices": {"west": "viewer"}}]}, "there is no practice 'west'"),
        ({"practices": {"north": {"title": "North"}}}, "names no folder"),
        ({"practices": {"a": {"folder": "/x/p"}, "b": {"folder": "/y/p/"}}}, "folders of the same name"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place_and_the_remedy(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AccessError) as refused:
        access(said(**changed), "")
    assert sentence in str(refused.value)


def test_hours_and_minutes_become_seconds() -> None:
    found = access(said(access={"session_hours": 8, "idle_minutes": 0.5}), "")
    assert (found.session_s, found.idle_s) == (28_800, 30)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("0.0.0.0", False), ("", False), (None, False), ("192.168.1.4", False), ("localhost.example.org", False),
    ],
)  # fmt: skip
def test_only_a_loopback_address_is_this_computers_own(host: str | None, own: bool) -> None:
    assert is_own_computer(host) is own
