"""What the made-up practice's teams wrote down: feedback, briefs, agreements, goals, actions and one sync."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.sample.briefed import acknowledgements, briefs
from dashboard.sample.decided import actions, goals, syncs
from dashboard.sample.heard import feedback, themes
from dashboard.sample.settled import agreed, agreements
from dashboard.sample.written import Row


def records(figures: Mapping[str, Any]) -> dict[str, list[Row]]:
    """Every record by its table, in an order in which they can be stored; `figures` are those of the last sync."""
    return {
        "themes": themes(),
        "feedback": feedback(),
        "briefs": briefs(),
        "acknowledgements": acknowledgements(),
        "agreements": agreements(),
        "agreed": agreed(),
        "goals": goals(),
        "syncs": syncs(figures),
        "actions": actions(),
    }
