"""The headline figures of waiting and reach, with the change against the compared period in words."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts import text
from dashboard.charts.clocks import wait_words
from dashboard.findings.response import backwards_sentence
from dashboard.ui.escape import plain


def response_cards(times: pl.DataFrame, before: pl.DataFrame | None, business: bool) -> None:
    """Share within the limit, median, 90th percentile and still waiting; `times` and `before` have one row."""
    suffix = "_business" if business else ""
    now = times.row(0, named=True)
    then = before.row(0, named=True) if before is not None else {}
    within, median, slowest = f"within_limit{suffix}", f"median{suffix}_s", f"p90{suffix}_s"
    with st.grid(4, min_column_width=180, gap="small"):
        _card("Answered within the limit", text.percent(now[within]), _points(now[within], then.get(within)))
        _card("Half are answered within", wait_words(now[median]), _time(now[median], then.get(median)))
        _card("Nine of ten within", wait_words(now[slowest]), _time(now[slowest], then.get(slowest)))
        never = text.percent(now["never"] / now["leads"]) if now["leads"] else "–"
        _card("No answer yet", never, None, f"{text.share(now['never'], now['leads'])}")
    odd = backwards_sentence(now)
    if odd:
        st.warning(plain(odd), icon=":material/event_busy:")


def reach_cards(now: dict[str, Any]) -> None:
    """Tried, reached, never tried and tries of one lead; `now` is the one row of `reach`."""
    known = now["attempted"] is not None
    with st.grid(4, min_column_width=180, gap="small"):
        if known:
            _card(
                "Tried", text.percent(now["attempted"] / now["leads"]), None, text.share(now["attempted"], now["leads"])
            )
        if now["reached"] is not None:
            _card(
                "Reached", text.percent(now["reached"] / now["leads"]), None, text.share(now["reached"], now["leads"])
            )
            _card("Never reached", text.count(now["never_reached"]), None, f"of {text.count(now['leads'])}")
        if now["attempts_median"] is not None:
            _card("Tries for a lead, middle value", f"{now['attempts_median']:g}", None)


def _card(label: str, value: str, change: tuple[str, bool] | None, below: str | None = None) -> None:
    said, better = change or (None, True)
    st.metric(
        label,
        value,
        said,
        delta_color=("green" if better else "red") if said else "off",
        delta_arrow="off",
        delta_description=below,
        border=True,
    )


def _points(now: float | None, then: float | None) -> tuple[str, bool] | None:
    """A share's change in words, and whether more is better: it is."""
    if now is None or then is None:
        return None
    points = round((now - then) * 100)
    word = "point" if abs(points) == 1 else "points"
    return (
        ("as before", True)
        if not points
        else (f"{abs(points)} {word} {'better' if points > 0 else 'worse'}", points > 0)
    )


def _time(now: float | None, then: float | None) -> tuple[str, bool] | None:
    """A time's change in words; less is better."""
    if now is None or then is None:
        return None
    if abs(now - then) < 60:
        return "as before", True
    return f"{'faster' if now < then else 'slower'} by {text.duration(abs(now - then))}", now < then
