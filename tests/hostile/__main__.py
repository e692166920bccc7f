"""Every hostile value as every name, through every page with all that is folded open: `python -m tests.hostile [N]`.

N: only the first so many batches of ten values. It ends with 1 where anything ran, left, broke out or became a formula.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from dashboard.cli import main as cli
from dashboard.cli.figures import FIGURES
from dashboard.ui.navigation import SECTIONS
from tests import chromium
from tests.browser.server import Server
from tests.hostile.practice import attacked
from tests.hostile.values import TEXTS
from tests.hostile.walk import Walk, formulas

BATCH: Final = 10


def through(browser: Browser, texts: list[str], folder: Path) -> tuple[list[str], int]:
    """What is found wrong where everything is called by these texts, and how many sheets were looked at."""
    workspace = attacked(folder / "workspace", texts)
    server = Server(workspace.folder, folder / "server.log")
    walk = Walk(browser, server.url, texts)
    sheets: dict[str, str] = {}
    for title in (place.title for section in SECTIONS.values() for place in section):
        walk.go(title)
        walk.look(title)
        walk.unfold(20)
        walk.look(f"{title}, unfolded")
        sheets |= {f"{title}: {name}": data.decode() for name, data in walk.downloads(30) if name.endswith(".csv")}
    for form in ("html", "md"):
        page = folder / f"minutes.{form}"
        page.write_text(_said(workspace.folder, "minutes", "--format", form), "utf-8")
    walk.open_file(folder / "minutes.html")
    for name, figure in FIGURES.items():
        sheets[f"figures {name}"] = _said(workspace.folder, "figures", name, "--format", "csv")
        if figure.splits:
            by = ("--by", "campaign", "--format", "csv")
            sheets[f"figures {name} by campaign"] = _said(workspace.folder, "figures", name, *by)
    walk.found += [f"{name}: a formula: {cell[:60]!r}" for name, sheet in sheets.items() for cell in formulas(sheet)]
    walk.found += [f"the log quotes {text[:40]!r}" for text in texts if len(text) > 8 and text[:40] in server.log]
    walk.close()
    server.stop()
    return walk.found, len(sheets)


def _said(folder: Path, *words: str) -> str:
    return CliRunner().invoke(cli, [*words, "--workspace", str(folder)], catch_exceptions=False).stdout


def main(arguments: list[str]) -> int:
    """Walk through with every batch; what the process should end with."""
    began, found, sheets = time.monotonic(), [], 0
    batches = [list(TEXTS[at : at + BATCH]) for at in range(0, len(TEXTS), BATCH)]
    # names are told apart by at least four
    batches[-1] += TEXTS[: max(0, 4 - len(batches[-1]))]
    batches = batches[: int(arguments[0])] if arguments else batches
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGS))
        for number, texts in enumerate(batches):
            sys.stderr.write(f"batch {number + 1} of {len(batches)}\n")
            (place := Path(folder) / str(number)).mkdir()
            wrong, looked_at = through(browser, texts, place)
            found, sheets = found + [f"batch {number + 1}: {one}" for one in wrong], sheets + looked_at
            for one in wrong:
                sys.stderr.write(f"{one}\n")
        browser.close()
    pages = sum(len(section) for section in SECTIONS.values())
    minutes = (time.monotonic() - began) / 60
    sys.stdout.write(
        f"{sum(map(len, batches))} hostile values through {pages} pages, {sheets} sheets and the minutes in "
        f"{minutes:.0f} minutes: {len(found)} faults.\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
