"""The leads behind a reason for not booking, and what they showed or said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from dashboard.charts import text
from dashboard.charts.not_booked import TOGETHER, WORDS
from dashboard.filters import Filters
from dashboard.findings.hypotheses import detail_words, listed_words
from dashboard.metrics.feedback import themes
from dashboard.metrics.hypotheses import KINDS, details_beside, hypotheses, not_booked
from dashboard.ui.beside import beside, is_second
from dashboard.ui.escape import plain
from dashboard.ui.figure import headline, table
from dashboard.ui.heard import heard
from dashboard.ui.lead_list import lead_list
from dashboard.ui.workspace import workspace

if TYPE_CHECKING:
    from dashboard.metrics.leads import Slice
    from dashboard.ui.view import View

DETAILED: Final = ("not_real", "wrong_audience", "lacking")
"""Kinds that say more than their name."""
ASKED: Final = ("question", "confusion")
"""Kinds of feedback that speak of missing information."""
_BY_WHAT: Final = {
    "not_real": "By what shows it",
    "wrong_audience": "By what does not fit",
    "lacking": "By the reason recorded for the loss",
}


def everybody(view: View) -> Slice:
    """All leads of the chosen period: what a group is set beside."""
    return view.table.slice(Filters(view.filters.since, view.filters.until))


def not_booked_leads(view: View, by: str, points: list[dict[str, Any]]) -> None:
    """The leads of the part of a bar that is selected; without one, how to get there."""
    chosen = [tuple(point.get("customdata") or ())[:2] for point in points]
    held = (*view.table.values(by), TOGETHER)
    named = [pair for pair in chosen if len(pair) == 2 and pair[1] in KINDS and pair[0] in held]
    if not named:
        st.caption("Select a part of a bar to see its leads.")
        return
    value, kind = named[0]
    # narrowing the view, not replacing its choice: the group was found within it
    inside = {one: values for one, values in view.filters.where if one != by}
    group = Filters.of(view.filters.since, view.filters.until, inside | {by: (value,)})

    def listed(seen: View) -> None:
        found = not_booked(seen.slice if value == TOGETHER else seen.table.slice(group), kind)
        of = None if value == TOGETHER else (by, value)
        st.markdown(f"**{plain(listed_words(len(found), kind, of, seen.table.label))}**")
        lead_list(found, f"leads {kind}")

    beside(view, "not booked leads", listed)


def reasons(view: View) -> None:
    """For each explanation what its leads showed or said, most frequent first, beside the leads not in view."""
    whole = hypotheses(view.slice)
    details = details_beside(view.slice, everybody(view))
    # two beside each other: a third would cut the shares off
    places = [*st.columns(2, gap="large"), *st.columns(2, gap="large")]
    for place, kind in zip(places, DETAILED, strict=False):
        own = details.filter(pl.col("kind") == kind)
        number = whole[kind][0] or 0
        with place:
            headline(f"{WORDS[kind].capitalize()}: {text.count(number)}", f"{_BY_WHAT[kind]}, {view.slice_words}")
            if len(own):
                table(_readable_details(own, kind), f"reasons {kind}")
    if not is_second():
        with places[-1]:
            _open_questions(view)


def _open_questions(view: View) -> None:
    """What leads in the view asked and were confused about, as the phones heard it; nothing where none was noted."""
    found = heard(view, workspace())
    asked = themes(found.said.filter(pl.col("kind").is_in(ASKED)), found.as_of)
    if len(asked):
        headline("Asked on the phone", f"What leads asked or took wrongly, as it was noted, {view.slice_words}")
        table(asked.select(pl.col("theme").alias("Question"), pl.col("said").alias("Times")), "open questions")


def _readable_details(own: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The details under headers people read; shares are of the leads that did not book, here and elsewhere."""
    words = [detail_words(kind, detail) for detail in own["detail"]]
    usual = [(100 * pl.col("usual")).round(1).alias("Elsewhere, %")] if own["usual"].null_count() < len(own) else []
    share = (100 * pl.col("share")).round(1).alias("Share, %")
    return own.select(pl.Series("What", words), pl.col("leads").alias("Leads"), share, *usual)


def readable(found: pl.DataFrame, by: str) -> pl.DataFrame:
    """The numbers under headers people read."""
    return found.select(
        pl.col(by).fill_null(text.UNKNOWN).alias("Group"),
        pl.col("kind").replace(WORDS).alias("Why"),
        pl.col("part").alias("Leads"),
        pl.col("of").alias("Of those that did not book"),
        (100 * pl.col("share")).round(1).alias("Share, %"),
        (100 * pl.col("low")).round(1).alias("Range from, %"),
        (100 * pl.col("high")).round(1).alias("Range to, %"),
        (100 * pl.col("usual")).round(1).alias("Elsewhere, %"),
        pl.when("sure")
        .then(pl.lit("unlikely to be chance"))
        .otherwise(pl.lit("could be chance"))
        .alias("The difference"),
    )
