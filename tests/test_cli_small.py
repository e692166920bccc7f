"""What the command line says where small counts stay in the room."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.cli.figures import FIGURES
from dashboard.filters import Filters
from dashboard.minutes.agenda import Agenda, Kept
from dashboard.store.feedback import Feedback
from dashboard.store.syncs import Sync
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads

DOCTORS = {"Dr. A": 3, "Dr. B": 60, "Dr. C": 40, "Dr. D": 50}


@pytest.fixture
def workspace(workspace_dir: Path) -> Workspace:
    """153 leads, three of them of one doctor, half of all with a consult."""
    workspace = Workspace(workspace_dir)
    who = [doctor for doctor, count in DOCTORS.items() for _ in range(count)]
    workspace.add([
        leads(
            *(
                {"lead_id": str(number), "created_at": at(1, 5), "doctor": doctor, "channel": "form",
                 "consult_booked_at": at(1, 9) if number % 2 else None}
                for number, doctor in enumerate(who)
            ),
            through=at(6, 30),
        )
    ])  # fmt: skip
    workspace.save_practice(replace(workspace.settings(), hide_small=True))
    return workspace


def said(*words: str) -> str:
    return CliRunner().invoke(main, list(words), catch_exceptions=False).stdout


def test_a_small_group_and_the_next_smallest_have_no_numbers(workspace: Workspace) -> None:
    rows = json.loads(said("figures", "segments", "--by", "doctor", "--format", "json"))["rows"]
    found = {row["doctor"]: row["leads"] for row in rows}
    assert found == {"Dr. A": None, "Dr. B": 60, "Dr. C": None, "Dr. D": 50}
    assert all(row["rate"] is None for row in rows if row["leads"] is None)
    sheet = said("figures", "segments", "--by", "doctor", "--format", "csv").splitlines()
    assert {line.rstrip(",") for line in sheet if line.startswith(("Dr. A", "Dr. C"))} == {"Dr. A", "Dr. C"}


def test_a_small_slice_is_not_counted(workspace: Workspace) -> None:
    answer = json.loads(said("figures", "funnel", "--where", "doctor=Dr. A", "--format", "json"))
    assert answer["leads"] is None
    assert {row["reached"] for row in answer["rows"]} <= {None, 0}
    for command in (["figures", "funnel"], ["leaks"], ["droughts"]):
        assert "3 of 153" not in said(*command, "--where", "doctor=Dr. A")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_answered_in_each_form(workspace: Workspace, name: str) -> None:
    assert json.loads(said("figures", name, "--where", "doctor=Dr. A", "--format", "json"))["figure"] == name
    assert said("figures", name, "--format", "csv")


def test_minutes_say_no_small_count(workspace: Workspace) -> None:
    open_ = said("minutes", "--where", "doctor=Dr. A", "--since", "2026-01-01")
    assert "Counts from 1 to 10" in open_
    assert "3 of 3" not in open_
    assert "| Inquiry" not in open_


def test_records_name_no_lead_and_no_small_count_of_a_saved_sync(workspace: Workspace) -> None:
    workspace.teams.feedback.gather([Feedback("question", "3 of 84 asked", "Ann", date(2026, 1, 7), lead_id="77")])
    workspace.save_practice(replace(workspace.settings(), hide_small=False))
    seen = json.loads(said("minutes", "--where", "doctor=Dr. A", "--since", "2026-01-01", "--format", "json"))
    workspace.save_practice(replace(workspace.settings(), hide_small=True))
    figures = {name: seen[name] for name in Agenda.__dataclass_fields__}
    moment = Agenda.from_json(figures).as_of
    words = Kept(wins=("3 of 3 booked",), notes="3 came").to_json()
    workspace.teams.syncs.save(Sync("Ann", date(2026, 5, 1), moment, Filters(), "v", figures, words))

    whole = json.loads(said("records", "--format", "json"))
    assert (whole["feedback"][0]["lead_id"], whole["feedback"][0]["words"]) == (None, "3 of 84 asked")
    assert seen["leads"] == 3
    assert whole["syncs"][0]["figures"]["leads"] is None
    assert "3 of 3" not in json.dumps(whole["syncs"][0]["figures"])
    # what people wrote stays as they wrote it
    assert whole["syncs"][0]["words"]["notes"] == "3 came"
    assert "77" not in said("records", "feedback", "--format", "csv").splitlines()[1].split(",")


def test_without_the_setting_everything_is_said(workspace: Workspace) -> None:
    workspace.save_practice(replace(workspace.settings(), hide_small=False))
    rows = json.loads(said("figures", "segments", "--by", "doctor", "--format", "json"))["rows"]
    assert {row["doctor"]: row["leads"] for row in rows} == DOCTORS
