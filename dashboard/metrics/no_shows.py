"""Who misses consults more often, at equal days between booking and consult."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.compare import FEWEST, apart, beyond_chance
from dashboard.metrics.consults import OWN, STATES, booked, consult_state, days_ahead, own_split
from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.tally import Axis

NO_SHOWS: Final = {
    "value": pl.String,
    "leads": pl.Int64,
    "no_shows": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "others_rate": pl.Float64,
    "expected_rate": pl.Float64,
    "verdict": pl.String,
}
"""Columns of `no_shows_compared`, one row a value. leads: consults known as attended or missed; others_rate: the rate
of all other values; expected_rate: the rate of the others who booked as many days ahead, known where nine of ten
consults of the value have such others. verdict: `more` or `fewer` at equal days ahead, beyond chance; `days_ahead`:
more or fewer only as far as the days ahead can tell, or these are not known; `chance`; `few`."""
FINE_DAYS: Final = (*range(31), *range(37, 92, 7), *range(121, 362, 30))
"""Last day of each stratum of days ahead: days, then weeks, then months. Wide ones would leave a difference inside."""
COVERED: Final = 0.9
"""A value fewer of whose consults have others at equal days ahead is not compared: what is left is not the value."""
WORTH_SAYING: Final = 0.02
"""Smaller differences of a rate are not told."""


@once
def no_shows_compared(leads: Slice, by: str) -> pl.DataFrame:
    """For each value of a field, no-shows beside those of all others who booked equally far ahead.

    The strata are pooled as Mantel and Haenszel (1959) do; consults without a counterpart at their days ahead tell
    nothing. Between the days ahead themselves nothing is evened out. Most leads first; days ahead in their order.
    """
    table = leads.table
    split = own_split(table, by) if by in OWN else groups(leads, by)
    counted = leads.counts(*split.axes, _stratum(table), consult_state(table), only=booked(table))
    missed = counted[:, :, STATES.index("no_show")]
    held = missed + counted[:, :, STATES.index("attended")]
    looked_at = int((held.sum(axis=1) >= FEWEST).sum())
    found = []
    for code, value in enumerate(split.values):
        own = _Consults(missed[code], held[code])
        others = _Consults(missed.sum(axis=0) - own.missed, held.sum(axis=0) - own.held)
        if not own.whole:
            continue
        part, whole = own.part, own.whole
        low, high = wilson(part, whole)
        found.append(
            {
                "value": value,
                "leads": whole,
                "no_shows": part,
                "rate": part / whole,
                "low": float(low),
                "high": float(high),
                "others_rate": others.part / others.whole if others.whole else None,
                **_judged(own, others, looked_at, evened=by != "days_ahead"),
            }
        )
    answer = pl.DataFrame(found, schema=NO_SHOWS, orient="row")
    return answer if by in OWN else answer.sort("leads", descending=True, maintain_order=True)


@dataclass(frozen=True, slots=True)
class _Consults:
    """Consults attended or missed by days ahead, one number a stratum, the last those whose days are not known."""

    missed: NDArray[np.int64]
    held: NDArray[np.int64]

    @property
    def part(self) -> int:
        return int(self.missed.sum())

    @property
    def whole(self) -> int:
        return int(self.held.sum())


def _stratum(table: LeadTable) -> Axis:
    def codes() -> NDArray[np.int64]:
        days = days_ahead(table)
        return np.where(days < 0, len(FINE_DAYS) + 1, np.searchsorted(FINE_DAYS, days, side="left"))

    return table.axis("no-show stratum", len(FINE_DAYS) + 2, codes)


def _judged(own: _Consults, others: _Consults, looked_at: int, *, evened: bool) -> dict[str, object]:
    part, whole, other_part, other_whole = own.part, own.whole, others.part, others.whole
    if min(whole, other_whole) < FEWEST:
        return {"expected_rate": None, "verdict": "few"}
    limit = beyond_chance(looked_at)
    crude, crude_gap = apart(part, whole, other_part, other_whole), part / whole - other_part / other_whole
    crude_says = abs(crude) > limit and abs(crude_gap) >= WORTH_SAYING
    if not evened:
        return {"expected_rate": None, "verdict": _said(crude_gap) if crude_says else "chance"}
    expected, apart_by, gap, counted = _at_equal_days(own, others)
    if counted < COVERED * whole:
        return {"expected_rate": None, "verdict": "days_ahead" if crude_says else "chance"}
    if expected is not None and abs(apart_by) > limit and abs(gap) >= WORTH_SAYING:
        return {"expected_rate": expected, "verdict": _said(gap)}
    return {"expected_rate": expected, "verdict": "days_ahead" if crude_says else "chance"}


def _said(gap: float) -> str:
    return "more" if gap > 0 else "fewer"


def _at_equal_days(own: _Consults, others: _Consults) -> tuple[float | None, float, float, int]:
    """Expected rate, standard errors apart, difference of rates and consults that have counterparts."""
    a, n, c, m = (found[:-1].astype(float) for found in (own.missed, own.held, others.missed, others.held))
    both = (n > 0) & (m > 0)
    if not both.any():
        return None, 0.0, 0.0, 0
    a, n, c, m = a[both], n[both], c[both], m[both]
    total, events = n + m, a + c
    # both sides of a stratum weigh as much as the smaller one allows
    weight = n * m / total
    gap = float((weight * (a / n - c / m)).sum() / weight.sum())
    spread = (n * m * events * (total - events) / (total**2 * np.maximum(total - 1, 1))).sum()
    off = float((a - n * events / total).sum())
    expected = float((n * shares(c, m)).sum() / n.sum())
    return expected, off / sqrt(spread) if spread > 0 else 0.0, gap, int(n.sum())
