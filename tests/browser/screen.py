"""What a person does on a Leadloop screen, in their words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, ViewportSize, expect

from dashboard.ui.escape import JOINER

T = TypeVar("T")
PATIENCE_S: Final = 45
SIZE: Final[ViewportSize] = {"width": 1440, "height": 900}
_IDLE: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'


class Screen:
    """One browser window; nothing of one server is remembered for another."""

    def __init__(self, window: Browser | BrowserContext, url: str) -> None:
        self.page: Page = window.new_page()
        self.page.set_viewport_size(SIZE)
        self.errors: list[str] = []
        self.strangers: list[str] = []
        """Addresses outside this server that the page asked for."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda sent: self._note(sent.url, url))
        self.page.goto(url)
        self.page.get_by_test_id("stSidebarNav").wait_for(timeout=60_000)
        self.settle()
        # the parts of Streamlit's page are fetched when they are first needed
        self.page.wait_for_load_state("networkidle")

    def _note(self, asked: str, url: str) -> None:
        host = url.split("/")[2]
        if not asked.startswith(("data:", "blob:")) and asked.split("/")[2] != host:
            self.strangers.append(asked)

    def becomes(self, read: Callable[[], T], wanted: T) -> bool:
        """Whether something read off the screen comes to be as wanted; says what it was when it does not."""
        until = time.monotonic() + PATIENCE_S
        while (found := read()) != wanted and time.monotonic() < until:
            self.page.wait_for_timeout(100)
        assert found == wanted
        return True

    def says(self, words: str) -> bool:
        """Whether the page comes to say these words."""
        return self.becomes(lambda: words in self.text, True)

    @property
    def url(self) -> str:
        return self.page.url

    @property
    def asked(self) -> dict[str, list[str]]:
        """What the address asks for."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def count(self) -> str:
        """What stands beside the chips: '142 of 618 leads'."""
        return self.page.locator(".st-key-chips strong").inner_text()

    @property
    def chips(self) -> list[str]:
        """The chosen filters as chips say them."""
        words = self.page.locator('.st-key-chips [class*="st-key-drop"] button p').all_inner_texts()
        return [word.replace(JOINER, "") for word in words]

    @property
    def text(self) -> str:
        """Everything written on the page beside the navigation."""
        return self.page.get_by_test_id("stMain").inner_text().replace(JOINER, "")

    def settle(self) -> None:
        """Wait until the server has finished drawing."""
        self.page.wait_for_timeout(150)
        self.page.locator(_IDLE).wait_for(timeout=60_000)
        expect(self.page.locator(".stMain [data-stale=true]")).to_have_count(0)

    def go(self, title: str) -> None:
        """Open a page by its name in the navigation."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_function(f"document.title.startsWith({title!r})")
        self.settle()

    def choose(self, label: str, value: str, *, last: bool = False) -> None:
        """Pick a value in a select box or add one to a multiselect; `last`: the lowest of several so called."""
        boxes = self.page.get_by_role("combobox", name=label, exact=True)
        box = boxes.last if last else boxes.first
        option = self.page.get_by_role("option", name=value, exact=True)
        self._unroll(box)
        if not option.count():
            # a long list holds only what is in sight; typing finds the rest
            self.page.keyboard.type(value)
        option.click()
        self.page.keyboard.press("Escape")
        self.settle()

    def _unroll(self, box: Locator) -> None:
        """Open the list of a select box; one that has just opened closes again when the page is drawn or scrolls."""
        offered = self.page.get_by_role("option").first
        for last in (False, False, True):
            box.scroll_into_view_if_needed()
            box.click()
            try:
                offered.wait_for(timeout=4_000)
            except TimeoutError:
                # a click may fall on a list that is just closing; the keys open it wherever it stands
                box.press("ArrowDown")
                if last:
                    offered.wait_for()
            if offered.is_visible():
                return

    def chosen(self, label: str) -> str:
        """What the first select box of this name shows."""
        return self.page.get_by_role("combobox", name=label, exact=True).first.input_value()

    def pick(self, option: str) -> None:
        """Pick one of a few answers that are all in sight."""
        self.page.locator("label", has_text=option).first.click()
        self.settle()

    def unfold(self, title: str) -> None:
        """Open what is folded under a title, by a part of it, where it is not open yet."""
        title_line = self.page.locator("summary", has_text=title).first
        title_line.wait_for()
        if not title_line.locator("..").evaluate("folded => folded.open"):
            title_line.click()
            self.settle()

    def drop(self, chip: str) -> None:
        """Click the chip of a filter away."""
        self.page.locator(".st-key-chips button", has_text=chip).click()
        self.settle()

    def press(self, name: str) -> None:
        """Click a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def upload(self, *files: Path) -> None:
        """Put files into the page's uploader."""
        self.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(file) for file in files])
        self.settle()

    def enter_day(self, label: str, day: str) -> None:
        """Type a day, written YYYYMMDD, into a date field."""
        self.page.get_by_role("spinbutton", name=f"year, {label}").click()
        self.page.keyboard.type(day)
        # the field takes the day when it is left
        self.page.mouse.click(SIZE["width"] - 3, SIZE["height"] - 3)
        self.settle()

    def find(self, text: str) -> Locator:
        """Where this text stands."""
        return self.page.get_by_text(text)

    def close(self) -> None:
        """Close the window."""
        self.page.close()
