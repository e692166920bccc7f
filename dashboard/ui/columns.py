"""Column headers and number formats of the tables under the figures, in the words of the screen."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.charts import text
from dashboard.metrics.versions import CHANGE, THEN
from dashboard.stages import BY_NAME

_LABELS: Final = {
    "of_first": "Of the first",
    "of_previous": "Of the stage before",
    "low": "Range from",
    "high": "Range to",
    "median_days": "Days from the stage before (middle value)",
    "before_reached": "Reached, period compared",
    "before_of_previous": "Of the stage before, period compared",
    "won": "Went on",
    "skipped": "Not recorded here, but later",
    "median_s": "Half answered within",
    "p90_s": "Nine of ten within",
    "within_limit": "Within the limit",
    "median_business_s": "Half within, opening hours",
    "p90_business_s": "Nine of ten within, opening hours",
    "within_limit_business": "Within the limit, opening hours",
    "never": "No answer yet",
    "backwards": "Answered before inquiry",
    "band": "Wait",
    "mature": "Old enough to tell",
    "projected": "Rate to expect",
    "at_risk": "Followed that long",
    "open_share": "Still open, share",
    "closing_rate": "Closing rate",
    "return_on_spend": "Return on spend",
    "platform_leads": "Platform claims",
    "cost_per_lead": "Per inquiry",
    "cost_per_real": "Per real lead",
    "cost_per_qualified": "Per qualified lead",
    "cost_per_consult": "Per consult",
    "cost_per_procedure": "Per procedure",
    "spend_share": "Share of the campaign in view",
    "spread": "Counted by days",
    "booked_share": "Booked, of real leads",
    "real_share": "Real, share",
    "qualified_share": "Qualified, share",
    "rating": "Rating, 1 to 5",
    "rated": "Ratings",
    "words": "What counselors say",
    "newest": "Heard last",
    "days": "Days since",
    "lead_id": "Lead",
    "age_days": "Days since inquiry",
    "silent_days": "Days untouched",
    "worth": "Worth",
    "chance": "Chance",
    "unowned": "No owner",
    "no_followup": "Left lying",
    "handoffs_median": "Hand-offs, middle",
    "top_responder": "Busiest person",
    "top_responder_share": "Share of busiest",
    "top_share": "Share of busiest",
    "responders": "People",
    "away_days": "Days away",
    "leads_away": "Leads then",
    "leads_there": "Other days",
    "median_away_s": "Half within, away",
    "median_there_s": "Half within, others",
    "never_away": "No answer, away",
    "never_there": "No answer, others",
    "late": "Booked late",
    "late_share": "Booked late, share",
    "given_up": "Given up",
    "came_back": "Came back",
    "no_next_step": "No next step",
    "overdue": "Step overdue",
    "open": "Still open",
    "expected": "To expect",
    "mean_chance": "Chance of one",
    "due": "Contact due",
    "planned": "Contact planned",
    "unplanned": "No next step",
    "age": "Inquired before",
    "others_median_business_s": "Others, half within, opening hours",
    "there": "Got there",
    "undated": "Without a moment",
    "median_from_inquiry_s": "Half within, from the inquiry",
    "by_opening": "By the opening",
    "waiting": "Not yet",
    "not_due": "Not yet, within the limit",
    "clock": "Step",
    "tried": "Had this try",
    "arrival_hours": "Time of day",
    "tests": "Tests sent",
    "automatic": "Automatic reply",
    "met": "Checklist points",
    "reported_answered": "Answered, files",
    "reported_median_s": "Half within, files",
    "gap_s": "Gap",
    "last_leads": "Leads, by the last",
    "last_consult_booked": "Consults, by the last",
    "last_procedure_booked": "Procedures, by the last",
    "no_show": "Did not show up",
    "ahead": "Still ahead",
    "unsaid": "Nobody says",
    "no_show_rate": "No-shows, of attended and missed",
    "no_shows": "No-shows",
    "median_ahead_days": "Days from booking to consult (middle value)",
    "others_rate": "All others",
    "expected_rate": "Others as far ahead",
    "median_wait_days": "Days to the consult (middle value)",
    "p90_wait_days": "Nine of ten within (days)",
    "taken": "Slots taken",
}
_SHARES: Final = {"of_first", "of_previous", "low", "high", "rate", "share", "projected", "open_share", "change"} | {
    "within_limit",
    "within_limit_business",
    "before_of_previous",
    "closing_rate",
    "spend_share",
    "booked_share",
    "real_share",
    "qualified_share",
    "chance",
    "top_responder_share",
    "top_share",
    "never_away",
    "never_there",
    "late_share",
    "no_show_rate",
    "others_rate",
    "expected_rate",
    "taken",
    "mean_chance",
}
_DECIMAL: Final = {
    "expected",
    "median_days",
    "median_ahead_days",
    "median_wait_days",
    "p90_wait_days",
    "procedures",
    "rating",
    "slots",
}
_MONEY: Final = {"spend", "revenue", "value", "worth"}


def readable(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with stages and waiting times in words; shares stay numbers, so that they sort."""
    seconds = [name for name in frame.columns if name.endswith("_s")]
    said = frame.with_columns(
        pl.col(name).map_elements(text.duration, return_dtype=pl.String, skip_nulls=True) for name in seconds
    )
    if "stage" in said.columns:
        labels = {name: stage.label for name, stage in BY_NAME.items()}
        said = said.with_columns(pl.col("stage").replace(labels))
    return said


def column_config(frame: pl.DataFrame, labels: dict[str, str] | None = None) -> dict[str, Any]:
    """Header and format of each column; `labels` names fields the figure was split by."""
    return {name: _column(name, dtype, (labels or {}).get(name)) for name, dtype in frame.schema.items()}


def _column(name: str, dtype: pl.DataType, label: str | None) -> Any:
    base = name.removesuffix(THEN).removesuffix(CHANGE)
    suffix = ", other version" if name.endswith(THEN) else ", difference" if name != base else ""
    # headers of a grid are no Markdown: what escapes it would show
    header = text.clean(f"{label or _LABELS.get(base) or base.replace('_', ' ').capitalize()}{suffix}")
    if dtype == pl.Date:
        return st.column_config.DateColumn(header, format="D MMM YYYY")
    if name in _SHARES or base in _SHARES:
        return st.column_config.NumberColumn(header, format="percent")
    if name in _MONEY or name.startswith("cost_per"):
        return st.column_config.NumberColumn(header, format="%,.0f")
    if name == "return_on_spend":
        return st.column_config.NumberColumn(header, format="%.1f×")
    if name in _DECIMAL:
        return st.column_config.NumberColumn(header, format="%.1f")
    return header
