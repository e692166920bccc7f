"""A whole sync, and the next one that shows whether it worked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.store.workspace import Workspace
from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
HELD = date(2026, 3, 6)


def _month(path: Path, first: int, last: int, shown: int) -> Path:
    """Leads a few hours apart, each with a consult ten days later; in the South fewer come than in the North."""
    lines = ["lead_id,created_at,channel,location,consult_booked_at,consult_for,consult_attended_at"]
    for number in range(first, last):
        at = START + timedelta(hours=5 * number)
        due = at + timedelta(days=10)
        came = f"{due:%Y-%m-%d %H:%M}" if number * 7 % 10 < (9 if number % 2 else shown) else "no"
        lines.append(
            f"L{number},{at:%Y-%m-%d %H:%M},form,{'North' if number % 2 else 'South'},"
            f"{at + timedelta(hours=3):%Y-%m-%d %H:%M},{due:%Y-%m-%d %H:%M},{came}"
        )
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_sync_is_walked_through_decided_saved_and_followed_up_at_the_next_one(
    tmp_path: Path, workspace_dir: Path, start_server: Callable[[], Server], open_screen: Callable[[str], Screen]
) -> None:
    server = start_server()
    screen = open_screen(f"{server.url}/imports")
    screen.upload(_month(tmp_path / "january.csv", 0, 240, shown=3))
    screen.press("Confirm and store 1 file")
    screen.find("Stored as import 1").wait_for()

    screen.go("Sync")
    assert screen.says("Six questions, one sentence each")
    screen.press("Start the ten minutes")
    assert screen.says("of 10:00")
    for title in ("Scorecard", "Funnel and leak", "Speed", "What patients ask", "One brief", "Decisions"):
        screen.page.keyboard.press("ArrowRight")
        assert screen.becomes(lambda: screen.asked.get("part"), [title])
        screen.settle()
    screen.page.get_by_role("textbox", name="What", exact=True).fill("Write the price list")
    screen.page.get_by_role("combobox", name="Who", exact=True).click()
    screen.page.keyboard.type("Mia")
    screen.page.keyboard.press("Enter")
    screen.press("Decide")
    assert screen.says("Mia: Write the price list")

    screen.go("Feedback")
    screen.unfold("Log feedback")
    words = screen.page.get_by_role("textbox", name="In the lead's words")
    words.fill("Is parking free?")
    words.blur()
    screen.settle()
    screen.press("Save feedback")
    assert screen.says("Is parking free?")

    screen.go("Leaks")
    assert screen.says("1. South: 48 of 120 attended the consult")
    screen.press("Make it an action")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="What", exact=True).fill("Remind the day before")
    dialog.get_by_role("combobox", name="Who", exact=True).click()
    screen.page.keyboard.type("Maya")
    screen.page.keyboard.press("Enter")
    assert screen.becomes(lambda: dialog.get_by_role("combobox", name="Should move").input_value(), "No-shows")
    dialog.get_by_role("button", name="Save action").click()
    assert screen.says("it stands on the Actions page")

    screen.go("Sync")
    screen.page.get_by_role("radio", name="Decisions").or_(screen.page.get_by_role("button", name="Decisions")).click()
    assert screen.says("Maya: Remind the day before")
    assert screen.says("Mia: Write the price list")
    screen.press("Save this sync")
    assert screen.says("Its minutes stay as they are")
    with screen.page.expect_download() as taken:
        screen.page.get_by_role("button", name="Minutes to print").first.click()
    minutes = Path(str(taken.value.path())).read_text("utf-8")
    assert "Maya: Remind the day before" in minutes
    assert "Mia: Write the price list" in minutes
    assert "Is parking free?" in minutes
    assert "<script" not in minutes

    # the reminder works from the newest day of the data on
    teams = Workspace(workspace_dir).teams
    other, action = teams.actions.all()
    assert (action.measure, action.who, action.origin) == ("no_shows", "Maya", "leak")
    assert dict(action.slice.where) == {"location": ("South",)}
    assert (other.sync_id, action.sync_id) == (1, 1)
    teams.actions.change(replace(action, status="done", done_on=HELD))
    later = _month(tmp_path / "march.csv", 240, 480, shown=9)
    assert CliRunner().invoke(main, ["import", str(later)]).exit_code == 0

    again = open_screen(server.url)
    assert again.says("Remind the day before")
    assert again.says("No-shows")
    assert again.says("unlikely to be chance")
    frozen = CliRunner().invoke(main, ["minutes", "--sync", "1", "--format", "html"]).output
    assert "Maya: Remind the day before" in frozen
    again.go("Sync")
    assert not again.errors
    assert not again.strangers
