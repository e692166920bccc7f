"""Which leads a sync is about, unless somebody chooses others: those since the last one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dashboard.filters import Filters

USUAL_DAYS: Final = 28
"""Four weeks hold every weekday equally often."""
FEWEST_DAYS: Final = 7


def since_last(last_as_of: date | None, newest: date) -> Filters:
    """Leads from the day after the last sync's newest day to the newest day in the data.

    Without an earlier sync, or with less than a week of new data since, the last four weeks.
    """
    after = newest + timedelta(days=1)
    if last_as_of is None or (newest - last_as_of).days < FEWEST_DAYS:
        return Filters.of(after - timedelta(days=USUAL_DAYS), after)
    return Filters.of(last_as_of + timedelta(days=1), after)
