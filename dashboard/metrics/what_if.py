"""What another closing rate would return on the same spend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

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
