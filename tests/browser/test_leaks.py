"""From a leak to its link, its funnel and back, and to the dismissed ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
LEAK = "North: 40 of 200 were reached"


@pytest.fixture
def imported(tmp_path: Path) -> None:
    """600 leads of two locations; of each channel the North reaches one in five, the South seven in ten."""
    lines = ["lead_id,created_at,channel,location,reached_at,lost_at"]
    for number in range(600):
        north, at = number % 3 == 0, START + timedelta(hours=3 * number)
        reached = number * 7 % 10 < (2 if north else 7)
        later = at + timedelta(hours=5)
        outcome = f"{later}," if reached else f",{later}"
        channel, location = ("form", "chat")[number // 30 % 2], "North" if north else "South"
        lines.append(f"{number},{at},{channel},{location},{outcome}")
    (tmp_path / "leads.csv").write_text("\n".join(lines), "utf-8")
    assert CliRunner().invoke(main, ["import", str(tmp_path / "leads.csv")]).exit_code == 0


def test_a_leak_has_a_link_a_funnel_and_can_be_dismissed_and_brought_back(
    imported: None, start_server: Callable[[], Server], open_screen: Callable[[str], Screen]
) -> None:
    server = start_server()
    screen = open_screen(f"{server.url}/leaks")
    assert screen.says(LEAK)
    screen.press("Link to this leak")
    assert screen.becomes(lambda: "leak" in screen.asked, True)

    cold = open_screen(screen.url)
    assert cold.says("Show all leaks")
    assert cold.says(LEAK)
    with cold.page.context.expect_page() as opened:
        cold.page.get_by_role("link", name="Funnel of these leads").click()
    funnel = open_screen(opened.value.url)
    opened.value.close()
    assert funnel.becomes(lambda: funnel.page.title(), "Funnel · Leadloop")
    assert funnel.becomes(lambda: funnel.chips, ["Location: North"])
    assert funnel.becomes(lambda: funnel.count, "200 of 600 leads")
    assert funnel.becomes(lambda: funnel.asked, {"location": ["North"]})

    screen.press("Show all leaks")
    screen.press("Dismiss")
    screen.page.get_by_role("textbox", name="Why is this no leak?").fill("Closed in January")
    screen.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    screen.settle()
    assert screen.says("Nothing else stands out in 600 leads: 1 leak is dismissed")
    screen.page.get_by_text("Dismissed (1)").click()
    assert screen.says("Closed in January")
    screen.press("Bring back")
    assert screen.says("1 leak stands out in 600 leads")
    assert screen.errors == []
    assert "Traceback" not in server.log
