"""What campaigns cost and what came of them: spend joined to leads, consults and procedures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.leads import Slice
from dashboard.metrics.once import once
from dashboard.metrics.spend import campaign_spend, folded, names_by_number, said_name
from dashboard.metrics.tally import Axis

OUTCOMES: Final = ("real", "qualified", "consult_booked", "consult_attended", "procedure_booked")
COSTS: Final = {
    "cost_per_lead": "leads",
    "cost_per_real": "real",
    "cost_per_qualified": "qualified",
    "cost_per_consult": "consult_booked",
    "cost_per_procedure": "procedure_booked",
}
CAMPAIGN_RETURNS: Final = {
    "campaign": pl.String,
    "platform": pl.String,
    "spend": pl.Float64,
    "currency": pl.String,
    "leads": pl.Int64,
    **dict.fromkeys(OUTCOMES, pl.Int64),
    "revenue": pl.Float64,
    **dict.fromkeys(COSTS, pl.Float64),
    "return_on_spend": pl.Float64,
    "platform_leads": pl.Float64,
    "clicks": pl.Float64,
    "spend_share": pl.Float64,
    "spread": pl.Boolean,
}
"""Columns of `campaign_returns`. campaign null: leads without one. Outcomes the data cannot answer are
null. revenue is the value of the procedures booked; return_on_spend is revenue / spend, null in different
currencies. spend_share: where the slice holds only some of a campaign's leads (one doctor's, say), spend,
clicks and platform_leads are that share of the whole. spread: a longer period's spend was counted by days."""


@once
def campaign_returns(leads: Slice, campaigns: pl.DataFrame, through: date | None = None) -> pl.DataFrame:
    """One row a campaign with leads or spend in the slice's period, highest spend first.

    `campaigns` are stored campaign rows; what was spent after the day `through` is not counted. Leads join
    by the campaign's number where the spend knows it, else by name with case and blanks evened out. Spend
    without leads and leads without spend stay.
    """
    filters = leads.filters
    names = names_by_number(campaigns)
    ends = [end for end in (filters.until, through + timedelta(days=1) if through else None) if end]
    spend = campaign_spend(campaigns, filters.since, min(ends, default=None))
    own = _outcomes(leads, names)
    chosen = {name for name, _ in filters.where}
    if "campaign" in chosen or "campaign_id" in chosen:
        of_campaigns = tuple((name, values) for name, values in filters.where if name in ("campaign", "campaign_id"))
        asked = _outcomes(leads.table.slice(Filters(where=of_campaigns)), names)
        spend = spend.join(asked.select("key"), on="key", how="semi")
    if chosen - {"campaign", "campaign_id"}:
        period = replace(filters, where=())
        whole = _outcomes(leads.table.slice(period), names).select("key", of="leads")
        own = own.join(whole, on="key", how="left", nulls_equal=True).with_columns(share=pl.col("leads") / pl.col("of"))
        spend = spend.join(own.select("key"), on="key", how="semi")
    else:
        own = own.with_columns(share=pl.lit(1.0))
    known = leads.table.stages
    return (
        own.join(spend, on="key", how="full", coalesce=True, suffix="_spent")
        .with_columns(
            pl.col("leads").fill_null(0),
            *((pl.col(name).fill_null(0) if name in known else pl.lit(None)).alias(name) for name in OUTCOMES),
            *(pl.col(name) * pl.col("share").fill_null(1.0) for name in ("spend", "platform_leads", "clicks")),
            campaign=pl.coalesce("campaign_spent", "campaign"),
            same=(pl.col("currency") == pl.col("currency_spent")).fill_null(True),
            currency=pl.coalesce("currency_spent", "currency"),
            spend_share=pl.col("share").fill_null(1.0),
        )
        .with_columns(
            *(pl.when(pl.col(of) > 0).then(pl.col("spend") / pl.col(of)).alias(name) for name, of in COSTS.items()),
            return_on_spend=pl.when(pl.col("same") & (pl.col("spend") > 0)).then(pl.col("revenue") / pl.col("spend")),
        )
        .select(pl.col(name).cast(kind) for name, kind in CAMPAIGN_RETURNS.items())
        .sort("spend", "leads", "campaign", descending=[True, True, False], nulls_last=True)
    )


def currencies(returns: pl.DataFrame) -> list[str]:
    """The currencies of the spend, in order."""
    spent = returns.filter(pl.col("spend").is_not_null())["currency"]
    return [str(code) for code in spent.drop_nulls().unique().sort()]


def _outcomes(leads: Slice, names: dict[str, str]) -> pl.DataFrame:
    """Leads, outcomes and revenue by campaign key; campaigns without a lead in the slice left out."""
    table = leads.table
    pairs, axis = table.campaign_pairs
    counted = leads.counts(axis, table.furthest)
    reached = counted[:, ::-1].cumsum(axis=1)[:, ::-1]
    revenue, currency, priced = _revenue(leads, axis)
    # no procedure is no money; a procedure whose money nobody wrote down is unknown
    nothing = (pl.col("procedure_booked").sum() == 0) & table.priced
    one_currency = pl.col("revenue").is_not_null().all() & (pl.col("currency").drop_nulls().n_unique() <= 1)
    return (
        pairs.with_columns(
            campaign=said_name(names),
            leads=pl.Series(reached[:, 0]),
            revenue=pl.Series(revenue, nan_to_null=True),
            currency=pl.Series(currency, dtype=pl.String),
            priced=pl.Series(priced),
            **{name: pl.Series(reached[:, stages.position(name)]) for name in OUTCOMES},
        )
        .filter(pl.col("leads") > 0)
        .group_by(key=folded(pl.col("campaign")))
        .agg(
            pl.col("campaign").sort_by("leads").last(),
            pl.col("leads", *OUTCOMES).sum(),
            revenue=pl.when(one_currency, pl.col("priced").any() | nothing).then(pl.col("revenue").sum()),
            currency=pl.when(pl.col("currency").drop_nulls().n_unique() == 1).then(
                pl.col("currency").drop_nulls().first()
            ),
        )
    )


def _revenue(leads: Slice, axis: Axis) -> tuple[NDArray[np.float64], list[str | None], NDArray[np.bool_]]:
    """Money of the procedures booked, its currency and whether any is known, by the axis' codes; nan in mixed ones."""
    currency = leads.table.dimension("currency")
    money, counted = leads.paid(axis, currency.axis)
    present = counted > 0
    said = [{currency.values[code] for code in np.flatnonzero(row)} - {None} for row in present]
    mixed = np.array([len(names) > 1 for names in said])
    codes = [min(names, key=str) if len(names) == 1 else None for names in said]
    return np.where(mixed, np.nan, money.sum(axis=1)), codes, np.asarray(present.any(axis=1), bool)
