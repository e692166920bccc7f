"""Who of the practice looks after leads these days."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable

DAYS: Final = 90
"""Who was given no lead for so long is no counselor here any more."""


def counselors(table: LeadTable) -> tuple[str, ...]:
    """Owners of the leads of the last 90 days in the data, those with the most leads first."""
    owner = table.dimension("owner")
    counts = table.slice(Filters(since=table.as_of.date() - timedelta(days=DAYS))).counts(owner.axis)
    found = [(int(leads), name) for leads, name in zip(counts, owner.values, strict=True) if leads and name]
    return tuple(name for _, name in sorted(found, key=lambda pair: (-pair[0], pair[1])))
