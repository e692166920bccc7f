"""Who did what is kept, in a list that only grows; what a role does not reach is refused before anything is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.practice import Practice
from dashboard.rights import Member, Role
from dashboard.store.actions import Action
from dashboard.store.agreements import Agreement
from dashboard.store.forgetting import forget
from dashboard.store.guard import NotAllowedError
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

RULE = {"response_limit_s": 1800}


def of(folder: Path, role: Role, team: str | None = "sales") -> Workspace:
    member = Member("Ann Lee", "a-1", role, team, ("north",))  # type: ignore[arg-type]
    return Workspace(folder, lambda: member)


def proposed(workspace: Workspace) -> Agreement:
    return workspace.teams.agreements.propose(Agreement("response_limit", RULE, "Half an hour.", "Mia"))


def everything(here: Workspace) -> None:
    here.add([leads({"lead_id": "L-77", "created_at": at(1, 2)}, file="january.csv")])
    here.undo(1)
    one = proposed(here)
    here.teams.agreements.agree(one.id, "Somebody else", "sales")
    here.teams.agreements.withdraw(one.id)
    here.save_practice(Practice(name="North"))
    here.audit.exported("leadloop funnel.csv")


def test_every_deed_is_listed_with_who_did_it(workspace_dir: Path) -> None:
    here = of(workspace_dir, "admin")
    everything(here)

    done = here.audit.all()

    assert [(one.deed, one.about) for one in reversed(done)] == [
        ("import", "import 1: january.csv"),
        ("undo", "import 1"),
        ("proposal", "response limit v1"),
        ("agreement", "response limit v1, for sales"),
        ("withdrawal", "response limit v1"),
        ("settings", "the practice's settings"),
        ("export", "leadloop funnel.csv"),
    ]
    assert {(one.who, one.subject, one.role) for one in done} == {("Ann Lee", "a-1", "admin")}


def test_who_signed_in_agrees_under_their_own_name_and_for_no_team_but_their_own(workspace_dir: Path) -> None:
    here = of(workspace_dir, "contributor")
    one = proposed(here)
    here.teams.agreements.agree(one.id, "Somebody else", "sales")

    with pytest.raises(NotAllowedError, match="only somebody of marketing agrees for marketing"):
        here.teams.agreements.agree(one.id, "Ann Lee", "marketing")

    assert [(yes.who, yes.team) for yes in here.teams.agreements.agreed()] == [("Ann Lee", "sales")]
    assert here.teams.agreements.in_force() == {}


WRITES: list[Callable[[Workspace], object]] = [
    lambda here: here.add([leads({"lead_id": "A", "created_at": at(1, 2)})]),
    lambda here: here.undo(1),
    lambda here: here.save_practice(Practice()),
    lambda here: here.match_key(),
    lambda here: here.dismissals.add("leak", "why"),
    lambda here: here.teams.actions.add(Action("Call", "Ann", due=date(2026, 3, 2))),
    proposed,
    lambda here: here.teams.agreements.agree(1, "Ann", "sales"),
    lambda here: here.teams.agreements.withdraw(1),
]


@pytest.mark.parametrize("write", WRITES)
def test_a_viewer_changes_nothing(workspace_dir: Path, write: Callable[[Workspace], object]) -> None:
    with pytest.raises(NotAllowedError, match="you are a viewer; nothing was changed"):
        write(of(workspace_dir, "viewer"))
    assert not workspace_dir.exists()


def test_a_viewer_reads_and_what_they_take_away_is_listed(workspace_dir: Path) -> None:
    of(workspace_dir, "contributor").add([leads({"lead_id": "A", "created_at": at(1, 2)})])
    viewer = of(workspace_dir, "viewer")

    viewer.audit.exported("leadloop leads.csv")

    assert viewer.leads().height == 1
    assert [(one.deed, one.role) for one in viewer.audit.all()] == [("export", "viewer"), ("import", "contributor")]


def test_the_settings_take_an_admin(workspace_dir: Path) -> None:
    with pytest.raises(NotAllowedError, match="This takes an admin, and you are a contributor"):
        of(workspace_dir, "contributor").save_practice(Practice())


def test_who_may_write_is_asked_at_each_write_and_not_when_the_workspace_was_opened(workspace_dir: Path) -> None:
    roles: list[Role] = ["contributor", "viewer"]
    here = Workspace(workspace_dir, lambda: Member("Ann", "a-1", roles.pop(0), None, ("north",)))
    here.dismissals.add("one", "why")
    with pytest.raises(NotAllowedError):
        here.dismissals.add("two", "why")


@pytest.mark.parametrize("change", ["update audit set who = 'Nobody'", "delete from audit"])
def test_the_list_cannot_be_changed_or_shortened_even_by_sql(workspace_dir: Path, change: str) -> None:
    here = of(workspace_dir, "admin")
    everything(here)
    before = here.audit.all()

    with (
        sqlite3.connect(workspace_dir / "records.sqlite") as database,
        pytest.raises(sqlite3.IntegrityError, match="the audit list only grows"),
    ):
        database.execute(change)

    assert here.audit.all() == before


def test_a_change_that_fails_leaves_no_entry(workspace_dir: Path) -> None:
    here = of(workspace_dir, "admin")
    with pytest.raises(ValueError, match="does not exist"):
        here.undo(9)
    assert here.audit.all() == []


def test_a_forgotten_lead_is_listed_without_its_number(workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    here.add([leads({"lead_id": "L-77", "created_at": at(1, 2)}, {"lead_id": "L-78", "created_at": at(1, 3)})])

    forget(here, "L-77")

    assert here.audit.all()[0].deed == "forget"
    assert "L-77" not in repr(here.audit.all())


def test_before_the_first_change_an_export_of_the_sample_makes_no_folder(workspace_dir: Path) -> None:
    of(workspace_dir, "viewer").audit.exported("leadloop funnel.csv")
    assert not workspace_dir.exists()
