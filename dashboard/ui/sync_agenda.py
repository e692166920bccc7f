"""The agenda of the sync on the screen: its leads, and what the records say beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.findings.droughts import drought_finding
from dashboard.metrics.leaks.report import LeakReport
from dashboard.minutes.compose import agenda
from dashboard.minutes.did import did
from dashboard.minutes.followed import goals_said
from dashboard.minutes.spoken import heard_until, spoken
from dashboard.ui.action_effect import effects
from dashboard.ui.drought_notice import silent_sources
from dashboard.ui.goal_standing import standing
from dashboard.ui.leak_search import searches
from dashboard.ui.view import View
from dashboard.ui.workspace import campaigns, workspace

if TYPE_CHECKING:
    from dashboard.minutes.agenda import Agenda


def agenda_of(view: View, *, with_leaks: bool) -> Agenda:
    """The agenda of the view. Leaks are searched for only where they are asked for: that may take a while."""
    nothing = LeakReport(view.table.as_of, view.slice.size, 0, None, (), (), (), ())
    silent, teams = silent_sources(view), workspace().teams
    return agenda(
        view.slice,
        view.before_slice,
        searches().report(view.slice) if with_leaks else nothing,
        spoken(
            teams,
            heard_until(teams, view.table.as_of.date()),
            view.filters.since,
            goals=goals_said(teams.goals.all(), view.table.as_of.date(), standing),
            effects=effects(),
        ),
        sample=workspace().is_sample,
        compared=view.before_words,
        droughts=[drought_finding(row, view.table.label) for row in silent.iter_rows(named=True)],
        did=did(view.slice, campaigns()),
    )
