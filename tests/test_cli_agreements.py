"""Figures asked for on the command line under other versions of the agreements."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dashboard.agreed import Condition, Rule
from dashboard.cli import main
from dashboard.filters import Filters
from dashboard.practice import Practice
from dashboard.store.agreements import Agreement
from dashboard.store.syncs import Sync
from dashboard.store.workspace import Workspace

LEADS = """lead_id,created_at,channel,attempts
1,2026-05-01 10:00,form,1
2,2026-05-02 10:00,form,3
3,2026-05-03 10:00,chat,0
4,2026-06-01 10:00,form,
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def workspace(workspace_dir: Path, tmp_path: Path) -> Workspace:
    file = tmp_path / "leads.csv"
    file.write_text(LEADS)
    assert run("import", file).exit_code == 0
    return Workspace(workspace_dir)


def real(*options: object) -> tuple[int, list[int]]:
    """Real leads, and the versions they were counted under."""
    result = run("figures", "funnel", "--format", "json", *options)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    counts = {row["stage"]: row["reached"] for row in answer["rows"]}
    return counts["real"], [one["id"] for one in answer["agreements"]]


def agreed(workspace: Workspace, *conditions: Condition, both: bool = True) -> int:
    agreements = workspace.teams.agreements
    known = agreements.versions("real_lead")
    rule = Practice(real_rule=Rule(conditions)).said_of("real_lead")
    one = agreements.propose(Agreement("real_lead", rule, "words", "Mia", version=len(known)))
    if both:
        agreements.agree(one.id, "Mia", "marketing")
        agreements.agree(one.id, "Ann", "sales")
    return one.id


def test_a_figure_is_counted_under_any_version_and_names_it(workspace: Workspace) -> None:
    assert real() == (4, [])
    first = agreed(workspace, Condition("channel", "is", ("form",)))
    between = datetime.now(UTC).isoformat()
    second = agreed(workspace, Condition("attempts", "at_least", (1,)))
    proposed = agreed(workspace, Condition("attempts", "at_least", (3,)), both=False)
    assert real() == (2, [second])
    assert real("--agreements", first) == (3, [first])
    assert real("--agreements", proposed) == (1, [proposed])
    assert real("--agreed-at", between) == (3, [first])
    assert real("--agreed-at", "2020-01-01") == (4, [])
    assert ", real lead v2" in run("figures", "funnel").stdout


def test_a_saved_sync_stays_as_it_was_seen_when_an_agreement_changes(workspace: Workspace) -> None:
    agreed(workspace, Condition("channel", "is", ("form",)))
    seen = json.loads(run("minutes", "--format", "json").stdout)
    figures = {name: value for name, value in seen.items() if name != "kept"}
    assert seen["agreements"] == ["Real lead, version 1: words"]
    now = datetime.now(UTC)
    sync = workspace.teams.syncs.save(Sync("Ann", now.date(), now, Filters(), workspace.version, figures))
    agreed(workspace, Condition("channel", "is", ("chat",)))
    assert json.loads(run("minutes", "--format", "json", "--sync", sync.id).stdout) == seen
    assert json.loads(run("minutes", "--format", "json").stdout) != seen


@pytest.mark.parametrize(
    ("words", "why"),
    [("9", "There is no agreement 9"), ("one", "are no numbers"), ("1,2", "exclude each other")],
)
def test_versions_that_cannot_be_are_answered_by_a_sentence(workspace: Workspace, words: str, why: str) -> None:
    for channel in ("form", "chat"):
        agreed(workspace, Condition("channel", "is", (channel,)))
    result = run("figures", "funnel", "--agreements", words)
    assert result.exit_code in (2, 3)
    assert why in result.output


def test_leaks_droughts_and_minutes_rest_on_the_versions_asked_for(workspace: Workspace) -> None:
    first = agreed(workspace, Condition("channel", "is", ("form",)))
    second = agreed(workspace, Condition("attempts", "at_least", (3,)))
    for command in ("leaks", "droughts"):
        for options, used in (((), second), (("--agreements", first), first)):
            answer = json.loads(run(command, "--format", "json", *options).stdout)
            assert [one["id"] for one in answer["agreements"]] == [used]
        assert ", real lead v1" in run(command, "--agreements", first).stdout
    month = ("--since", "2026-05-01", "--until", "2026-06-01")
    for options, said, real_leads in (((), "version 2", 1), (("--agreements", first), "version 1", 2)):
        seen = json.loads(run("minutes", "--format", "json", *month, *options).stdout)
        assert [words.split(":")[0] for words in seen["agreements"]] == [f"Real lead, {said}"]
        funnel = next(part for part in seen["parts"] if part["name"] == "funnel")
        assert sum(funnel["bars"][1][what] for what in ("won", "open", "lost")) == real_leads
    assert "leave out the other options" in run("minutes", "--sync", 1, "--agreements", first).output
