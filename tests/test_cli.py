"""The command line keeps its contract: shapes, exit codes, and a sentence where something is wrong."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from dashboard.cli.answers import records
from dashboard.practice import Practice
from dashboard.store.workspace import Workspace

ROOT = Path(__file__).parents[1]
LEADS = """\
lead_id,created_at,campaign,doctor,reached_at,consult_booked_at,is_real,email,Language
1,2026-01-05 10:00,LASIK,Lee,2026-01-05 10:30,2026-01-06 09:00,true,ann@practice-mail.org,English
2,2026-01-06 10:00,LASIK,Ott,2026-01-06 12:00,,true,bob@practice-mail.org,Spanish
3,2026-01-07 10:00,Botox,Lee,,,true,cyd@practice-mail.org,English
4,2026-01-08 10:00,Botox,Ott,,,false,dee@practice-mail.org,Spanish
"""
FEBRUARY = """\
lead_id,created_at,campaign,doctor,reached_at,consult_booked_at
3,2026-01-07 10:00,Botox,Lee,2026-02-01 10:00,
5,2026-02-02 10:00,Botox,Lee,,
"""
SPEND = """\
platform,campaign,period_start,period_end,spend,currency
Google Ads,LASIK,2026-01-01,2026-01-31,600,USD
"""
RECEIPT = ("file", "kind", "profile", "read", "new", "updated", "unchanged", "merged", "rejected", "left_out",
           "problems", "mapping", "segments", "dropped", "cannot_answer")  # fmt: skip
COUNTED = ("new", "updated", "unchanged", "merged", "rejected", "left_out")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in {"leads.csv": LEADS, "february.csv": FEBRUARY, "spend.csv": SPEND}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(*words: object) -> Result:
    # the workspace is named by the variable that the fixture for all tests sets
    return CliRunner().invoke(main, [str(word) for word in words])


def answered(*words: object, code: int = 0) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_what_to_do_about_periods_that_overlap_is_printed_to_its_end(files: Path) -> None:
    later = files / "later.csv"
    later.write_text(SPEND.replace("2026-01-01,2026-01-31", "2026-01-15,2026-02-15"), "utf-8")
    run("import", files / "spend.csv")
    printed = run("import", later).output
    assert "for 1 Jan to 31 Jan 2026 and for 15 Jan to 15 Feb 2026" in printed
    assert "Import its spend by day for 1 Jan to 15 Feb 2026, which replaces both" in printed
    assert "or take one of the two reports back." in printed


def test_importing_prints_a_receipt_that_adds_up(files: Path) -> None:
    first, second = answered("import", files / "leads.csv", files / "february.csv")["files"]
    for receipt in (first, second):
        assert set(RECEIPT) <= set(receipt)
        assert receipt["read"] == sum(receipt[name] for name in COUNTED)
    assert [first[name] for name in COUNTED] == [4, 0, 0, 0, 0, 0]
    assert [second[name] for name in COUNTED] == [1, 1, 0, 0, 0, 0]
    assert first["segments"] == ["Language"]
    assert first["mapping"]["email"] == "email"


def test_figures_have_the_contracts_keys_and_count_to_the_lead(files: Path) -> None:
    answered("import", files / "leads.csv", files / "spend.csv")
    funnel = answered("figures", "funnel")
    assert {"figure", "as_of", "since", "until", "where", "by", "leads", "rows"} <= set(funnel)
    assert funnel["leads"] == 4
    reached = {row["stage"]: row["reached"] for row in funnel["rows"]}
    assert reached == {"inquiry": 4, "real": 3, "reached": 2, "consult_booked": 1}
    (lasik,) = [row for row in answered("figures", "campaigns")["rows"] if row["campaign"] == "LASIK"]
    assert (lasik["spend"], lasik["currency"], lasik["leads"], lasik["cost_per_lead"]) == (600, "USD", 2, 300)


@pytest.mark.parametrize(
    ("name", "keys"),
    {
        "funnel": "stage reached won open lost of_first of_previous low high median_days",
        "reach": "leads attempted reached never_attempted never_reached attempts_median",
        "response": "leads answered never median_s p90_s within_limit median_business_s p90_business_s "
        "within_limit_business",
        "reach_attempts": "attempts tried reached",
        "clocks": "hours clock leads there undated backwards median_s p90_s within_limit median_business_s "
        "p90_business_s within_limit_business median_from_inquiry_s",
        "after_hours": "step leads by_opening within_limit later waiting not_due backwards",
        "response_hours": "weekday hour leads median_s within_limit",
        "response_bands": "band leads converted rate low high",
        "segments": "leads converted rate low high mature projected",
        "campaigns": "campaign spend leads real qualified consult_booked consult_attended procedure_booked revenue "
        "cost_per_lead cost_per_real cost_per_qualified cost_per_consult cost_per_procedure return_on_spend "
        "platform_leads currency",
        "convert_time": "day at_risk converted share low high",
        "consults": "leads attended no_show cancelled rescheduled ahead unsaid no_show_rate low high median_wait_days "
        "median_ahead_days backwards",
        "attribution": "source leads consult_booked procedure_booked last_leads last_consult_booked "
        "last_procedure_booked",
        "aging": "lead_id system stage age_days silent_days owner campaign procedure next_step chance value worth "
        "currency",
        "ownership": "leads unowned no_followup handoffs_median top_responder_share responders open "
        "no_next_step overdue",
        "roles": "role leads median_business_s within_limit_business converted rate low high comparable others_rate",
        "nurture": "age leads expected mean_chance due planned unplanned",
        "late": "leads converted late late_share given_up came_back",
        "recontact": "why lead_id created_at campaign doctor status lost_reason",
        "no_shows": "days_ahead leads no_shows rate low high others_rate expected_rate verdict",
        "days_to_consult": "month leads median_wait_days p90_wait_days median_ahead_days",
        "responders": "inbox leads answered responders top_share median_away_s median_there_s comparable",
    }.items(),
)
def test_every_figure_answers_with_its_keys_on_the_sample(name: str, keys: str) -> None:
    answer = answered("figures", name)
    assert answer["sample"] is True
    assert answer["rows"]
    assert set(keys.split()) <= set(answer["rows"][0])


def test_consults_split_by_days_ahead_and_attribution_by_what_brings_leads_alone() -> None:
    bands = answered("figures", "consults", "--by", "days_ahead")
    assert bands["by"] == "days_ahead"
    assert [row["days_ahead"] for row in bands["rows"]][-1] == "over 30 days"
    assert "campaign" in answered("figures", "attribution", "--by", "campaign")["rows"][0]
    result = run("figures", "attribution", "--by", "doctor")
    assert result.exit_code == 2
    assert "split it by source, medium, campaign" in result.output


def test_a_split_stands_under_the_fields_own_name_segments_too(files: Path) -> None:
    answered("import", files / "leads.csv")
    by_doctor = answered("figures", "reach", "--by", "doctor")["rows"]
    assert {row["doctor"]: row["leads"] for row in by_doctor} == {"Lee": 2, "Ott": 1}
    by_language = answered("figures", "reach", "--by", "LANGUAGE")
    assert by_language["by"] == "Language"
    assert {row["Language"]: row["leads"] for row in by_language["rows"]} == {"English": 2, "Spanish": 1}


def test_a_header_named_like_a_field_no_lead_has_is_that_files_own(tmp_path: Path) -> None:
    lines = [f"{number},{'may' if number < 3 else 'jun'},{'yes' if number == 1 else 'no'}" for number in range(1, 5)]
    (tmp_path / "bank.csv").write_text("\n".join(["lead_id,month,procedure_booked_at", *lines]))
    answered("import", tmp_path / "bank.csv", "--period", "2026-01-01..2026-01-31")
    by_month = answered("figures", "segments", "--by", "month", "--stage", "procedure_booked")["rows"]
    assert {row["month"]: (row["leads"], row["converted"]) for row in by_month} == {"may": (2, 1), "jun": (2, 0)}


def test_where_since_until_and_as_of_narrow_a_figure(files: Path) -> None:
    answered("import", files / "leads.csv")
    assert answered("figures", "funnel", "--where", "doctor=Lee", "--where", "doctor=Ott")["leads"] == 4
    assert answered("figures", "funnel", "--where", "doctor=Lee", "--where", "language=English")["leads"] == 2
    asked = answered("figures", "funnel", "--since", "2026-01-06", "--until", "2026-01-08")
    assert (asked["leads"], asked["since"], asked["until"]) == (2, "2026-01-06", "2026-01-08")
    early = answered("figures", "funnel", "--as-of", "2026-01-05T10:15")
    assert {row["stage"]: row["reached"] for row in early["rows"]}["inquiry"] == 1


def test_a_moment_without_a_zone_is_the_practices_own(files: Path, workspace_dir: Path) -> None:
    Workspace(workspace_dir).save_practice(Practice(time_zone="America/New_York"))
    answered("import", files / "leads.csv")
    for as_of in ("2026-01-05T10:15", "2026-01-05T15:15+00:00"):
        early = answered("figures", "funnel", "--as-of", as_of)
        assert {row["stage"]: row["reached"] for row in early["rows"]}["inquiry"] == 1


def test_an_import_can_be_taken_back(files: Path) -> None:
    answered("import", files / "leads.csv")
    answered("import", files / "february.csv")
    history = answered("imports", "--undo", 2)["imports"]
    assert [(done["id"], done["undone"]) for done in history] == [(2, True), (1, False)]
    assert answered("figures", "funnel")["leads"] == 4
    assert run("imports", "--undo", 2).exit_code == 2


def test_inspecting_stores_nothing_and_shows_no_contact(files: Path, workspace_dir: Path) -> None:
    result = run("inspect", files / "leads.csv", "--format", "json")
    about = json.loads(result.stdout)
    assert {"file", "kind", "profile", "encoding", "delimiter", "header_row", "rows", "columns", "left_out",
            "warnings"} <= set(about)  # fmt: skip
    assert (about["kind"], about["rows"], about["warnings"]) == ("leads", 4, [])
    assert about["columns"][0]["field"] == "lead_id"
    assert "ann@" not in result.output
    assert not workspace_dir.exists()


def test_a_dump_is_the_table_as_read(files: Path) -> None:
    out = files / "out.csv"
    assert run("inspect", files / "leads.csv", "--dump", out).exit_code == 0
    with out.open(newline="", encoding="utf-8") as read_back:
        assert list(csv.reader(read_back)) == list(csv.reader(io.StringIO(LEADS)))


def test_rejected_rows_end_with_code_1_and_the_rest_goes_in(files: Path) -> None:
    (files / "holes.csv").write_text(LEADS + ",2026-01-09 10:00,Botox,Lee,,,true,eve@practice-mail.org,English\n")
    (receipt,) = answered("import", files / "holes.csv", code=1)["files"]
    assert (receipt["read"], receipt["new"], receipt["rejected"]) == (5, 4, 1)
    assert set(receipt["problems"][0]) == {"row", "column", "value", "problem", "fix"}


def test_a_mapping_by_hand_is_used_and_remembered(files: Path) -> None:
    odd = files / "odd.csv"
    odd.write_text(LEADS.replace("doctor", "Wer macht es"), "utf-8")
    first = answered("import", odd, "--map", "Wer macht es=doctor")["files"][0]
    assert first["mapping"]["Wer macht es"] == "doctor"
    columns = answered("inspect", odd)["columns"]
    assert {column["header"]: column["field"] for column in columns}["Wer macht es"] == "doctor"


def test_a_file_without_dates_needs_a_period(files: Path) -> None:
    undated = files / "undated.csv"
    undated.write_text("lead_id,campaign,status\n7,LASIK,New\n8,Botox,New\n", "utf-8")
    refused = run("import", undated)
    assert refused.exit_code == 3
    assert "period" in refused.stderr.lower()
    assert answered("imports") == {"imports": []}
    answered("import", undated, "--period", "2026-01-01..2026-01-31")
    assert answered("figures", "funnel")["leads"] == 2


@pytest.mark.parametrize(
    ("name", "data"),
    {
        "empty.csv": b"",
        "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
        "paper.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "noise.xlsx": b"PK\x03\x04 not a workbook",
    }.items(),
)
def test_a_wrong_file_is_answered_by_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    for command in ("inspect", "import"):
        result = run(command, tmp_path / name)
        assert result.exit_code == 3
        assert "Traceback" not in result.output
        assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["figures", "funel"], "funnel"),
        (["figures", "funnel", "--by", "docter"], "doctor"),
        (["figures", "funnel", "--where", "campain=x"], "campaign"),
        (["figures", "funnel", "--where", "campaign"], "FIELD=VALUE"),
        (["figures", "funnel", "--since", "31.1.2026"], "2026-01-31"),
        (["figures", "funnel", "--since", "2026-02-01", "--until", "2026-01-01"], "swap"),
        (["figures", "response_hours", "--by", "doctor"], "cannot be split"),
        (["imports", "--undo", "7"], "Import 7 does not exist"),
        (["sample"], "DIR"),
    ],
)
def test_wrong_usage_ends_with_code_2_and_a_way_out(words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_path_that_leads_to_no_file_ends_with_code_3_and_one_line(command: str, tmp_path: Path) -> None:
    for path, said in ((tmp_path / "nowhere.csv", "no such file"), (tmp_path, "a folder")):
        result = run(command, path)
        assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
        assert str(path) in result.stderr
        assert said in result.stderr


def test_whole_counts_are_integers_and_parts_of_them_are_not() -> None:
    rows = records(
        pl.DataFrame({"campaign": ["a", "b", "c"], "platform_leads": [12.0, 1.89, None], "spend": [5.0] * 3})
    )
    assert [row["platform_leads"] for row in rows] == [12, 1.89, None]
    assert [type(row[name]) for row in rows[:1] for name in ("platform_leads", "spend")] == [int, float]


def test_an_unforeseen_error_says_nothing_of_what_was_in_the_file(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("ann@practice-mail.org")

    monkeypatch.setattr("dashboard.cli.files.read", fail)
    result = run("inspect", files / "leads.csv")
    assert result.exit_code == 3
    assert "ann@" not in result.output
    assert "RuntimeError" in result.stderr


def test_csv_and_table_carry_no_formula_and_no_terminal_command(files: Path) -> None:
    hostile = LEADS.replace("Lee", "=1+1").replace("Ott", "\x1b[31mred")
    (files / "hostile.csv").write_text(hostile, "utf-8")
    answered("import", files / "hostile.csv")
    rows = list(csv.DictReader(io.StringIO(run("figures", "reach", "--by", "doctor", "--format", "csv").stdout)))
    assert "'=1+1" in {row["doctor"] for row in rows}
    assert "\x1b" not in run("figures", "reach", "--by", "doctor").output


def test_the_sample_command_writes_files_that_need_no_mapping(tmp_path: Path) -> None:
    wrote = answered("sample", tmp_path / "made", "--leads", 60, "--months", 1, "--seed", 3)["files"]
    canonical = [path for path in wrote if Path(path).name in ("leads.csv", "campaigns.csv")]
    receipts = {receipt["kind"]: receipt for receipt in answered("import", *canonical)["files"]}
    # one of the made-up people wrote twice
    assert (receipts["leads"]["new"], receipts["leads"]["merged"]) == (59, 1)
    assert [merge["why"] for merge in receipts["leads"]["merges"]] == ["same person"]
    assert answered("figures", "funnel")["leads"] == 59


def test_the_real_command_answers_from_a_folder_of_its_own(files: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "import", files / "leads.csv", "--workspace", files / "own"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "leads.csv" in done.stdout
    assert (files / "own" / "records.sqlite").exists()
    kept = [path for path in (files / "own").rglob("*") if path.is_file() and b"practice-mail" in path.read_bytes()]
    assert kept == []


def test_quality_tells_what_speaks_against_a_campaigns_leads(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(
        "lead_id,created_at,channel,campaign,qualified_at,name,email\n"
        "1,2026-01-05 10:00,form,=Spring,yes,Ann Snell,ann@gmail.com\n"
        "2,2026-01-06 10:00,form,=Spring,no,test test,bob@mailinator.com\n",
        "utf-8",
    )
    run("import", file)

    answer = json.loads(run("figures", "quality", "--format", "json").stdout)
    assert answer["rows"] == [
        {"campaign": "=Spring", "leads": 2, "real": 1, "not_real": 1, "qualified": 1, "rating": None,
         "reasons": {"disposable_email": 1, "test_lead": 1}},
    ]  # fmt: skip
    table = run("figures", "quality").stdout
    assert "disposable_email 1, test_lead 1" in table
    rows = list(csv.DictReader(io.StringIO(run("figures", "quality", "--format", "csv").stdout)))
    assert rows[0]["reasons"] == "disposable_email 1; test_lead 1"
    assert not rows[0]["campaign"].startswith("=")
    assert run("figures", "quality", "--by", "doctor").exit_code == 2
