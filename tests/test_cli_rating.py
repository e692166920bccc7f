"""The counselors' rating on the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from dashboard.cli import main
from dashboard.store.feedback import Feedback
from dashboard.store.workspace import Workspace


def test_figures_quality_fills_in_what_counselors_rated(workspace_dir: Path) -> None:
    campaign = "LEADGEN – Eyelid Refresh Quiz"
    Workspace(workspace_dir).teams.feedback.gather(
        [Feedback("praise", "", "Ann", date(2026, 10, 2), campaign=campaign, rating=rating) for rating in (2, 5)]
    )
    answer = CliRunner().invoke(main, ["figures", "quality", "--format", "json"])
    assert answer.exit_code == 0, answer.output
    rated = {row["campaign"]: row["rating"] for row in json.loads(answer.stdout)["rows"]}
    assert rated.pop(campaign) == 3.5
    assert set(rated.values()) == {None}
