"""What each team did in a period, from the record: what marketing ran and spent, what the phones tried and booked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.charts import text
from dashboard.metrics.campaigns import campaign_returns, currencies
from dashboard.metrics.leads import Slice
from dashboard.metrics.pace import per_day
from dashboard.metrics.reach import can_tell, reach
from dashboard.stages import BY_NAME

_COUNTED: Final = {"consult_booked": "Sales", "consult_attended": "Operations", "procedure_booked": "Operations"}
"""Whose work it is that a lead gets there."""
_NAMED: Final = 3


def did(leads: Slice, campaigns: pl.DataFrame) -> tuple[str, ...]:
    """A sentence for each team whose work the data tell, of the slice's own days; none without days.

    Consults and procedures are counted on the day they were booked or took place, whenever the lead inquired.
    """
    since, until = leads.filters.since, leads.filters.until
    if since is None or until is None:
        return ()
    found: dict[str, list[str]] = {
        "Marketing": _marketing(leads, campaigns, since),
        "Sales": _tries(leads),
        "Operations": [],
    }
    for stage, team in _COUNTED.items():
        if stage in leads.table.stages:
            number = int(per_day(leads.table, leads.filters, stage, since, until).sum())
            found[team].append(f"{text.count(number)} {BY_NAME[stage].done}")
    return tuple(f"{team}: {', '.join(said)}" for team, said in found.items() if said)


def _marketing(leads: Slice, campaigns: pl.DataFrame, since: date) -> list[str]:
    returns = campaign_returns(leads, campaigns, leads.table.as_of.date()).filter(pl.col("campaign").is_not_null())
    spent = returns.filter(pl.col("spend") > 0)
    said = []
    for code in currencies(spent):
        own = spent.filter(pl.col("currency") == code)
        said.append(f"{text.money(float(own['spend'].sum()), code)} spent on {_many(len(own), 'campaign')}")
    if not said and len(returns):
        said.append(f"inquiries from {_many(len(returns), 'campaign')}")
    new = _new(leads, since)
    if new:
        named = [f"“{text.short(name, 40)}”" for name in new[:_NAMED]]
        more = [f"{len(new) - _NAMED} more"] if len(new) > _NAMED else []
        said.append(f"first inquiries from {text.listed([*named, *more])}")
    return said


def _new(leads: Slice, since: date) -> list[str]:
    """Campaigns whose first lead ever came in the slice's days, where the data reach back further than these."""
    table = leads.table
    known = pl.DataFrame({"campaign": table.leads["campaign"], "day": table.local_date}).drop_nulls()
    if known.is_empty() or known["day"].min() > since - timedelta(days=28):  # type: ignore[operator]
        return []
    first = known.group_by("campaign").agg(pl.col("day").min()).filter(pl.col("day") >= since)
    here = set(table.leads["campaign"].gather(leads.rows()))
    return sorted(name for name in first["campaign"] if name in here)


def _tries(leads: Slice) -> list[str]:
    row = reach(leads).row(0, named=True)
    tries, reached = can_tell(leads.table)
    said = [f"{text.count(row['attempted'])} of {_many(row['leads'], 'inquiry', 'inquiries')} tried"] if tries else []
    return said + ([f"{text.count(row['reached'])} reached"] if reached else [])


def _many(number: int, one: str, many: str = "") -> str:
    return f"{text.count(number)} {one if number == 1 else many or f'{one}s'}"
