"""From a filter click to the new figure in a real browser at 100,000 leads, beside a bare page with one chart.

Also how long an import of the same leads takes, from the confirmed file to the first figure.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

from playwright.sync_api import Page, sync_playwright

from dashboard.filters import Filters
from dashboard.ingest.checking import check
from dashboard.ingest.reading import read
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import lead_table
from dashboard.sample.exports import exports
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice
from dashboard.store.workspace import Workspace
from tests import chromium
from tests.bench import leads
from tests.browser.server import Server

SIZE: Final = 100_000
_DRAWN: Final = "JSON.stringify((document.querySelector('.js-plotly-plot') || {data: []}).data.map(d => d.x))"


def main() -> None:
    """Print the two figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _import(folder)
        leads.write(folder, SIZE)
        app = _clicks(Server(folder, folder / "app.log"), "Doctor", "/funnel")
        bare = _clicks(Server(folder, folder / "bare.log", Path(__file__).with_name("bare_page.py")), "Doctor", "")
        first, click = (app[step] / bare[step] for step in ("first page", "click"))
        print(f"\nIn the browser at {SIZE:,} leads, seconds")
        print(f"{'':14}{'first page':>12}{'filter click':>14}")
        for said, times in (("leadloop", app), ("bare page", bare)):
            print(f"{said:14}{times['first page']:>12.2f}{times['click']:>14.2f}")
        print(f"{'ratio':14}{first:>11.1f}x{click:>13.1f}x")


def _import(folder: Path) -> None:
    """Read, check and store the canonical file, then count the funnel."""
    data = exports(sample_practice(leads=SIZE))["canonical/leads.csv"]
    workspace = Workspace(folder)
    started = perf_counter()
    checked = check(read("leads.csv", data), SAMPLE_PRACTICE, workspace.match_key())
    confirmed = perf_counter()
    workspace.add([checked])
    stored = perf_counter()
    table = lead_table(workspace.leads(), workspace.practice(), workspace.segments())
    funnel_steps(table.slice(Filters()))
    print(
        f"\nImport of {SIZE:,} leads ({len(data) / 1e6:.0f} MB): read and check {confirmed - started:.1f} s, "
        f"store {stored - confirmed:.1f} s, first figure {perf_counter() - stored:.1f} s"
    )


def _clicks(server: Server, label: str, page_path: str) -> dict[str, float]:
    """Seconds to the first chart in a warm server, and the median of ten filter clicks to a redrawn chart."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGS))
            _open(browser.new_page(), server.url + page_path)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            opened = _open(page, server.url + page_path)
            times = [_click(page, label, place) for place in range(10)]
            browser.close()
        return {"first page": opened, "click": statistics.median(times[2:])}
    finally:
        server.stop()


def _open(page: Page, url: str) -> float:
    started = perf_counter()
    page.goto(url)
    page.wait_for_function(f"{_DRAWN} !== '[]'", timeout=120_000, polling=10)
    taken = perf_counter() - started
    page.wait_for_timeout(3000)
    return taken


def _click(page: Page, label: str, place: int) -> float:
    """Add a doctor, or take the last one away again, and wait for other bars."""
    before = page.evaluate(_DRAWN)
    box = page.get_by_role("combobox", name=label, exact=True)
    if place % 2:
        box.press("Backspace")
        started = perf_counter()
    else:
        box.click()
        option = page.get_by_role("option").nth(1)
        option.wait_for()
        started = perf_counter()
        option.click()
    page.wait_for_function(f"before => {_DRAWN} !== before", arg=before, timeout=30_000, polling="raf")
    taken = perf_counter() - started
    page.keyboard.press("Escape")
    page.wait_for_timeout(1200)
    return taken


if __name__ == "__main__":
    main()
