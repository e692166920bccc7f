"""What the money bought, in one sentence."""

from __future__ import annotations

import polars as pl

from dashboard.charts import text
from dashboard.metrics.campaigns import COSTS
from dashboard.metrics.once import once

_WORDS = {
    "cost_per_lead": ("inquiry", "inquiries"),
    "cost_per_real": ("real lead", "real leads"),
    "cost_per_qualified": ("qualified lead", "qualified leads"),
    "cost_per_consult": ("consult", "consults"),
    "cost_per_procedure": ("procedure", "procedures"),
}
LARGE = 0.05
"""A campaign counts in a comparison of costs from this part of the spend on."""


@once
def costs_finding(returns: pl.DataFrame, cost: str) -> str:
    """Spend that brought nothing, else the dearest campaign beside the cheapest; one currency."""
    spent = returns.filter(pl.col("spend") > 0)
    if not len(spent):
        return "No spend in this view: upload an ad platform's campaign report"
    one, many = _WORDS[cost]
    total = float(spent["spend"].sum())
    large = spent.filter(pl.col("spend") >= LARGE * total)
    idle = large.filter(pl.col(COSTS[cost]).fill_null(0) == 0)
    if len(idle):
        row = idle.row(0, named=True)
        return f"{text.short(row['campaign'], 40)} brought no {one} for {text.money(row['spend'], row['currency'])}"
    priced = large.filter(pl.col(cost).is_not_null()).sort(cost)
    if len(priced) < 2:
        outcomes = int(spent[COSTS[cost]].fill_null(0).sum())
        return (
            f"{text.money(total, spent['currency'][0])} brought {text.count(outcomes)} {one if outcomes == 1 else many}"
        )
    cheap, dear = priced.row(0, named=True), priced.row(-1, named=True)
    return (
        f"A {one} from {text.short(dear['campaign'], 34)} costs {text.money(dear[cost], dear['currency'])}, "
        f"from {text.short(cheap['campaign'], 34)} {text.money(cheap[cost], cheap['currency'])}"
    )


@once
def claims_finding(returns: pl.DataFrame) -> str:
    """What the platforms claim in all beside what arrived from the same campaigns."""
    both = returns.filter(pl.col("platform_leads").is_not_null())
    claimed, arrived = float(both["platform_leads"].sum()), int(both["leads"].sum())
    if not claimed:
        return "The platforms claim no leads in this view"
    return f"The platforms claim {text.count(claimed)} leads; {text.count(arrived)} arrived from the same campaigns"


@once
def unjoined_finding(returns: pl.DataFrame) -> str | None:
    """Leads that no spend stands for and spend that no lead came from; None where all is joined."""
    unspent = returns.filter(pl.col("spend").is_null() & (pl.col("leads") > 0))
    idle = returns.filter((pl.col("spend") > 0) & (pl.col("leads") == 0))
    said = []
    if len(unspent):
        nameless = unspent.filter(pl.col("campaign").is_null())
        said.append(_unspent(int(nameless["leads"].sum()), int(unspent["leads"].sum())))
    if len(idle):
        names = text.listed([text.short(name, 30) for name in idle["campaign"][:3]])
        said.append(f"spend without a lead: {names}" + (f" and {len(idle) - 3} more" if len(idle) > 3 else ""))
    return f"{'; '.join(said)}." if said else None


def _unspent(nameless: int, leads: int) -> str:
    """Leads no spend stands for, and how many of them name no campaign."""
    one = leads == 1
    said = f"{text.count(leads)} {'lead' if one else 'leads'} "
    if nameless == leads:
        return said + f"{'names' if one else 'name'} no campaign"
    said += f"{'comes' if one else 'come'} from no campaign with spend"
    return said + (f" ({text.count(nameless)} of them {'names' if nameless == 1 else 'name'} none)" if nameless else "")


def what_if_finding(break_even: float | None, now: float | None) -> str:
    """Where spend pays for itself, and where the practice stands."""
    if break_even is None or now is None:
        return "No revenue in these files, so no return can be worked out"
    word = "above" if now >= break_even else "below"
    return f"Spend pays for itself at {text.percent(break_even)} closing; now {text.percent(now)} close, {word} that"
