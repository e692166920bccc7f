"""A link shows the same view to whoever pastes it, wherever."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser

Open = Callable[[str], Screen]


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_a_chosen_campaign_stands_in_the_link_and_shows_the_same_on_a_fresh_server(
    sample_server: Server, start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(sample_server.url)
    everything = screen.count
    screen.choose("Period", "Last 3 months")
    screen.page.get_by_role("combobox", name="Campaign", exact=True).click()
    first = screen.page.get_by_role("option").first
    campaign = first.inner_text()
    first.click()
    screen.settle()
    chosen = screen.count
    assert chosen != everything
    assert asked(screen.url) == {"period": ["Last 3 months"], "campaign": [campaign]}

    cold = open_screen(screen.url.replace(sample_server.url, start_server().url))

    assert cold.count == chosen
    assert len(cold.chips) == 1
    assert cold.chips[0].startswith(f"Campaign: {campaign[:20]}")


def test_a_deep_link_on_a_cold_server_opens_the_page_inside_the_frame(
    start_server: Callable[[], Server], open_screen: Open
) -> None:
    screen = open_screen(f"{start_server().url}/response?period=Last+month")

    assert screen.page.title() == "Response · Leadloop"
    assert screen.page.get_by_role("dialog").count() == 0
    assert screen.page.get_by_role("combobox", name="Period", exact=True).is_visible()
    assert asked(screen.url) == {"period": ["Last month"]}


def test_filters_stay_when_the_page_is_switched_even_by_way_of_a_page_without_filters(
    sample_server: Server, open_screen: Open
) -> None:
    screen = open_screen(f"{sample_server.url}/?period=This+year")
    chosen = screen.count

    screen.go("Response")
    assert screen.count == chosen
    screen.go("Settings")
    screen.go("Segments")

    assert screen.count == chosen
    assert asked(screen.url) == {"period": ["This year"]}


def test_a_filter_behind_more_filters_works_from_a_link_and_can_be_dropped_by_its_chip(
    sample_server: Server, open_screen: Open
) -> None:
    screen = open_screen(f"{sample_server.url}/?channel=form")
    assert screen.chips == ["Channel: form"]
    filtered = screen.count

    screen.drop("Channel: form")

    assert screen.count != filtered
    assert asked(screen.url) == {}


def test_what_a_link_asks_for_and_the_data_do_not_have_is_said(sample_server: Server, open_screen: Open) -> None:
    hostile = quote(":red[Dr. Who](http://evil)")

    screen = open_screen(f"{sample_server.url}/?doctor={hostile}&segment_00000000=x")

    assert "The link asks for doctor “:red[Dr. Who](http://evil)”, which these data do not have" in screen.text
    assert "The link filters by a column of another file" in screen.text
    assert asked(screen.url) == {}


def test_clear_brings_back_every_lead_and_a_clean_link(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(f"{sample_server.url}/?period=Last+month&compare=Period+before&channel=form")

    screen.press("Clear")

    some, _, every, _ = screen.count.split()
    assert some == every
    assert asked(screen.url) == {}


def test_a_half_picked_custom_period_is_open_on_the_other_side(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(f"{sample_server.url}/?period=Custom+dates&from=2026-02-01")

    assert "since 1 Feb 2026" in screen.text
    assert asked(screen.url) == {"period": ["Custom dates"], "from": ["2026-02-01"]}


def test_no_address_outside_the_server_is_asked_for_anything(sample_server: Server, open_screen: Open) -> None:
    screen = open_screen(sample_server.url)
    for title in ("Response", "Segments", "Campaigns", "Imports", "Settings"):
        screen.go(title)

    assert screen.strangers == []
    assert screen.errors == []
    assert "Traceback" not in sample_server.log
