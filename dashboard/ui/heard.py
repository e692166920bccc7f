"""What was heard in the view: the feedback that the page's filters let through, and as of which day it is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from dashboard.metrics.feedback import feedback_in
from dashboard.store.workspace import Workspace
from dashboard.ui.person import local_day
from dashboard.ui.view import View


@dataclass(frozen=True, slots=True)
class Heard:
    """Feedback in view, and the day from which 'lately' is counted back."""

    said: pl.DataFrame
    as_of: date


def heard(view: View, workspace: Workspace) -> Heard:
    """The feedback in view. A period up to the newest lead goes on to today: words come sooner than exports."""
    filters, now = view.filters, local_day(view.table.practice)
    if filters.until and filters.until > view.table.as_of.date():
        filters = replace(filters, until=None)
    last = filters.until - timedelta(days=1) if filters.until else now
    return Heard(feedback_in(workspace.teams.feedback.table(), filters), min(now, last))
