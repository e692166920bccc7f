"""The minutes on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from dashboard.filters import Filters
from dashboard.minutes.agenda import Agenda, Kept
from dashboard.store.agreements import SIDES, Agreement
from dashboard.store.briefs import Brief
from dashboard.store.syncs import Sync
from dashboard.store.teams import TABLES
from dashboard.store.workspace import Workspace

_LEADS: Final = "lead_id,created_at,channel,campaign,reached_at\n" + "".join(
    f"L{n},2026-0{3 + n // 40}-{1 + n % 28:02} 10:00,form,Spring,{int(n % 3 > 0)}\n" for n in range(80)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "leads.csv").write_text(_LEADS)
    assert _run(tmp_path / "w", "import", str(tmp_path / "leads.csv")).exit_code == 0
    return tmp_path / "w"


def _run(workspace: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--workspace", str(workspace)])


def test_minutes_come_as_a_page_as_markdown_and_as_json(workspace: Path) -> None:
    html, md, plain = (_run(workspace, "minutes", "--format", form) for form in ("html", "md", "json"))
    assert (html.exit_code, md.exit_code, plain.exit_code) == (0, 0, 0)
    assert html.output.startswith("<!doctype html>")
    assert md.output.startswith("# Sync")
    answer = json.loads(plain.output)
    assert answer["parts"][0]["name"] == "actions"
    assert Agenda.from_json({name: value for name, value in answer.items() if name != "kept"}).leads == answer["leads"]


def test_without_a_period_the_minutes_are_of_the_last_four_weeks(workspace: Path) -> None:
    assert json.loads(_run(workspace, "minutes", "--format", "json").output)["slice"] == "1 Apr to 28 Apr 2026"


def test_a_saved_sync_is_written_as_it_was_seen_whatever_is_imported_undone_or_agreed_on_since(
    workspace: Path, tmp_path: Path
) -> None:
    figures = json.loads(_run(workspace, "minutes", "--format", "json").output)
    del figures["kept"]
    saved = Workspace(workspace).teams.syncs.save(
        Sync(
            "Ana",
            date(2026, 5, 1),
            Agenda.from_json(figures).as_of,
            Filters(),
            "v",
            figures,
            Kept(notes="As agreed").to_json(),
        )
    )
    before = _run(workspace, "minutes", "--sync", str(saved.id), "--format", "html").output
    assert "As agreed" in before
    (tmp_path / "more.csv").write_text(_LEADS.replace("L", "M").replace(",form,", ",chat,"))
    assert _run(workspace, "import", str(tmp_path / "more.csv")).exit_code == 0
    agreements = Workspace(workspace).teams.agreements
    rule = {"real_call_s": 60, "real_rule": [{"field": "channel", "test": "is", "values": ["chat"]}]}
    one = agreements.propose(Agreement("real_lead", rule, "Chats only.", "Mia"))
    for team in SIDES:
        agreements.agree(one.id, "Mia", team)
    assert _run(workspace, "minutes", "--sync", str(saved.id), "--format", "html").output == before
    for number in ("1", "2"):
        _run(workspace, "imports", "--undo", number)
        assert _run(workspace, "minutes", "--sync", str(saved.id), "--format", "html").output == before
    assert (
        json.loads(_run(workspace, "minutes", "--sync", str(saved.id), "--format", "json").output)["parts"]
        == (figures["parts"])
    )


def test_a_sync_that_was_never_saved_is_said_in_a_line(workspace: Path) -> None:
    answer = _run(workspace, "minutes", "--sync", "7")
    assert answer.exit_code != 0
    assert "Traceback" not in answer.output
    assert len(answer.output.strip().splitlines()) == 1


def test_what_the_teams_wrote_comes_as_json_in_one_piece_and_kind_by_kind_as_csv(workspace: Path) -> None:
    teams = Workspace(workspace).teams
    teams.briefs.save(Brief("=1+1", date(2026, 5, 1), questions=(("Does it hurt?", "No."),)))
    whole = json.loads(_run(workspace, "records", "--format", "json").stdout)
    assert whole["briefs"][0]["campaign"] == "=1+1"
    for table in TABLES:
        answer = _run(workspace, "records", table.name, "--format", "csv")
        assert answer.exit_code == 0
        assert answer.stdout.startswith(next(iter(table.c.keys())))
    lines = _run(workspace, "records", "briefs", "--format", "csv").stdout.splitlines()
    assert len(lines) == 2
    assert ",=1+1" not in lines[1]
    assert "Does it hurt?" in lines[1]
    assert "add --format json" in _run(workspace, "records").output
