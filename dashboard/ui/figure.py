"""A finding with its chart, its definition and its numbers: how every figure of every page is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboard.charts.house import ink
from dashboard.small_cells import SAID, of_single_leads, without_small
from dashboard.spreadsheet import safe_csv
from dashboard.ui.action_maker import Cause, make_action
from dashboard.ui.beside import is_second, own_name
from dashboard.ui.columns import column_config, readable
from dashboard.ui.escape import plain
from dashboard.ui.export import export_button, small_hidden
from dashboard.ui.view import other

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice
    from dashboard.ui.view import View

Numbers = pl.DataFrame | Callable[[], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a figure shows of some leads."""

    finding: str
    chart: Any
    alt: str
    numbers: Numbers


def figure(
    *,
    finding: str,
    subtitle: str,
    chart: Any,
    numbers: Numbers,
    alt: str,
    definition: str,
    name: str,
    select: bool = False,
    again: Callable[[Slice], Drawn] | None = None,
    hides: bool = False,
) -> list[dict[str, Any]]:
    """Draw a figure, and return the points selected in it (none unless `select`).

    All words are plain text and may hold values from files; they are escaped here. `name` is
    unique on the page: it keys the widgets and names the downloads. `numbers` may be a function;
    it is called only once the reader asks for them. `again` draws the same of other leads: those in view
    as they count under another version of an agreement, where the reader has chosen one. `hides` says that it counts
    people of a practice other than the one on the screen that keeps small counts in the room.
    """
    hides, name = hides or small_hidden(), own_name(name)
    headline(finding, subtitle, definition)
    points = _chart(chart, alt, name, select, hides)
    numbers_below(numbers, name, hides)
    beside = other()
    if again and beside and not is_second():
        with st.container(border=True, key=f"{name} beside"):
            drawn = again(beside.leads)
            headline(drawn.finding, f"The same under {beside.said}")
            _chart(drawn.chart, drawn.alt, f"{name} under another version", select=False, hides=hides)
            numbers_below(drawn.numbers, f"{name} under another version", hides)
    return points


def _chart(chart: Any, alt: str, name: str, select: bool, hides: bool) -> list[dict[str, Any]]:
    event: Any = st.plotly_chart(
        ink(chart, dark=st.context.theme.type == "dark"),
        key=f"{name} chart",
        alt=alt,
        on_select="rerun" if select else "ignore",
        selection_mode="points",
        config={
            "displaylogo": False,
            # a picture of a chart leaves the room with every count in it; for no buttons Plotly draws all it has
            "displayModeBar": False if hides else "hover",
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"format": "png", "filename": f"leadloop {name}", "scale": 2},
        },
    )
    return list(event.selection.points) if select else []


def headline(finding: str, subtitle: str, definition: str = "") -> None:
    """The finding as a title, what is measured and who is counted below it, the definition behind the (?)."""
    with st.container(gap=None):
        st.subheader(plain(finding).replace(" %", "\u00a0%"), help=_help(definition), anchor=False)
        st.caption(plain(subtitle))


def numbers_below(numbers: Numbers, name: str, hides: bool = False) -> None:
    """The figure's numbers, worked out and drawn only while the reader has them open. `hides` as in `figure`."""
    opened = st.expander("Numbers", key=f"{name} numbers", on_change="rerun", icon=":material/table_rows:")
    if not opened.open:
        return
    with opened:
        table(numbers() if callable(numbers) else numbers, name, hides)
        make_action(Cause("figure", name))
        if not (hides or small_hidden()):
            st.caption("The camera at the chart's upper right corner saves the chart as PNG.")


def table(frame: pl.DataFrame, name: str, hides: bool = False) -> None:
    """A table with its CSV download. Where small counts stay in the room, a table can be copied and has none either;
    a list of single leads is there to work with, and has no download. `hides` as in `figure`."""
    hides, name = hides or small_hidden(), own_name(name)
    guarded = hides and not of_single_leads(frame)
    shown = without_small(frame) if guarded else frame
    st.dataframe(
        readable(shown), hide_index=True, key=f"{name} table", column_config=column_config(frame), placeholder="–"
    )
    if guarded and shown.null_count().sum_horizontal().sum() > frame.null_count().sum_horizontal().sum():
        st.caption(SAID)
    download(frame, name, hides=hides)


def download(frame: pl.DataFrame, name: str, label: str = "Download CSV", hides: bool = False) -> None:
    """A button that saves the table as CSV; the file is only written when someone asks for it."""
    hides, name = hides or small_hidden(), own_name(name)
    if hides and of_single_leads(frame):
        st.caption("A list of single leads is not exported while small counts are hidden (Settings).")
        return
    leaving = without_small if hides else (lambda table: table)
    export_button(label, lambda: safe_csv(leaving(frame)), f"leadloop {name}.csv", "text/csv", key=f"{name} csv")


def empty(sentence: str, next_step: str = "") -> None:
    """What stands where a figure cannot be: one sentence, and what to do about it."""
    st.info(plain(f"{sentence} {next_step}".strip()), icon=":material/info:")


def no_inquiries(view: View) -> None:
    """What stands on a page without a lead: what to do about it, be it to import some."""
    if view.table.size:
        empty("No inquiries in this view.", "Choose a longer period or clear the filters.")
    else:
        empty("No inquiries have been imported yet.", "Upload an export of leads on the Imports page.")


def _help(definition: str) -> str | None:
    return "  \n".join(plain(line) for line in definition.splitlines()) or None
