"""What campaigns cost for what came of them, and what their platforms claim beside what arrived."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, BESIDE_SELECTED, REST, ROW, WARNING, beside, house, hover, key, rows
from dashboard.charts.room import width
from dashboard.metrics.campaigns import COSTS
from dashboard.metrics.once import once

OUTCOME_WORDS: Final = {
    "leads": "inquiries",
    "real": "real leads",
    "qualified": "qualified",
    "consult_booked": "consults",
    "procedure_booked": "procedures",
}


@drawn_once
def campaign_costs(returns: pl.DataFrame, cost: str = "cost_per_consult") -> go.Figure:
    """Cost of one outcome by campaign, in the table's order, with the outcome's count beside it.

    `returns` as `campaign_returns` gives them, in one currency: raises ValueError for several, which cannot
    share an axis. Spend without the outcome is named, not hidden. A selected bar carries (campaign,).
    """
    currency = _currency(returns)
    outcome = COSTS[cost]
    spent = returns.filter(pl.col("spend").is_not_null())
    prices = spent[cost].to_list()
    figure = go.Figure(
        go.Bar(
            x=[price or 0 for price in prices],
            y=list(range(len(spent))),
            orientation="h",
            marker={"color": ACCENT, "line": {"width": 0}},
            unselected=BESIDE_SELECTED,
            customdata=[[name] for name in spent["campaign"]],
            hovertext=[
                hover([text.plain(name), f"{_money(spend, currency)} spent", _outcomes(n, outcome)])
                for name, spend, n in spent.select("campaign", "spend", outcome).iter_rows()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    said = [
        _money(price, currency) if price is not None else f"{_money(spend, currency)} spent"
        for price, spend in zip(prices, spent["spend"], strict=True)
    ]
    came = [_outcomes(n, outcome) for n in spent[outcome]]
    beside(figure, said, 8)
    beside(figure, came, 22 + width(said))
    house(figure, 24 + ROW * max(1, len(spent)), right=28 + width(said) + width(came))
    rows(figure, [text.plain(name, 28) for name in spent["campaign"]])
    figure.update_xaxes(range=[0, max([1.0, *(price for price in prices if price is not None)])], visible=False)
    return figure


@once
def campaign_costs_alt(returns: pl.DataFrame, cost: str = "cost_per_consult") -> str:
    """The cheapest and the dearest campaign, and the spend nothing came of."""
    currency = _currency(returns)
    outcome = OUTCOME_WORDS[COSTS[cost]]
    priced = returns.filter(pl.col(cost).is_not_null()).sort(cost)
    said = [
        f"{text.short(row['campaign'])}: {text.money(row[cost], currency)} for each of {row[COSTS[cost]]} {outcome}"
        for row in priced.iter_rows(named=True)
    ]
    parts = []
    if said:
        parts.append(f"Least: {said[0]}." if len(said) > 1 else f"{said[0]}.")
    if len(said) > 1:
        parts.append(f"Most: {said[-1]}.")
    empty = returns.filter((pl.col("spend") > 0) & pl.col(cost).is_null())
    if len(empty):
        parts.append(f"{text.money(float(empty['spend'].sum()), currency)} went to {len(empty)} with no {outcome}.")
    return " ".join(parts) or "No spend is known in this view."


@drawn_once
def platform_claims(returns: pl.DataFrame) -> go.Figure:
    """For each campaign, the leads its platform claims beside the leads that arrived, as a pair of dots."""
    claimed = returns.filter(pl.col("platform_leads").is_not_null())
    pairs = list(claimed.select("platform_leads", "leads").iter_rows())
    figure = go.Figure()
    for place, pair in enumerate(pairs):
        figure.add_scatter(
            x=list(pair), y=[place, place], mode="lines", line={"color": REST, "width": 3}, hoverinfo="skip"
        )
    for column, symbol, colour, words in (
        ("platform_leads", "diamond-open", WARNING, "claimed"),
        ("leads", "circle", ACCENT, "arrived"),
    ):
        figure.add_scatter(
            x=claimed[column].to_list(),
            y=list(range(len(claimed))),
            mode="markers",
            marker={"symbol": symbol, "size": 14, "color": colour, "line": {"width": 3, "color": colour}},
            unselected=BESIDE_SELECTED,
            customdata=[[name] for name in claimed["campaign"]],
            hovertext=[
                hover([text.plain(name), f"{text.count(n)} {words}"])
                for name, n in claimed.select("campaign", column).iter_rows()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    shares = [f"{text.count(there)} of {text.count(said)}" for said, there in pairs]
    beside(figure, shares, 18)
    house(figure, 50 + ROW * max(1, len(claimed)), right=24 + width(shares), top=34)
    rows(figure, [text.plain(name, 22) for name in claimed["campaign"]])
    figure.update_xaxes(range=[0, max([1.0, *(n for pair in pairs for n in pair)]) * 1.02], visible=False)
    key(figure, [("◇", WARNING, "the platform claims"), ("●", ACCENT, "arrived")])
    return figure


@once
def platform_claims_alt(returns: pl.DataFrame) -> str:
    """How many of the leads claimed in all have arrived, and where most are missing."""
    claimed = returns.filter(pl.col("platform_leads").is_not_null())
    if not len(claimed):
        return "No platform's own count is known in this view."
    gap = claimed["platform_leads"] - claimed["leads"]
    worst = claimed.row(int(gap.arg_max() or 0), named=True)
    said = f"Platforms claim {text.count(float(claimed['platform_leads'].sum()))} leads; "
    said += f"{text.count(int(claimed['leads'].sum()))} arrived."
    if worst["platform_leads"] <= worst["leads"]:
        return said
    return (
        f"{said} Most are missing from {text.short(worst['campaign'])}: "
        f"{text.count(worst['leads'])} of {text.count(worst['platform_leads'])} arrived."
    )


def _currency(returns: pl.DataFrame) -> str:
    found = returns["currency"].drop_nulls().unique().sort().to_list()
    if len(found) > 1:
        names = text.listed([text.short(name, 8) for name in found])
        raise ValueError(f"Costs in {names} cannot share an axis: draw one chart for each currency.")
    return found[0] if found else ""


def _money(amount: float, currency: str) -> str:
    return text.plain(text.money(amount, currency))


def _outcomes(number: int | None, outcome: str) -> str:
    return "" if number is None else f"{text.count(number)} {OUTCOME_WORDS[outcome]}"
