"""What the campaigns cost, day by day, and what their platforms claim."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import polars as pl

from dashboard.sample.arrivals import BOT_SHARE, demand
from dashboard.sample.campaigns import CAMPAIGNS, META
from dashboard.sample.draws import labels

_CLICK_TO_LEAD: Final[dict[str | None, float]] = {"cpc": 0.075, "paid_social": 0.11}
_SHOWN_TO_CLICK: Final[dict[str | None, float]] = {"cpc": 0.052, "paid_social": 0.013}


def campaign_days(rng: np.random.Generator, days: list[date], leads: int) -> pl.DataFrame:
    """The canonical campaign rows of so many leads: one a campaign and day it ran, spend in USD.

    The platform's leads are fractions, as Google's conversions are; Meta claims whole ones.
    """
    shares = demand(days)
    expected = (shares * leads * (1 - BOT_SHARE) / shares.sum())[:, : len(CAMPAIGNS)].T
    campaign, day = np.nonzero(expected)
    wanted = expected[campaign, day]
    cost = np.array([c.cost_per_lead for c in CAMPAIGNS])[campaign]
    spend = np.round(wanted * cost * np.exp(0.18 * rng.standard_normal(len(wanted))), 2)
    clicks = wanted / np.array([_CLICK_TO_LEAD[c.medium] for c in CAMPAIGNS])[campaign]
    clicks = np.maximum(1, np.round(clicks * np.exp(0.2 * rng.standard_normal(len(wanted)))))
    shown = clicks / np.array([_SHOWN_TO_CLICK[c.medium] for c in CAMPAIGNS])[campaign]
    shown = np.round(shown * np.exp(0.15 * rng.standard_normal(len(wanted))))
    claimed = wanted * np.array([c.claimed for c in CAMPAIGNS])[campaign]
    whole = np.array([c.source == META for c in CAMPAIGNS])[campaign]
    claimed = np.where(
        whole, np.floor(claimed + rng.random(len(wanted))), np.round(claimed + rng.random(len(wanted)) - 0.5, 2)
    )
    on = pl.Series(days).gather(pl.Series(day))
    return pl.DataFrame(
        {
            "platform": labels([c.source for c in CAMPAIGNS], campaign),
            "campaign": labels([c.campaign for c in CAMPAIGNS], campaign),
            "campaign_id": labels([c.campaign_id for c in CAMPAIGNS], campaign),
            "period_start": on,
            "period_end": on,
            "spend": spend,
            "currency": labels(["USD"], np.zeros(len(campaign), dtype=np.intp)),
            "impressions": shown.astype(np.int64),
            "clicks": clicks.astype(np.int64),
            "platform_leads": np.maximum(0.0, claimed),
            "offer": labels([c.offer for c in CAMPAIGNS], campaign),
        }
    )
