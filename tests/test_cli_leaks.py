"""`python -m dashboard leaks` keeps its contract."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.store.workspace import Workspace

ROW = {
    "rank", "id", "step", "slice", "leads", "expected", "observed", "lost", "low", "high", "money", "currency",
    "chance", "explained_by", "team", "hypothesis", "dismissed",
}  # fmt: skip
HEADER = "lead_id,created_at,channel,campaign,reached_at,lost_reason,status,Language\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def imported(tmp_path: Path) -> None:
    """40 English leads of whom 36 were reached, 40 Spanish ones of whom 10 were."""
    rows = []
    for number in range(80):
        spanish = number >= 40
        reached = "2026-01-06 10:00" if number % 40 < (10 if spanish else 36) else ""
        reason = "" if reached else "Price not on the page" if spanish else "Moved away"
        language = "Spanish" if spanish else "English"
        status = "Open" if reached else "Lost"
        rows.append(f"{number},2026-01-05 10:00,form,LASIK,{reached},{reason},{status},{language}")
    (tmp_path / "leads.csv").write_text(HEADER + "\n".join(rows), "utf-8")
    assert run("import", tmp_path / "leads.csv").exit_code == 0


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> list[Slice]:
    """The search finds the Spanish leads wherever it looks; the slices that were searched."""
    searched: list[Slice] = []

    def find(leads: Slice, told: Callable[[str, float], None] | None) -> LeakReport:
        searched.append(leads)
        (segment,) = leads.table.segments
        leak = Leak(
            ("real", "reached"), ((segment, "Spanish"),), 40, 36.0, 10, 26.0, 18.0, 34.0, None, None, 0.005, "sales"
        )
        watched = Leak(
            ("real", "reached"), (("campaign", None),), 9, 5.0, 3, 2.0, 0.0, 4.0, None, None, 0.4, "marketing"
        )
        return LeakReport(leads.table.as_of, leads.size, 17, 6.5, (leak,), (watched,), (), ())

    # the command hides its module's name in the package
    monkeypatch.setattr(sys.modules["dashboard.cli.leaks"], "find_leaks", find)
    return searched


def test_json_has_the_contracts_shape_with_segments_under_their_header(imported: None, finds: list[Slice]) -> None:
    result = run("leaks", "--format", "json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    assert {"as_of", "rows", "watch", "slow", "too_young", "looked_at"} <= set(answer)
    assert (answer["looked_at"], answer["slow"], answer["too_young"]) == (17, [], [])
    (row,) = answer["rows"]
    assert set(row) == ROW
    assert (row["rank"], row["step"], row["slice"]) == (1, ["real", "reached"], {"Language": "Spanish"})
    assert (row["leads"], row["expected"], row["observed"], row["lost"]) == (40, 36.0, 10, 26.0)
    assert (row["low"], row["high"], row["money"], row["chance"], row["team"]) == (18.0, 34.0, None, 0.005, "sales")
    assert row["explained_by"][0].startswith("the reason “Price not on the page” among those lost with one: 30 of 30")
    assert row["hypothesis"] == "missing_information"
    (watched,) = answer["watch"]
    assert set(watched) == ROW
    assert watched["slice"] == {"campaign": None}


def test_the_slice_options_narrow_what_is_searched(imported: None, finds: list[Slice]) -> None:
    assert run("leaks", "--where", "language=English", "--format", "json").exit_code == 0
    assert [leads.size for leads in finds] == [40]
    wrong = run("leaks", "--where", "colour=red")
    assert wrong.exit_code == 2
    assert "There is no field 'colour'" in wrong.stderr


def test_csv_and_table_hold_every_kind_with_step_and_slice_in_words(imported: None, finds: list[Slice]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("leaks", "--format", "csv").stdout)))
    assert [row["kind"] for row in rows] == ["leak", "worth watching, possibly chance"]
    assert (rows[0]["step"], rows[0]["slice"], rows[0]["lost"]) == ("real to reached", "Language: Spanish", "26.0")
    table = run("leaks")
    assert table.exit_code == 0
    assert "1 leak stands out in 80 leads" in table.stdout
    assert "Language: Spanish" in table.stdout


def test_a_dismissed_leak_is_still_told_with_the_reason_beside_it(
    imported: None, finds: list[Slice], workspace_dir: Path
) -> None:
    (row,) = json.loads(run("leaks", "--format", "json").stdout)["rows"]
    Workspace(workspace_dir).dismissals.add(row["id"], "A test line")
    (again,) = json.loads(run("leaks", "--format", "json").stdout)["rows"]
    assert (row["dismissed"], again["dismissed"]) == (None, "A test line")


def test_too_few_leads_are_searched_without_a_complaint(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(HEADER + "1,2026-01-05 10:00,form,LASIK,,,Open,English\n", "utf-8")
    assert run("import", tmp_path / "one.csv").exit_code == 0
    answer = json.loads(run("leaks", "--format", "json").stdout)
    assert (answer["rows"], answer["watch"], answer["smallest"]) == ([], [], None)
