"""What every test may lean on: a workspace of its own, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests import chromium

# What is accepted or refused must not hang on luck or on how busy the machine is: the same cases each time.
# `make explore` looks for new ones.
settings.register_profile(
    "same-cases", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("new-cases", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same-cases")


@pytest.fixture(autouse=True)
def workspace_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a workspace, in place of the user's, for this test only."""
    place = tmp_path / "workspace"
    monkeypatch.setenv("LEADLOOP_WORKSPACE", str(place))
    return place


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser that all browser tests share; each opens pages of its own."""
    path = chromium.executable()
    assert path, chromium.main()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGS))
        yield started
        started.close()
