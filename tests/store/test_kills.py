"""An import killed at any moment leaves the store as before or as after, and no person's details anywhere."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from dashboard.cli import main
from tests.kills.killing import PEOPLE, kill_imports, planted


def test_a_killed_import_leaves_the_store_as_before_or_as_after(tmp_path: Path) -> None:
    tally = kill_imports(tmp_path, 6, seed=3)
    assert tally.kills == tally.before + tally.after == 6


def test_a_file_that_cannot_be_used_leaves_nothing_of_a_person(tmp_path: Path) -> None:
    source, workspace = tmp_path / "asked.csv", tmp_path / "workspace"
    row = "3/4/2026,Zephyrine,Quackenbush,zephyrine.q@planted-mail.org,(605) 555-0142"
    source.write_text(f"created_at,First Name,Last Name,email,phone\n{row}\n{row}\n", "utf-8")
    result = CliRunner().invoke(main, ["import", str(source), "--workspace", str(workspace)])
    assert result.exit_code == 3
    assert [text for text in PEOPLE if text.lower() in result.output.lower()] == []
    assert planted(workspace) == []


def test_the_search_for_a_person_finds_one(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("imported ZEPHYRINE.Q@PLANTED-MAIL.ORG", "utf-8")
    assert {text for _, text in planted(tmp_path)} == {
        "Zephyrine", "zephyrine.q@planted-mail.org", "planted-mail"
    }  # fmt: skip
