"""What another closing rate would return on the same spend, and what a few points more at one stage would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from dashboard.metrics.leads import Slice
from dashboard.metrics.once import once

WHAT_IF: Final = {
    "closing_rate": pl.Float64,
    "procedures": pl.Float64,
    "revenue": pl.Float64,
    "return_on_spend": pl.Float64,
}
"""Columns of `closing_rates`: at this share of leads closing, the procedures, their money and its ratio to spend."""


@dataclass(frozen=True, slots=True)
class Economics:
    """What a closing rate is worked out from: leads that count, procedures, spend, money of one procedure."""

    leads: int
    procedures: int
    spend: float
    value: float

    @property
    def rate(self) -> float:
        """Share of the leads that closed."""
        return self.procedures / self.leads

    @property
    def break_even(self) -> float:
        """Closing rate at which revenue equals spend; over 1 where no rate does."""
        return self.spend / (self.leads * self.value)

    def closing_rates(self, highest: float) -> pl.DataFrame:
        """Return at 41 closing rates from 0 to `highest`.

        Worked example: $6,000 on 100 leads at 5 % and $6,000 a procedure is 5 procedures, $30,000, 5 times the spend.
        """
        rates = [highest * step / 40 for step in range(41)]
        procedures = [rate * self.leads for rate in rates]
        return pl.DataFrame(
            {
                "closing_rate": rates,
                "procedures": procedures,
                "revenue": [number * self.value for number in procedures],
                "return_on_spend": [number * self.value / self.spend for number in procedures],
            },
            schema=WHAT_IF,
        )


def economics(returns: pl.DataFrame, value: float | None = None) -> Economics | None:
    """Leads, procedures and spend of the campaigns that have spend, at `value` a procedure or their own average.

    `returns` as `campaign_returns` gives them. Real leads where the data know them, else all. None in
    several currencies, without spend or leads, and where no value of a procedure is known.
    """
    spent = returns.filter(pl.col("spend") > 0)
    if spent["currency"].drop_nulls().n_unique() > 1 or not len(spent):
        return None
    leads = int(spent.select(pl.coalesce("real", "leads").sum()).item())
    procedures = int(spent["procedure_booked"].fill_null(0).sum())
    revenue = float(spent["revenue"].fill_null(0.0).sum())
    each = value or (revenue / procedures if procedures else 0.0)
    return Economics(leads, procedures, float(spent["spend"].sum()), each) if leads and each > 0 else None


@dataclass(frozen=True, slots=True)
class StageWorth:
    """What moving the share of leads that go on to one stage would bring."""

    stage: str
    leads: int
    """Leads at the stage before."""
    rate: float
    """The share of them that went on, and `moved`, the share supposed instead."""
    moved: float
    more: float
    """Leads more at the stage; fewer where the rate is moved down."""
    procedures: float
    """Procedures more, at the later rates of the same funnel as it stands: leads still open count as not gone on."""
    money: float | None
    """What those procedures bring; None where the money of one is unknown."""


def stage_what_if(steps: pl.DataFrame, stage: str, points: float, value: float | None = None) -> StageWorth | None:
    """What it would be worth if `points` more of every 100 leads (5.0, or -2.5) went on to this stage.

    `steps` as `funnel_steps` gives them for one slice, not split; `value` the money of one procedure, for which
    `procedure_value` gives the practice's own. The moved rate stays within none and all. None for the first stage
    or one the data do not have, and where nobody got to the stage or the one before: no later rate is known then.
    Worked example: 200 qualified of whom 80 booked (40 %) and 20 of those had a procedure; 5 points more are 10
    bookings, 2.5 procedures, $15,000 at $6,000 each.
    """
    names = steps["stage"].to_list()
    place = names.index(stage) if stage in names else 0
    reached = steps["reached"].to_list()
    if place == 0 or not reached[place] or not reached[place - 1]:
        return None
    leads, rate = reached[place - 1], reached[place] / reached[place - 1]
    moved = min(1.0, max(0.0, rate + points / 100))
    more = (moved - rate) * leads
    procedures = (
        more * reached[names.index("procedure_booked")] / reached[place] if "procedure_booked" in names else 0.0
    )
    money = procedures * value if value is not None and "procedure_booked" in names else None
    return StageWorth(stage, leads, rate, moved, more, procedures, money)


@once
def procedure_value(leads: Slice) -> tuple[float, str] | None:
    """Mean money of the slice's booked procedures and its currency; None where none is known or currencies differ."""
    table = leads.table
    inside = np.zeros(table.size, bool)
    inside[leads.rows()] = True
    mine = inside[table.paid]
    values = table.paid_value[mine]
    currency = table.leads["currency"].gather(table.paid[mine]).drop_nulls().unique()
    if not len(values) or len(currency) > 1:
        return None
    return float(values.mean()), str(currency[0]) if len(currency) else table.practice.currency
