"""`python -m dashboard droughts`: the shape the contract promises, and what it says of a campaign that stopped."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main

KEYS = {"slice", "stage", "last", "days", "leads_since", "expected_since", "chance"}


def one_that_stops() -> str:
    """Two campaigns with two inquiries a day for 200 days, all of them reached; Botox has none in the last 30."""
    lines = ["lead_id,created_at,campaign,reached_at,is_real"]
    for day in range(200):
        at = date(2026, 1, 1) + timedelta(days=day)
        for campaign in ("LASIK", "Botox") if day < 170 else ("LASIK",):
            for hour in (10, 15):
                lines.append(f"{campaign}{day}-{hour},{at} {hour}:00,{campaign},{at} {hour}:30,true")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("droughts")
    (folder / "leads.csv").write_text(one_that_stops(), "utf-8")
    run(folder / "here", "import", str(folder / "leads.csv"))
    return folder / "here"


def run(folder: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, [*words, "--workspace", str(folder)])
    assert done.exit_code == 0, done.output
    return done


def test_a_campaign_without_inquiries_is_told_with_its_slice_and_last_day(workspace: Path) -> None:
    answer = json.loads(run(workspace, "droughts", "--format", "json").stdout)
    (row,) = answer["rows"]
    assert answer["as_of"].startswith("2026-07-19")
    assert set(row) == KEYS
    assert (row["slice"], row["stage"], row["last"]) == ({"campaign": "Botox"}, "inquiry", "2026-06-19")
    assert (row["days"], row["leads_since"]) == (30, 0)
    # two a day for the 29 days between and the 15 and a half hours of today that have passed
    assert row["expected_since"] == pytest.approx(2 * (29 + 15.5 / 24), rel=0.05)
    assert 0 <= row["chance"] < 0.01


def test_as_it_stood_a_day_after_the_stop_nothing_is_told(workspace: Path) -> None:
    answer = json.loads(run(workspace, "droughts", "--format", "json", "--as-of", "2026-06-20T18:00").stdout)
    assert answer["rows"] == []


def test_the_slice_options_narrow_what_is_watched(workspace: Path) -> None:
    answer = json.loads(run(workspace, "droughts", "--format", "json", "--where", "campaign=LASIK").stdout)
    assert (answer["where"], answer["leads"], answer["rows"]) == ({"campaign": ["LASIK"]}, 400, [])


def test_the_table_and_the_csv_name_the_campaign(workspace: Path) -> None:
    assert "campaign: Botox" in run(workspace, "droughts").stdout
    (row,) = csv.DictReader(io.StringIO(run(workspace, "droughts", "--format", "csv").stdout))
    assert (row["field"], row["value"], row["stage"]) == ("campaign", "Botox", "inquiry")


def test_without_droughts_there_is_nothing_to_show(workspace: Path) -> None:
    assert "Nothing to show." in run(workspace, "droughts", "--where", "campaign=LASIK").stdout


def test_hidden_days_tell_how_soon_a_stop_would_show(workspace: Path) -> None:
    answer = json.loads(run(workspace, "droughts", "--hidden", "--format", "json", "--until", "2026-06-01").stdout)
    found = {(str(row["slice"]), row["stage"]): row for row in answer["rows"]}
    assert found["{'campaign': 'LASIK'}", "reached"]["watched"] is True
    assert found["{}", "inquiry"]["days"] < found["{'campaign': 'LASIK'}", "inquiry"]["days"] < 10
