"""The parts of the Funnel page beside its charts: each step against the period compared, and why leads were lost."""

from __future__ import annotations

import polars as pl

from dashboard.findings.funnel import reasons_finding
from dashboard.metrics.funnel import funnel_steps, lost_reasons, with_before
from dashboard.stages import BY_NAME
from dashboard.ui.figure import headline, table
from dashboard.ui.stage_cards import stage_cards
from dashboard.ui.view import View


def steps_part(view: View) -> None:
    """Each step's share as a card, with its change; nothing where nothing is compared."""
    if view.before_slice is None:
        return
    headline("Each step beside the period compared", f"Share of the stage before; compared with {view.before_words}")
    stage_cards(with_before(funnel_steps(view.slice), funnel_steps(view.before_slice)))


def reasons_part(view: View, stage: str) -> None:
    """The reasons on record for leads lost after a stage."""
    reasons = lost_reasons(view.slice, stage)
    headline(
        reasons_finding(reasons),
        f"Reasons recorded for leads lost after {BY_NAME[stage].label.lower()}, {view.slice_words}",
    )
    if reasons["reason"].drop_nulls().len():
        table(reasons.with_columns(pl.col("reason").fill_null("(none recorded)")), "reasons")
