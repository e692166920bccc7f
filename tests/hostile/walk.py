"""A walk through the whole app in a browser that lets nothing out, and what was found wrong on the way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Download, Locator, Page, Route, TimeoutError

from dashboard.spreadsheet import STARTS
from dashboard.ui.escape import JOINER
from tests.browser.screen import SIZE, Screen

LOOK: Final = """
() => {
  const width = document.documentElement.clientWidth, found = [];
  if (window.TRIPPED) found.push('a script ran');
  if (document.scrollingElement.scrollWidth > width + 1) found.push('the page is wider than the window');
  const clips = (one) => { for (let e = one.parentElement; e; e = e.parentElement)
    if (getComputedStyle(e).overflowX !== 'visible' && e.getBoundingClientRect().right <= width + 1) return true;
    return false; };
  for (const one of document.querySelectorAll('[data-testid=stMain] *, [data-testid=stSidebar] *')) {
    const box = one.getBoundingClientRect();
    if (box.width > 0 && box.right > width + 1 && !clips(one))
      found.push(`${one.tagName} reaches to ${Math.round(box.right)}: ${one.textContent.slice(0, 60)}`);
  }
  for (const one of document.querySelectorAll('a[href], [src], iframe, form[action], object, embed')) {
    const to = one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? one.getAttribute('src') ?? '';
    let at = null;
    try { at = new URL(to || '#', location.href); } catch { continue; }
    const away = /^https?:$/.test(at.protocol) && at.host !== location.host;
    const odd = at.protocol === 'javascript:' || (at.protocol === 'file:' && location.protocol !== 'file:');
    if (away || odd || one.tagName === 'IFRAME')
      found.push(`${one.tagName} to ${to.slice(0, 80)}`);
  }
  if (document.querySelector('.katex')) found.push('LaTeX was set');
  for (const one of document.querySelectorAll('[data-testid=stIconMaterial]'))
    if (one.textContent === 'skull') found.push('an icon was drawn');
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, tag = node.parentElement.tagName;
    if (/trip[a-z]|💀/.test(node.data) && !['SCRIPT', 'STYLE', 'OPTION'].includes(tag))
      words.push(`${node.parentElement.tagName} ${node.parentElement.textContent}`);
  }
  return {found: [...new Set(found)], words: [...new Set(words)]};
}
"""
"""What is wrong with the page as it stands, and every text that holds a word by which markup betrays itself."""
_WORD: Final = re.compile(r"trip[a-z]+")
_BLOCKS: Final = {"H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "BLOCKQUOTE", "LABEL"}
_CSV: Final = re.compile(STARTS)


class Walk:
    """One window on a server. Whatever asks for an address elsewhere is refused and counts as found."""

    def __init__(self, browser: Browser, url: str, texts: Sequence[str]) -> None:
        self.found: list[str] = []
        self._before = {word: text[: text.index(word)][-1:] for text in texts for word in _WORD.findall(text)}
        self._host = urlsplit(url).netloc
        context = browser.new_context(viewport=SIZE, accept_downloads=True)
        context.route("**/*", self._route)
        context.on("page", lambda page: self._watch(page))
        # every lead in view: the page of the sync would begin with four weeks
        self.screen = Screen(context, f"{url}/funnel?period=All+dates")
        self.context = context

    def look(self, where: str) -> None:
        """Note what is wrong with the page on the screen."""
        said: dict[str, Any] = self.screen.page.evaluate(LOOK)
        faults = [*said["found"], *self._markup(said["words"])]
        self.found += [f"{where}: {fault}" for fault in dict.fromkeys(faults)]

    def unfold(self, most: int) -> None:
        """Open what is folded on the page, at most so much of it."""
        for _ in range(most):
            closed = self.screen.page.locator(".stMain details:not([open]) > summary")
            if not closed.count():
                return
            closed.first.click()
            self._settle()

    def _settle(self) -> None:
        """Wait until the page stands still, several times as long as in a test of one page."""
        for _ in range(6):
            try:
                self.screen.settle()
            except (AssertionError, TimeoutError):
                continue
            return
        self.found.append("the page did not come to rest")

    def go(self, title: str) -> None:
        """Open a page by its name in the navigation."""
        try:
            self.screen.go(title)
        except (AssertionError, TimeoutError):
            self._settle()

    def downloads(self, most: int) -> Iterator[tuple[str, bytes]]:
        """The files behind the download buttons of the page, at most so many."""
        buttons = self.screen.page.get_by_test_id("stDownloadButton").get_by_role("button")
        for at in range(min(buttons.count(), most)):
            saved = self._saved(buttons.nth(at)) or self._saved(buttons.nth(at))
            if saved is None:
                self.found.append(f"no file came of {buttons.nth(at).inner_text()!r} on {self.screen.page.url[-80:]}")
                continue
            yield saved.suggested_filename, Path(saved.path()).read_bytes()

    def _saved(self, button: Locator) -> Download | None:
        """The file behind a button; None where none came: a page that was being drawn anew forgets a click."""
        self._settle()
        try:
            with self.screen.page.expect_download() as saved:
                button.click()
        except TimeoutError:
            return None
        return saved.value

    def open_file(self, path: Path) -> None:
        """Look at a file that left the room, as whoever got it opens it."""
        page = self.context.new_page()
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        said: dict[str, Any] = page.evaluate(LOOK)
        self.found += [f"{path.name}: {fault}" for fault in (*said["found"], *self._markup(said["words"]))]
        page.close()

    def close(self) -> None:
        """End the walk; errors of the page count as found."""
        self.found += [f"error: {error}" for error in self.screen.errors]
        self.context.close()

    def _markup(self, words: list[str]) -> list[str]:
        """Words that stand without the sign before them: the sign was taken for markup."""
        bare = []
        for tag, _, text in (text.replace(JOINER, "").partition(" ") for text in words):
            if tag in _BLOCKS and _WORD.fullmatch(text.strip()):
                bare.append(f"{text.strip()} became a {tag}")
            for match in _WORD.finditer(text):
                sign = self._before.get(match[0], "")
                before = text[max(match.start() - 1, 0) : match.start()]
                # a label of several lines breaks at blanks
                if sign.strip() and before != sign:
                    bare.append(f"{match[0]} without {sign!r} before it: {text[:80]!r}")
            if "💀" in text:
                bare.append("a word between colons became a picture")
        return bare

    def _route(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.netloc == self._host or asked.scheme in ("data", "blob", "file"):
            route.continue_()
        else:
            self.found.append(f"asked for {route.request.url[:120]}")
            route.abort()

    def _watch(self, page: Page) -> None:
        page.on("dialog", lambda dialog: (self.found.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "websocket",
            lambda socket: None if urlsplit(socket.url).netloc == self._host else self.found.append(socket.url),
        )


def formulas(sheet: str) -> list[str]:
    """The cells of a CSV that a spreadsheet would run."""

    return [cell for row in csv.reader(io.StringIO(sheet)) for cell in row if _CSV.match(cell) and not _number(cell)]


def _number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?%?", cell, re.IGNORECASE))
