"""A link shows the same view to whoever pastes it, wherever."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

Open = Callable[[str], Screen]


def test_a_chosen_campaign_stands_in_the_link_and_shows_the_same_on_a_fresh_server(
    sample_server: Server, start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel")
    everything = screen.count
    screen.choose("Period", "Last 3 months")
    screen.page.get_by_role("combobox", name="Campaign", exact=True).click()
    first = screen.page.get_by_role("option").first
    campaign = first.inner_text()
    first.click()
    assert screen.becomes(lambda: len(screen.chips), 1)
    screen.settle()
    chosen = screen.count
    assert chosen != everything
    assert screen.becomes(lambda: screen.asked, {"period": ["Last 3 months"], "campaign": [campaign]})

    cold = open_screen(screen.url.replace(sample_server.url, start_server().url))

    assert cold.becomes(lambda: cold.count, chosen)
    assert cold.becomes(lambda: len(cold.chips), 1)
    assert cold.chips[0].startswith(f"Campaign: {campaign[:20]}")


def test_a_deep_link_on_a_cold_server_opens_the_page_inside_the_frame(
    start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{start_server().url}/response?period=Last+month")

    assert screen.page.title() == "Response · Leadloop"
    assert screen.page.get_by_role("dialog").count() == 0
    assert screen.page.get_by_role("combobox", name="Period", exact=True).is_visible()
    assert screen.becomes(lambda: screen.asked, {"period": ["Last month"]})


def test_filters_stay_when_the_page_is_switched_even_by_way_of_a_page_without_filters(
    sample_server: Server, open_screen: Open
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel?period=This+year")
    chosen = screen.count

    screen.go("Response")
    assert screen.becomes(lambda: screen.count, chosen)
    screen.go("Settings")
    screen.go("Segments")

    assert screen.becomes(lambda: screen.count, chosen)
    assert screen.becomes(lambda: screen.asked, {"period": ["This year"]})


def test_a_filter_behind_more_filters_works_from_a_link_and_can_be_dropped_by_its_chip(
    sample_server: Server, open_screen: Open
) -> None:
    screen = open_screen(f"{sample_server.url}/funnel?channel=form")
    assert screen.becomes(lambda: screen.chips, ["Channel: form"])
    filtered = screen.count

    screen.drop("Channel: form")

    assert screen.becomes(lambda: screen.count != filtered, True)
    assert screen.becomes(lambda: screen.asked, {})


def test_what_a_link_asks_for_and_the_data_do_not_have_is_said(sample_server: Server, open_screen: Open) -> None:
    hostile = quote(":red[Dr. Who](http://evil)")

    screen = open_screen(f"{sample_server.url}/funnel?doctor={hostile}&segment_00000000=x")

    assert screen.says("The link asks for doctor “:red[Dr. Who](http://evil)”, which these data do not have")
    assert screen.says("The link filters by a column of another file")
    assert screen.becomes(lambda: screen.asked, {})


def test_clear_brings_back_every_lead_and_a_clean_link(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(f"{sample_server.url}/funnel?period=Last+month&compare=Period+before&channel=form")

    screen.press("Clear")

    assert screen.becomes(lambda: len(set(screen.count.split())), 3)
    assert screen.becomes(lambda: screen.asked, {})


def test_a_half_picked_custom_period_is_open_on_the_other_side(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(f"{sample_server.url}/funnel?period=Custom+dates&from=2026-02-01")

    assert screen.says("since 1 Feb 2026")
    assert screen.becomes(lambda: screen.asked, {"period": ["Custom dates"], "from": ["2026-02-01"]})


def test_no_address_outside_the_server_is_asked_for_anything(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(f"{sample_server.url}/funnel")
    for title in ("Response", "Segments", "Campaigns", "Imports", "Settings"):
        screen.go(title)

    assert screen.strangers == []
    assert screen.errors == []
    assert "Traceback" not in sample_server.log
