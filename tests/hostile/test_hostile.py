"""Hostile names through every page, export and the minutes: shown as they are written, and nothing runs or leaves."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from dashboard.cli import main
from dashboard.cli.figures import FIGURES
from dashboard.ui.navigation import SECTIONS
from tests.browser.server import Server
from tests.hostile.practice import attacked
from tests.hostile.values import HTML, TEXTS, WORST
from tests.hostile.walk import Walk, formulas

TITLES = [place.title for section in SECTIONS.values() for place in section]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice in which everything has one of the worst names."""
    return attacked(tmp_path_factory.mktemp("hostile") / "workspace", WORST).folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server on that practice; its log quotes none of the names."""
    server = Server(folder, folder.parent / "server.log")
    yield server
    server.stop()
    assert [text for text in WORST if text[:40] in server.log] == []


@pytest.fixture(scope="module")
def walk(server: Server, browser: Browser) -> Iterator[Walk]:
    """One window on it for all tests."""
    walk = Walk(browser, server.url, WORST)
    yield walk
    walk.close()


@pytest.mark.browser
def test_every_page_shows_hostile_names_as_they_are_written(walk: Walk) -> None:
    sheets = 0
    for title in TITLES:
        walk.go(title)
        walk.unfold(1)
        walk.look(title)
        for name, data in walk.downloads(1):
            if name.endswith(".csv"):
                sheets += 1
                assert formulas(data.decode()) == [], name
    assert walk.found == []
    assert sheets > 5


@pytest.mark.browser
def test_the_walk_finds_what_runs_leaves_or_is_taken_for_markup(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    raw = tmp_path / "raw.html"
    raw.write_text(f"{HTML[1]} {HTML[5]} <b>tripstrong</b> <p style='width:4000px'>wide</p>", "utf-8")
    walk = Walk(browser, server.url, WORST)
    walk.open_file(raw)
    walk.close()
    for fault in ("asked for https://trip.example/a.png", "a script ran", "A to javascript:", "tripstrong without '*'",
                  "the page is wider"):  # fmt: skip
        assert [one for one in walk.found if fault in one], fault


@pytest.mark.browser
def test_a_file_whose_name_headers_and_cells_are_hostile_is_shown_as_it_is(walk: Walk, folder: Path) -> None:
    name = "=1+1 **tripstrong** $tripmath$ :red[tripred] <img src=x onerror=window.TRIPPED=1> \u202efdp.csv"
    headers = ["Lead ID", "Inquiry date", *(text for text in WORST if '"' not in text and len(text) < 200)]
    rows = [[f"H{at}", f"2026-04-{at % 28 + 1:02}", *WORST[: len(headers) - 2]] for at in range(30)]
    file = folder.parent / name
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([headers, *rows])
    walk.go("Imports")
    walk.screen.upload(file)
    walk.screen.find("Before anything is stored").wait_for()
    walk.unfold(3)
    walk.look("Imports, before storing")
    assert walk.found == []


@pytest.mark.browser
def test_minutes_run_nothing_and_ask_for_nothing(walk: Walk, folder: Path) -> None:
    page = folder.parent / "minutes.html"
    page.write_text(said(folder, "minutes", "--format", "html"), "utf-8")
    walk.open_file(page)
    assert walk.found == []


def test_minutes_in_markdown_show_every_sign(folder: Path) -> None:
    text = said(folder, "minutes", "--format", "md")
    assert "\\<img src=" in text or "\\<b" in text
    for markup in ("](https://", "](javascript:", "<img", "<script", " https://", '=HYPERLINK("https://'):
        assert markup not in text.replace("\\<", "").replace("\u2060", "⁠ "), markup


@pytest.mark.parametrize("name", FIGURES)
def test_no_cell_of_a_figure_is_a_formula(folder: Path, name: str) -> None:
    assert formulas(said(folder, "figures", name, "--format", "csv")) == []
    if FIGURES[name].splits:
        assert formulas(said(folder, "figures", name, "--by", "campaign", "--format", "csv")) == []


def test_no_sign_of_an_answer_commands_a_terminal(folder: Path) -> None:
    for words in (["imports"], ["figures", "campaigns"], ["leaks"], ["minutes"]):
        assert [sign for sign in said(folder, *words) if sign != "\n" and ord(sign) < 32] == []


def said(folder: Path, *words: str) -> str:
    """What the command line answers for the hostile practice."""
    result = CliRunner().invoke(main, [*words, "--workspace", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_corpus_holds_every_kind_of_hostile_value() -> None:
    assert len(TEXTS) > 60
    assert set(WORST) < set(TEXTS)
