"""What campaigns cost and what came of them: spend joined to leads, consults and procedures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.spend import campaign_spend, folded, names_by_number, said_name
from dashboard.metrics.tally import Axis, Counts

OUTCOMES: Final = ("real", "qualified", "consult_booked", "consult_attended", "procedure_booked")
COSTS: Final = {
    "cost_per_lead": "leads",
    "cost_per_real": "real",
    "cost_per_qualified": "qualified",
    "cost_per_consult": "consult_booked",
    "cost_per_procedure": "procedure_booked",
}
PERIODS_KEPT: Final = 50
"""Spend by campaign is kept for so many periods."""
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
    table, filters = leads.table, leads.filters
    keyed = table.kept("campaign keys", lambda: _keyed(table, campaigns), campaigns)
    ends = [end for end in (filters.until, through + timedelta(days=1) if through else None) if end]
    spend = _spend(table, campaigns, filters.since, min(ends, default=None))
    own = _outcomes(leads, keyed)
    chosen = {name for name, _ in filters.where}
    if "campaign" in chosen or "campaign_id" in chosen:
        of_campaigns = tuple((name, values) for name, values in filters.where if name in ("campaign", "campaign_id"))
        asked = keyed.axis.grouped(_counted(table.slice(Filters(where=of_campaigns)), keyed).sum(axis=1), 0) > 0
        spend = spend.join(pl.LazyFrame({"key": keyed.keys.filter(pl.Series(asked))}), on="key", how="semi")
    if chosen - {"campaign", "campaign_id"}:
        whole = _counted(table.slice(replace(filters, where=())), keyed).sum(axis=1)
        own = own.with_columns(share=pl.col("leads") / pl.Series(keyed.axis.grouped(whole, 0)))
        spend = spend.join(own.filter(pl.col("leads") > 0).select("key"), on="key", how="semi")
    else:
        own = own.with_columns(share=pl.lit(1.0))
    known = table.stages
    return (
        own.filter(pl.col("leads") > 0)
        .join(spend, on="key", how="full", coalesce=True, suffix="_spent")
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
        .collect()
    )


def currencies(returns: pl.DataFrame) -> list[str]:
    """The currencies of the spend, in order."""
    spent = returns.filter(pl.col("spend").is_not_null())["currency"]
    return [str(code) for code in spent.drop_nulls().unique().sort()]


@dataclass(frozen=True, slots=True)
class _Keyed:
    """The campaigns among the leads by what joins them to their spend."""

    keys: pl.Series
    """Each campaign's folded name; one null where leads have no campaign."""
    names: Sequence[str | None]
    """What each pair of name and number among the leads goes by."""
    axis: Axis
    """The leads' pairs, put together by key."""


def _keyed(table: LeadTable, campaigns: pl.DataFrame) -> _Keyed:
    pairs, axis = table.campaign_pairs
    said = pairs.select(campaign=said_name(names_by_number(campaigns))).with_columns(key=folded(pl.col("campaign")))
    keys = said["key"].unique(maintain_order=True)
    place = said.join(keys.to_frame().with_row_index(), on="key", how="left", nulls_equal=True, maintain_order="left")
    by_key = Axis(axis.name, axis.codes, max(1, len(keys)), place["index"].to_numpy().astype(np.intp))
    return _Keyed(keys, said["campaign"].to_list(), by_key)


def _spend(table: LeadTable, campaigns: pl.DataFrame, since: date | None, until: date | None) -> pl.LazyFrame:
    """Spend by campaign within the period; what no filter but the period changes is summed once."""
    held: dict[tuple[date | None, date | None], pl.DataFrame] = table.kept("campaign spend", dict, campaigns)
    if (since, until) not in held:
        if len(held) > PERIODS_KEPT:
            held.clear()
        held[since, until] = campaign_spend(campaigns, since, until)
    return held[since, until].lazy()


def _outcomes(leads: Slice, keyed: _Keyed) -> pl.LazyFrame:
    """Leads, outcomes and revenue by campaign key, also of campaigns without a lead in the slice."""
    counted = _counted(leads, keyed)
    reached = keyed.axis.grouped(counted, 0)[:, ::-1].cumsum(axis=1)[:, ::-1]
    revenue, currency = _revenue(leads, keyed.axis, reached[:, -1])
    return pl.LazyFrame(
        {
            "key": keyed.keys,
            "campaign": _largest(counted.sum(axis=1), keyed),
            "leads": reached[:, 0],
            "revenue": pl.Series(revenue, nan_to_null=True),
            "currency": pl.Series(currency, dtype=pl.String),
            **{name: reached[:, stages.position(name)] for name in OUTCOMES},
        },
        schema_overrides={"campaign": pl.String},
    )


def _counted(leads: Slice, keyed: _Keyed) -> Counts:
    """Leads by pair and furthest stage: the one pass all of these are sums of."""
    return leads.counts(keyed.axis.ungrouped, leads.table.furthest)


def _largest(counted: Counts, keyed: _Keyed) -> list[str | None]:
    """The name most of each key's leads in the slice go by, of equals the one that comes first."""
    assert keyed.axis.place is not None
    names: list[str | None] = [None] * keyed.axis.size
    for pair in np.argsort(-counted, kind="stable")[::-1].tolist():
        names[keyed.axis.place[pair]] = keyed.names[pair]
    return names


def _revenue(leads: Slice, axis: Axis, booked: Counts) -> tuple[NDArray[np.float64], list[str | None]]:
    """Money of the procedures booked and its currency, by the axis' codes; nan where unknown or in several currencies.

    No procedure is no money; a procedure whose money nobody wrote down is unknown.
    """
    currency = leads.table.dimension("currency")
    money, counted = leads.paid(axis, currency.axis)
    present = counted > 0
    said = [[name for code in np.flatnonzero(row) if (name := currency.values[code])] for row in present]
    one = np.array([len(names) <= 1 for names in said])
    known = present.any(axis=1) | ((booked == 0) & leads.table.priced)
    return np.where(one & known, money.sum(axis=1), np.nan), [names[0] if len(names) == 1 else None for names in said]
