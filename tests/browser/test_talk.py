"""What counselors and marketing do in real browsers: feedback from a phone, two who write one brief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from dashboard.store.briefs import Brief
from dashboard.store.workspace import Workspace
from tests.browser.screen import Screen
from tests.browser.server import Server

pytestmark = pytest.mark.browser
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}


def test_feedback_is_logged_on_a_phone_by_a_kept_link(
    start_server: Callable[[], Server], open_screen: Callable[[str], Screen], workspace_dir: Path
) -> None:
    screen = open_screen(f"{start_server().url}/feedback?log=true&who=Leo+Park")
    page = screen.page
    page.set_viewport_size(PHONE)
    screen.settle()
    page.get_by_role("radio", name="Confusion").or_(page.get_by_role("button", name="Confusion")).first.click()
    words = page.get_by_role("textbox", name="In the lead's words")
    words.fill("Is the offer for both eyes? Write planted@example.com")
    words.blur()
    screen.settle()
    assert screen.says("looks like an e-mail address")
    words.fill("Is the offer for both eyes?")
    words.blur()
    screen.settle()
    save = page.get_by_role("button", name="Save feedback")
    inside = save.bounding_box()
    assert inside
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    save.click()
    assert screen.says("Saved. Thank you.")
    expect(words).to_have_value("")
    (one,) = Workspace(workspace_dir).teams.feedback.all()
    assert (one.kind, one.words, one.who) == ("confusion", "Is the offer for both eyes?", "Leo Park")

    words.fill("is the offer for both eyes")
    words.blur()
    assert screen.says("Someone said this: add yours?")
    save.click()
    assert screen.says("2 times")
    assert [one.theme_id for one in Workspace(workspace_dir).teams.feedback.all()] == [1, 1]
    assert not screen.errors


def test_two_browsers_that_change_one_brief_lose_nobodys_words(
    start_server: Callable[[], Server], browser: Browser, workspace_dir: Path
) -> None:
    briefs = Workspace(workspace_dir).teams.briefs
    briefs.save(Brief("Spring", date(2026, 10, 1), offer="10 % off"))
    url = f"{start_server().url}/briefs"
    windows = [browser.new_context() for _ in range(2)]
    mia, ann = (Screen(window, url) for window in windows)
    for screen, label, words in ((mia, "Script lines", "Mia's line"), (ann, "What not to say", "Ann's warning")):
        screen.page.get_by_text("Change this brief").click()
        screen.settle()
        screen.page.get_by_label(label).fill(words)
        screen.page.get_by_label(label).blur()
        screen.settle()

    mia.press("Save as version 2")
    assert mia.says("Saved as version 2.")
    ann.press("Save as version 2")

    assert ann.says("Someone else changed this while you were writing")
    assert "Mia's line" in ann.text
    assert "Ann's warning" in ann.text
    expect(ann.page.get_by_label("What not to say")).to_have_value("Ann's warning")
    assert [(one.script, one.avoid) for one in briefs.versions()] == [("", ""), ("Mia's line", "")]
    expect(ann.page.get_by_label("Script lines")).to_have_value("Mia's line")
    ann.press("Save as version 3")
    assert ann.says("Saved as version 3.")
    newest = briefs.newest()[0]
    assert (newest.version, newest.script, newest.avoid) == (3, "Mia's line", "Ann's warning")
    assert not mia.errors + ann.errors
    for window in windows:
        window.close()
