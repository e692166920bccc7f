"""The browser the tests drive: one that is here, else one that can be had.

`python -m tests.chromium` makes sure there is one before the tests start; `executable()` finds it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

ON_PATH: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
ELSEWHERE: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
ARGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What a browser is started with so that it runs as root, in containers, and calls nobody by itself."""

APT: Final = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")


def executable() -> str | None:
    """Path of a Chromium, Chrome or Edge that starts; None where there is none."""
    return next((path for path in _candidates() if Path(path).is_file() and _starts(path)), None)


def install() -> None:
    """Tries Debian's package when that is allowed here, then Playwright's own download."""
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        print("No browser found; installing Debian's chromium ...", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(APT, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        if executable():
            return
    print("No browser found; downloading Playwright's chromium ...", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> str | None:
    """Nothing when there is a browser in the end, else the sentence to stop with."""
    if executable() is None:
        install()
    if executable() is None:
        return (
            "The tests need a browser, and none could be had. Install Chromium, Google Chrome or Microsoft Edge "
            "(on Debian as root: apt-get install chromium), then run make test again."
        )
    return None


def _candidates() -> Iterator[str]:
    yield from (path for name in ON_PATH if (path := shutil.which(name)))
    yield from ELSEWHERE
    # asked last, because asking starts Playwright
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser may be a stub that only says where to get the real one
    if sys.platform == "win32":
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
