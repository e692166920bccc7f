"""Response and booking by role, counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.findings.follow_up import roles_finding
from dashboard.metrics.leads import lead_table
from dashboard.metrics.roles import responder_roles
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads, touches

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def _lead(by: str | None, minutes: int = 10, *, books: bool = False, **more: Any) -> dict[str, Any]:
    answered = {"first_response_at": MONDAY + timedelta(minutes=minutes), "first_response_by": by}
    return {"created_at": MONDAY, "channel": "form", "consult_booked": books} | answered | more


def _of(rows: list[dict[str, Any]], *said: dict[str, Any]) -> pl.DataFrame:
    table = lead_table(leads(*rows), Practice(), as_of=MONDAY + timedelta(days=60))
    return responder_roles(table.slice(Filters()), touches(*said))


ROLES = [{"lead_id": "x", "by": "Ana", "role": "Front desk"}, {"lead_id": "x", "by": "Ben", "role": "Counselor"}]


def test_leads_count_under_the_role_of_who_answered_first() -> None:
    rows = [_lead("Ana", 10, books=True), _lead("Ana", 30), _lead("Ben", 90), _lead("Cy"), _lead("Ana", is_real=False)]
    desk, counselor = _of(rows, *ROLES).iter_rows(named=True)
    assert (desk["role"], desk["leads"], desk["median_business_s"], desk["converted"]) == ("Front desk", 2, 1200, 1)
    assert (counselor["role"], counselor["within_limit_business"], counselor["rate"]) == ("Counselor", 0.0, 0.0)


def test_a_persons_role_is_that_of_most_of_their_own_leads_where_touches_name_none() -> None:
    rows = [_lead("Ana", owner="Ana", owner_role=role) for role in ("Nurse", "Nurse", "Doctor")]
    assert _of(rows)["role"].to_list() == ["Nurse"]
    assert _of(rows, ROLES[0])["role"].to_list() == ["Front desk"]


def test_the_owners_role_stands_in_where_no_file_says_who_answered() -> None:
    assert _of([_lead(None, owner="Ana", owner_role="Nurse")])["role"].to_list() == ["Nurse"]
    assert _of([_lead("Ana")]).is_empty()
    one = _of([_lead(None, owner="Ana", owner_role="Nurse")])
    assert roles_finding(one, "booked a consult") == "One role gives all first answers: Nurse"


def test_roles_are_compared_only_over_the_same_kinds_of_leads() -> None:
    mine = [_lead("Ana", books=nth < 30) for nth in range(40)]
    same = _of([*mine, *[_lead("Ben", books=nth < 4) for nth in range(40)]], *ROLES)
    assert same["comparable"].to_list() == [True, True]
    assert same.filter(role="Front desk")["others_rate"].item() == pytest.approx(0.1)
    assert roles_finding(same, "booked a consult").startswith("Answered first by ")
    other = _of([*mine, *[_lead("Ben", channel="call", books=True) for _ in range(40)]], *ROLES)
    assert other["comparable"].to_list() == [False, False]
    assert other["others_rate"].null_count() == 2
    assert roles_finding(other, "booked a consult").endswith("not compared")
