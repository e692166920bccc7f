"""From a bar of the funnel to the leads behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_a_selected_bar_lists_its_leads_and_gives_them_as_csv(
    sample_server: Server, open_screen: Callable[[str], Screen]
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel?period=Last+month")
    chart = screen.page.locator(".js-plotly-plot").first
    lost = chart.locator(".barlayer .trace").nth(2).locator(".point path")
    lost.nth(1).wait_for()
    printed = {text for text in chart.locator("text").all_text_contents() if text.strip().isdigit()}
    box = lost.nth(1).bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.get_by_text("lost at Real lead").wait_for()
    said = next(line for line in screen.text.splitlines() if "lost at Real lead" in line)
    number = said.split()[0]
    assert number in printed
    with screen.page.expect_download() as download:
        screen.page.locator('[class*="st-key-leads-lost-at-real-csv"] button').click()
    lines = download.value.path().read_text("utf-8").splitlines()
    assert lines[0] == "Lead,Inquiry,Campaign,Doctor,Last status,Reason given,File,Row"
    assert len(lines) == int(number) + 1


def test_the_numbers_of_a_figure_are_drawn_only_once_they_are_asked_for(
    sample_server: Server, open_screen: Callable[[str], Screen]
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel")
    numbers = screen.page.locator('[class*="st-key-funnel-csv"]')
    assert numbers.count() == 0
    screen.page.get_by_text("Numbers", exact=True).first.click()
    numbers.first.wait_for()


def test_a_table_offers_no_download_but_the_one_that_is_guarded_and_taken_down(
    sample_server: Server, open_screen: Callable[[str], Screen]
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel")
    screen.page.get_by_text("Numbers", exact=True).first.click()
    screen.page.get_by_test_id("stDataFrame").first.hover()
    tools = screen.page.get_by_test_id("stElementToolbarButton")
    for whole in (False, True):
        tools.get_by_role("button", name="Close fullscreen" if whole else "Fullscreen", exact=True).first.wait_for()
        named = {str(one.get_attribute("aria-label")): one.is_visible() for one in tools.locator("button").all()}
        assert {name for name, visible in named.items() if not visible} == {"Download as CSV"}, named
        tools.get_by_role("button", name="Close fullscreen" if whole else "Fullscreen", exact=True).first.click()
