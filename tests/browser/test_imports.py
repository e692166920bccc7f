"""From an export to its figures and back, as a practice does it."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

Open = Callable[[str], Screen]
HOSTILE = "[LASIK](http://evil.example) :red[x] $y$ <b>z</b> *w* `v`"
HEADER = ("Lead ID", "Inquiry date", "Name", "Email", "Doctor", "Campaign", "Consult booked", "Insurance")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Sixty leads, twenty of each doctor, one in two with a consult, and one row without a readable date."""
    path = tmp_path / "july.csv"
    start = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    rows = [
        (
            f"L{number:03}",
            f"{start + timedelta(hours=11 * number):%Y-%m-%d %H:%M}",
            f"Verena Muster{number}",
            f"verena.muster{number}@mail.example",
            f"Dr. {'ABC'[number % 3]}",
            HOSTILE if number % 2 else "Spring",
            "yes" if number % 2 else "no",
            random.Random(number).choice(("Aetna", "Cigna", "self-pay")),
        )
        for number in range(60)
    ]
    rows[7] = (*rows[7][:1], "never", *rows[7][2:])
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def test_an_export_is_uploaded_confirmed_seen_in_the_funnel_and_taken_back(
    export: Path, workspace_dir: Path, start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{start_server().url}/imports")
    assert screen.says("Sample data")

    screen.upload(export)
    screen.find("Before anything is stored").wait_for()
    assert screen.says("leads, 60 rows")
    assert not (workspace_dir / "rows").exists()
    screen.find("Problems (1)").wait_for()

    screen.press("Confirm and store 1 file")
    screen.find("Stored as import 1").wait_for()
    assert screen.says("60 read, 59 new")
    assert screen.becomes(lambda: "Sample data" in screen.text, False)

    screen.page.get_by_role("link", name="See where patients are lost").click()
    screen.page.wait_for_function("document.title.startsWith('Funnel')")
    screen.settle()
    assert screen.becomes(lambda: screen.count, "59 of 59 leads")

    screen.go("Imports")
    screen.press("Undo")
    screen.press("Take back import 1")
    screen.find("Import 1 was taken back").wait_for()
    assert screen.says("Sample data")

    kept = b"".join(path.read_bytes() for path in workspace_dir.rglob("*") if path.is_file())
    assert b"muster" not in kept.lower()
    assert b"mail.example" not in kept


def test_a_campaign_name_made_of_markup_shows_as_it_is_written(
    export: Path, start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{start_server().url}/imports")
    screen.upload(export)
    screen.press("Confirm and store 1 file")
    screen.find("Stored as import 1").wait_for()
    screen.go("Funnel")

    screen.choose("Campaign", HOSTILE)

    assert screen.becomes(lambda: screen.count, "29 of 59 leads")
    assert screen.becomes(lambda: screen.chips, [f"Campaign: {HOSTILE}"[:47].rstrip() + "…"])
    for title in ("Funnel", "Response", "Segments", "Campaigns"):
        screen.go(title)
        main = screen.page.get_by_test_id("stMain")
        assert main.locator('a[href*="evil"]').count() == 0, title
        assert main.locator(".katex").count() == 0, title
    assert screen.errors == []


def test_files_that_are_no_tables_are_answered_by_a_sentence_and_the_others_go_on(
    export: Path, tmp_path: Path, sample_server: Server, open_screen: Open
) -> None:
    picture, nothing, pdf = tmp_path / "photo.png", tmp_path / "empty.csv", tmp_path / "report.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    nothing.write_bytes(b"")
    pdf.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    screen = open_screen(f"{sample_server.url}/imports")

    screen.upload(picture, nothing, pdf, export)
    screen.find("Confirm and store 1 file").wait_for()

    sentences = screen.page.get_by_test_id("stAlertContentError").all_inner_texts()
    assert len(sentences) == 3
    assert all(sentence.strip().endswith(".") for sentence in sentences)
    assert screen.becomes(lambda: "Traceback" in screen.text, False)


def test_what_the_file_leaves_open_is_asked_before_anything_is_stored(
    tmp_path: Path, sample_server: Server, open_screen: Open
) -> None:
    undated = tmp_path / "leads.csv"
    undated.write_text("Doctor,Status,Campaign\n" + "Dr. A,Consult booked,Spring\nDr. B,New,Autumn\n" * 8)
    screen = open_screen(f"{sample_server.url}/imports")

    screen.upload(undated)
    screen.find("which days are these leads from").wait_for()
    assert screen.find("Confirm and store").count() == 0
    screen.enter_day("First day", "20260701")
    screen.enter_day("Last day", "20260731")

    screen.find("Confirm and store 1 file").wait_for()
    assert screen.says("for 01 Jul 2026 to 31 Jul 2026")
