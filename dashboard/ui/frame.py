"""What stands above every page: the sample mark, the state of the data, and on analysis pages the filters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.store.imports import StoreError
from dashboard.ui import strip, view
from dashboard.ui.escape import plain
from dashboard.ui.filter_bar import filter_bar
from dashboard.ui.navigation import here
from dashboard.ui.other_version import other
from dashboard.ui.said import said
from dashboard.ui.server import CLICK
from dashboard.ui.workspace import agreements_in_force, imports, is_sample, leads

_PICTURES: Final = Path(__file__).parent

# Only what the theme cannot say. A table's own download button would write cells that a spreadsheet
# runs as formulas; ours (figure.download) does not. On a phone a chart is pushed aside, not pressed together.
_STYLE: Final = """<style>
[data-testid="stMainBlockContainer"] {padding-left: 2.5rem; padding-right: 2.5rem;}
[data-testid="stCaptionContainer"] {color: inherit; opacity: 0.8;}
[data-testid="stElementToolbarButton"]:has([aria-label*="ownload"]) {display: none;}
:is(.st-key-strip, .st-key-chips) :is([data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"], p) {
  margin: 0;
}
.st-key-strip button {min-height: 1.5rem; padding: 0;}
.st-key-chips button {min-height: 1.75rem; padding: 0 0.5rem;}
@media (max-width: 640px) {
  [data-testid="stElementContainer"]:has([data-testid="stPlotlyChart"]) {overflow-x: auto;}
  [data-testid="stFullScreenFrame"]:has([data-testid="stPlotlyChart"]) {min-width: 640px;}
}
</style>"""


def page_config() -> None:
    """Title, icon and width, before anything is drawn. No picture is fetched from elsewhere."""
    st.set_page_config("Leadloop", _PICTURES / "icon.svg", layout="wide", initial_sidebar_state=230)
    st.logo(_PICTURES / "logo.svg", size="large")


def above(title: str, *, analysis: bool, sync: bool = False) -> None:
    """Draw the frame of the page with this title; on an analysis page set the view it reads.

    The page of the sync begins with what came in since the last one.
    """
    st.set_page_config(page_title=f"{title} · Leadloop")
    st.html(_STYLE)
    said(CLICK)
    table = leads()
    with st.container(gap="small", key="frame"):
        agreed, sample = agreements_in_force(), is_sample()
        beside = strip.strip(table, imports(), agreed, is_sample=sample, versions=here().versions)
        if analysis:
            seen = filter_bar(table, sync=sync)
            view.show(replace(seen, other=other(seen, beside)))
        else:
            view.forget()


@contextmanager
def sentences() -> Iterator[None]:
    """Say what is wrong with the workspace in place of the rest of the page."""
    try:
        yield
    except StoreError as error:
        st.error(plain(str(error)), icon=":material/error:")
