"""Test inquiries and shadowing as records: what cannot be is refused, and a test is never counted as a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError
from dashboard.store.response_tests import ResponseTest
from dashboard.store.shadowing import Shadowing
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

DAY = date(2026, 3, 2)
SENT = at(3, 2)


def test_a_test_that_names_its_lead_takes_it_out_of_every_figure(workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    rows = [{"lead_id": str(nth), "created_at": at(1, nth + 1), "reached": True, "inquiry": True} for nth in range(3)]
    here.add([leads(*rows)])
    test = here.teams.response_tests.save(ResponseTest("Mia", DAY))
    before = here.version
    named = here.teams.response_tests.save(replace(test, sent_at=SENT, lead_id="1"))
    assert here.version != before
    assert sorted(here.leads()["lead_id"]) == ["0", "2"]
    here.teams.response_tests.save(replace(named, dropped=True))
    assert here.leads().height == 3


def test_a_test_without_a_lead_changes_no_figure(workspace_dir: Path) -> None:
    here = Workspace(workspace_dir)
    test = here.teams.response_tests.save(ResponseTest("Mia", DAY))
    before = here.version
    here.teams.response_tests.save(replace(test, sent_at=SENT, answered_at=SENT + timedelta(hours=1)))
    assert here.version == before
    with pytest.raises(ConflictError):
        here.teams.response_tests.save(replace(test, notes="late"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answered_at": SENT}, "Say when the test was sent"),
        ({"sent_at": SENT, "answered_at": SENT - timedelta(1)}, "before the test was sent"),
        ({"sent_at": SENT, "met": ("gave a name",)}, "clear the checklist"),
        ({"sent_at": SENT, "answered_at": SENT, "met": ("smiled",)}, "The checklist has"),
        ({"hour": 24}, "between 0 and 23"),
        ({"who": " "}, "who sends"),
        ({"notes": "as jane@doe.example"}, "an e-mail address"),
        ({"lead_id": "+1 (212) 555-0199"}, "a phone number"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(StoreError, match=said):
        ResponseTest(**({"who": "Mia", "planned_for": DAY} | wrong))  # type: ignore[arg-type]


def test_what_tells_who_a_patient_is_does_not_go_into_the_shadowing_log() -> None:
    with pytest.raises(StoreError, match="a phone number"):
        Shadowing(DAY, "Mia", "She left 212-555-0199 and nobody called.")
    with pytest.raises(StoreError, match="what you learnt"):
        Shadowing(DAY, "Mia", " ")
