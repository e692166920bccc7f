"""Whole files, from their bytes to the funnel, where a part by itself would look right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.filters import Filters
from dashboard.ingest.checking import check
from dashboard.ingest.choices import Choices
from dashboard.ingest.reading import read
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from dashboard.store.imports import StoreError
from dashboard.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def give(workspace: Workspace, name: str, text: str, choices: Choices | None = None) -> None:
    reading = read(name, text.encode(), choices)
    workspace.add([check(reading, Practice(), workspace.match_key(), choices)])


def reached(workspace: Workspace) -> dict[str, int]:
    steps = funnel_steps(lead_table(workspace.leads(), Practice()).slice(Filters()))
    return dict(zip(steps["stage"], steps["reached"], strict=True))


def test_a_no_to_the_consult_is_no_sign_that_one_was_booked(workspace: Workspace) -> None:
    give(
        workspace,
        "leads.csv",
        "lead_id,created_at,reached_at,consult_attended_at,procedure_booked_at\n"
        "1,2026-01-05 10:00,0,0,0\n2,2026-01-05 11:00,1,0,0\n3,2026-01-06 11:00,1,1,0\n",
    )
    assert reached(workspace) == {"inquiry": 3, "reached": 2, "consult_attended": 1, "procedure_booked": 0}


def test_deals_may_come_before_the_leads_they_belong_to(workspace: Workspace) -> None:
    give(workspace, "deals.csv", "mql_id,won_date\na,2026-02-01\nz,2026-02-02\n")
    give(workspace, "leads.csv", "mql_id,first_contact_date\na,2026-01-05\nb,2026-01-06\n")
    assert reached(workspace) == {"inquiry": 2, "procedure_booked": 1}


def test_leads_that_nothing_dates_need_a_period(workspace: Workspace) -> None:
    file = "Prospect ID,Lead Source,Converted\np1,Google,1\np2,Referral,0\n"
    with pytest.raises(StoreError, match="period"):
        give(workspace, "leads.csv", file)
    give(workspace, "leads.csv", file, Choices(period=(date(2026, 1, 1), date(2026, 1, 31))))
    assert reached(workspace) == {"inquiry": 2, "procedure_booked": 1}


def test_what_slipped_into_another_column_is_not_kept(workspace: Workspace) -> None:
    give(
        workspace,
        "leads.csv",
        "lead_id,created_at,status\n1,2026-01-05,new\n2,Rosalind Quimby,new\n3,2026-99-31,new\n"
        "(212) 555-1015,2026-01-06,new\n",
    )
    stored = b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())
    assert b"Quimby" not in stored
    assert b"2026-99-31" in stored
    assert "(212) 555-1015" not in set(workspace.leads()["lead_id"])
