"""The importer reads what the sample writes, with no mapping by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

import polars as pl
import pytest

from dashboard.ingest import Checked, check, read
from dashboard.sample.practice import SAMPLE_PRACTICE, Sample

FUNNEL = [
    "qualified_at",
    "consult_booked_at",
    "consult_attended_at",
    "procedure_booked_at",
    "lost_at",
    "value",
    "doctor",
]


def checked(name: str, data: bytes) -> Checked:
    return check(read(PurePath(name).name, data), SAMPLE_PRACTICE, b"a key for tests")


@pytest.fixture(scope="module")
def october(files: Mapping[str, bytes]) -> dict[str, Checked]:
    wanted = ("2026-10/", "canonical/leads-", "canonical/campaigns-")
    return {name: checked(name, data) for name, data in files.items() if name.startswith(wanted)}


def test_every_file_is_known_for_what_it_is(october: dict[str, Checked]) -> None:
    kinds = {PurePath(name).name.split("-")[0]: file.kind for name, file in october.items()}
    assert kinds == {
        "hubspot": "leads",
        "callrail": "leads",
        "leads": "leads",
        "campaigns": "campaigns",
        "Campaign report.csv": "campaigns",
        "Quillmere": "campaigns",
        "Campaign performance 2026": "campaigns",
    }


def test_no_row_is_rejected_and_nothing_asked(october: dict[str, Checked], files: Mapping[str, bytes]) -> None:
    assert {name: file.rejected for name, file in october.items() if file.rejected} == {}
    for name in october:
        assert read(PurePath(name).name, files[name]).questions == ()


def test_contacts_come_out_of_the_export_as_they_stand_in_the_table(
    october: dict[str, Checked], sample: Sample
) -> None:
    (rows,) = (file.rows for name, file in october.items() if "hubspot" in name)
    both = rows.select("lead_id", *FUNNEL).join(
        sample.leads.select("lead_id", *FUNNEL), on="lead_id", how="left", suffix="_told", maintain_order="left"
    )
    assert both.height == rows.height > 400
    for name in FUNNEL:
        assert both[name].equals(both[f"{name}_told"].rename(name), null_equal=True), name


def test_spend_of_the_three_reports_is_the_spend_of_the_table(october: dict[str, Checked], sample: Sample) -> None:
    reports = [file.rows for name, file in october.items() if name.startswith("2026-10/") and file.kind == "campaigns"]
    since = pl.col("period_start") >= pl.date(2026, 9, 28)
    spent = sum(rows["spend"].sum() for rows in reports)
    assert spent == pytest.approx(sample.campaigns.filter(since)["spend"].sum())
