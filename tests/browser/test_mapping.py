"""What a file leaves open is answered, what was misunderstood is corrected, and both are remembered."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.store.workspace import Workspace
from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

Open = Callable[[str], Screen]
HEADER = ("Lead ID", "Inquiry date", "Doctor", "Herkunft", "Consult booked")


def month(path: Path, first: int) -> Path:
    """Twelve leads from 1/2 to 12/2, of which no date tells day from month."""
    rows = [
        (
            f"L{first + n}",
            f"{n}/2/2026",
            f"Dr. {'AB'[n % 2]}",
            ("Messe", "Radio", "Web")[n % 3],
            "yes" if n % 4 else "no",
        )
        for n in range(1, 13)
    ]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def test_an_open_date_is_answered_a_column_corrected_and_both_are_remembered_until_deleted(
    tmp_path: Path, workspace_dir: Path, start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{start_server().url}/imports")

    screen.upload(month(tmp_path / "february.csv", 100))
    assert screen.says("start with the day or with the month?")
    assert screen.find("Confirm and store").count() == 0
    screen.pick("Day first")
    screen.find("Confirm and store 1 file").wait_for()

    screen.unfold("Columns:")
    assert screen.chosen("Meaning of Herkunft") == "Keep as a segment"
    screen.choose("Meaning of Herkunft", "Source")
    assert screen.becomes(lambda: screen.chosen("Meaning of Herkunft"), "Source")

    screen.press("Confirm and store 1 file")
    screen.find("Stored as import 1").wait_for()
    assert screen.says("12 read, 12 new")
    leads = Workspace(workspace_dir).leads()
    assert leads["source"].value_counts(sort=True)["count"].to_list() == [4, 4, 4]
    assert leads["created_at"].dt.month().unique().to_list() == [2]

    screen.upload(month(tmp_path / "march.csv", 200))
    screen.find("Confirm and store 1 file").wait_for()
    assert screen.says("Dates are read with the day first, as decided for these headers before.")

    screen.unfold("Leads · 5 columns, 1 decided")
    screen.choose("Meaning of Herkunft", "Campaign", last=True)
    screen.unfold("Columns:")
    assert screen.becomes(lambda: screen.chosen("Meaning of Herkunft"), "Campaign")

    screen.press("Delete")
    screen.press("Delete decision")
    assert screen.says("The decision was deleted")
    assert screen.says("start with the day or with the month?")
    assert screen.find("Remembered columns").count() == 0
    assert screen.errors == []
