"""The whole app, run by Streamlit without a browser, always from streamlit_app.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.ingest.checking import check
from dashboard.ingest.reading import read
from dashboard.practice import Practice
from dashboard.store.sample_records import PUT_AWAY
from dashboard.store.workspace import Workspace

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


@pytest.fixture
def open_app(workspace_dir: Path) -> Iterator[Open]:
    """Opens the app on this test's workspace, at a page and with a query; fails where the page does.

    The sample's records are put away: what a test writes is all there is.
    """
    workspace_dir.mkdir(parents=True, exist_ok=True)
    (workspace_dir / PUT_AWAY).touch()

    def open_(page: str = "", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=90)
        for name, value in query.items():
            app.query_params[name] = value
        if page:
            # a page of its own, as by a deep link: the start page would set its period first
            app.switch_page(f"pages/{page}.py")
        app.run()
        assert not app.exception, app.exception[0].value
        return app

    yield open_
    st.cache_resource.clear()
    st.cache_data.clear()


def import_leads(folder: Path, *lines: str) -> None:
    """Put the lines of a csv file of leads, its header first, into the workspace in a folder."""
    here = Workspace(folder)
    here.add([check(read("leads.csv", "\n".join(lines).encode()), Practice(), here.match_key())])
