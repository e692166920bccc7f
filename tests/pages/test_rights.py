"""Every page and every write asks who is there: what one may not do is not offered, and refused when it is forced."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.workspace import Workspace
from dashboard.ui import access_file
from tests.pages.conftest import Open
from tests.store.files import at, leads
from tests.test_access import AUTH

SIGN_INS = count()
PEOPLE = [
    {"subject": "vera", "name": "Vera Low", "role": "viewer", "practices": ["north"]},
    {"subject": "carl", "name": "Carl Ott", "role": "contributor", "team": "marketing", "practices": ["north"]},
    {"subject": "anna", "name": "Anna Berg", "role": "admin", "team": "sales", "practices": "all"},
    {"subject": "mia", "name": "Mia Orr", "practices": {"north": "viewer", "south": "admin"}},
]
PAGES = [
    "sync/sync", "leaks/leaks", "talk/feedback", "talk/briefs", "talk/actions", "talk/journeys", "talk/response_tests",
    "setup/imports", "setup/goals", "setup/agreements", "setup/settings",
]  # fmt: skip
WRITES = (
    "save", "decide", "store", "confirm", "agree ", "withdraw", "propose", "undo", "overrule", "drop ", "done ", "act ",
    "close", "starter", "dismiss", "read", "merge", "delete", "formsubmitter", "use zone",
)  # fmt: skip


def claims(subject: str, began: float | None = None) -> dict[str, Any]:
    """What the login service says of a sign-in."""
    return {
        "is_logged_in": True, "sub": subject, "iss": "https://login.example.org", "nonce": f"{next(SIGN_INS)}",
        "iat": time.time() if began is None else began,
    }  # fmt: skip


@pytest.fixture
def practice(tmp_path: Path) -> Workspace:
    """A practice with forty leads, a proposal and an action."""
    here = Workspace(tmp_path / "north")
    here.add([leads(*({"lead_id": f"N{i}", "created_at": at(1, 1 + i % 28), "reached": True} for i in range(40)))])
    here.teams.agreements.propose(Agreement("response_limit", {"response_limit_s": 1800}, "Half an hour.", "Mia"))
    here.teams.actions.add(Action("Call at noon", "Ann"))
    return here


@pytest.fixture
def open_as(
    open_app: Open, practice: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Opens a page as somebody, on an installation with two practices."""
    secrets = {
        "auth": AUTH,
        "practices": {name: {"title": f"Clinic {name}", "folder": str(tmp_path / name)} for name in ("north", "south")},
        "people": PEOPLE,
    }
    monkeypatch.setattr(access_file, "_LOGIN_SEEN", set())
    begun = AppTest.from_file

    def open_(who: dict[str, Any], page: str = "", **query: str) -> AppTest:
        def from_file(*arguments: Any, **options: Any) -> AppTest:
            app = begun(*arguments, **options)
            app.secrets.update(secrets)
            app.user = who
            return app

        monkeypatch.setattr(AppTest, "from_file", from_file)
        return open_app(page, **query)

    return open_


def buttons(app: AppTest) -> list[str]:
    """The keys of the buttons that write."""
    keys = [f"{button.key or button.label}".lower() for button in app.button]
    return [key for key in keys if key.startswith(WRITES)]


def words(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "error", "info")
    said = "\n".join(element.value for kind in kinds for element in app.get(kind))
    return said.replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_is_offered_nothing_that_writes(page: str, open_as: Callable[..., AppTest]) -> None:
    app = open_as(claims("vera"), page)

    assert buttons(app) == []
    assert not app.get("file_uploader")


@pytest.mark.parametrize("page", ["talk/actions", "setup/imports", "setup/agreements", "setup/settings"])
def test_an_admin_is_offered_it_on_the_same_pages(page: str, open_as: Callable[..., AppTest]) -> None:
    app = open_as(claims("anna"), page)
    assert buttons(app) or app.get("file_uploader")


def test_a_contributor_is_offered_what_writes_and_writes_under_their_own_name_and_team(
    open_as: Callable[..., AppTest],
) -> None:
    app = open_as(claims("carl"), "setup/agreements")

    assert "You write as Carl Ott, marketing." in words(app)
    assert [button.label for button in app.button if (button.key or "").startswith("agree ")] == ["Agree for marketing"]


def test_who_has_another_role_in_each_practice_is_offered_what_it_allows_there(
    open_as: Callable[..., AppTest], practice: Workspace, tmp_path: Path
) -> None:
    Workspace(tmp_path / "south").teams.actions.add(Action("Call at noon", "Ann"))
    mia = claims("mia")

    assert buttons(open_as(mia, "talk/actions", practice="north")) == []
    app = open_as(mia, "talk/actions", practice="south")
    assert "done 1" in buttons(app)
    # the button is of the south; the click arrives on a screen that shows the north by now
    app.query_params["practice"] = "north"
    app.button(key="done 1").click().run()
    assert [one.status for one in practice.teams.actions.all()] == ["open"]

    open_as(mia, "talk/actions", practice="south").button(key="done 1").click().run()
    assert [one.status for one in Workspace(tmp_path / "south").teams.actions.all()] == ["done"]


def test_only_an_admin_may_remove_old_leads_and_the_list_says_who_did(
    open_as: Callable[..., AppTest], practice: Workspace
) -> None:
    practice.save_practice(replace(practice.settings(), keep_months=1))
    assert "remove outdated" not in [button.key for button in open_as(claims("carl"), "setup/settings").button]
    app = open_as(claims("anna"), "setup/settings")
    app.user = claims("carl")

    app.button(key="remove outdated").click().run()

    assert "you are a contributor; nothing was changed" in words(app)
    assert practice.leads().height == 40
    app = open_as(claims("anna"), "setup/settings")
    app.button(key="remove outdated").click().run()
    deed = practice.audit.all()[0]
    assert (deed.who, deed.deed) == ("Anna Berg", "forget")
    assert practice.is_sample or practice.leads().height == 0


def test_a_write_that_is_forced_is_refused_and_said(open_as: Callable[..., AppTest], practice: Workspace) -> None:
    app = open_as(claims("carl"), "talk/actions")
    # the button was drawn for a contributor; the click arrives after the role was taken away
    app.user = claims("vera")

    app.button(key="done 1").click().run()

    assert "you are a viewer; nothing was changed" in words(app)
    assert [one.status for one in practice.teams.actions.all()] == ["open"]


def test_a_click_that_arrives_after_the_session_ended_does_nothing(
    open_as: Callable[..., AppTest], practice: Workspace
) -> None:
    app = open_as(claims("carl"), "talk/actions")
    app.user = claims("carl", time.time() - 13 * 3600)

    app.button(key="done 1").click().run()

    assert "you signed in more than 12 hours ago" in words(app)
    assert [button.key for button in app.button] == ["sign in"]
    assert [one.status for one in practice.teams.actions.all()] == ["open"]


@pytest.mark.parametrize("page", ["", "leaks/funnel", "setup/imports", "setup/settings"])
def test_nobody_sees_anything_before_they_sign_in_also_by_a_link(page: str, open_as: Callable[..., AppTest]) -> None:
    app = open_as({"is_logged_in": False}, page)

    assert words(app) == "Leadloop\nSign in to see this."
    assert [button.key for button in app.button] == ["sign in"]
    assert not app.get("plotly_chart")


def test_a_stranger_who_signed_in_sees_nothing(open_as: Callable[..., AppTest]) -> None:
    app = open_as(claims("eve"), "leaks/funnel")

    assert "not on this installation's list of people" in words(app)
    assert [button.key for button in app.button] == ["sign out"]


def test_a_link_to_a_practice_that_is_not_among_ones_own_opens_nothing_whether_there_is_one_or_not(
    open_as: Callable[..., AppTest],
) -> None:
    for name in ("south", "nowhere"):
        app = open_as(claims("vera"), "leaks/funnel", practice=name)
        assert "The link asks for a practice that is not among yours." in words(app)
        assert not app.get("plotly_chart")


def test_the_group_view_is_only_for_who_sees_several_and_leaves_out_the_made_up_sample(
    open_as: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = open_as(claims("anna"), "group/rollup")
    assert "Without data yet, and so not counted: Clinic south." in words(app)

    rows = ({"lead_id": f"S{i}", "created_at": at(1, 2), "consult_booked": i < 6} for i in range(10))
    Workspace(tmp_path / "south").add([leads(*rows)])
    app = open_as(claims("anna"), "group/rollup")
    assert "2 practices, 50 inquiries: 6 of 10 (60 %) booked a consult" in words(app)


def test_only_an_admin_sees_who_did_what_and_changes_settings(open_as: Callable[..., AppTest]) -> None:
    folds = {}
    for who in ("carl", "anna"):
        app = open_as(claims(who), "setup/settings")
        folds[who] = [fold.label for fold in app.expander if fold.label == "Who did what"]
        assert ("An admin changes the settings" in words(app)) is (who == "carl")
    assert folds == {"carl": [], "anna": ["Who did what"]}


def test_a_damaged_list_of_people_lets_nobody_in(
    open_as: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    access_file._LOGIN_SEEN.add(True)
    monkeypatch.setattr(access_file, "_said", dict)

    app = open_as(claims("anna"), "leaks/funnel")

    assert "Nobody is let in at the moment" in words(app)
