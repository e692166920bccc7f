"""What counselors hear, counted: by theme and week, by campaign and kind, and who has been heard from.

`said` is all feedback as the store gives it: id, said_on, kind, words, campaign, procedure, doctor, lead_id,
rating, who, team, theme_id, theme.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.spend import folded

Columns = dict[str, pl.DataType | type[pl.DataType]]

FIELDS: Final = ("campaign", "procedure", "doctor")
"""Fields of leads that feedback has too."""
RECENT_DAYS: Final = 28
THEMES: Final = {
    "theme_id": pl.Int64,
    "theme": pl.String,
    "kind": pl.String,
    "said": pl.Int64,
    "people": pl.Int64,
    "recent": pl.Int64,
    "before": pl.Int64,
    "newest": pl.Date,
}
"""Columns of `themes`. kind: what it was most often; people: who said it; recent: said in the last four weeks,
before: in the four weeks before those."""
WEEKS: Final = {"theme_id": pl.Int64, "theme": pl.String, "week": pl.Date, "said": pl.Int64}
"""Columns of `theme_weeks`; week is its Monday."""
RATINGS: Final[Columns] = {
    "campaign": pl.String,
    "rated": pl.Int64,
    "rating": pl.Float64,
    "words": pl.List(pl.String),
}
"""Columns of `ratings`. rating: mean of the ratings from 1 to 5, null where none; words: the newest three."""
RATED: Final[Columns] = {
    "campaign": pl.String,
    "leads": pl.Int64,
    "real": pl.Int64,
    "real_share": pl.Float64,
    "qualified": pl.Int64,
    "qualified_share": pl.Float64,
    "rating": pl.Float64,
    "rated": pl.Int64,
    "words": pl.String,
}
"""Columns of `rated_quality`; both shares are of the inquiries."""
PEOPLE: Final = {"who": pl.String, "said": pl.Int64, "newest": pl.Date, "days": pl.Int64}
"""Columns of `contributors`. days: since the newest; newest and days are null for who was never heard from."""


def feedback_in(said: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """What was said in the period, about the chosen campaigns, procedures and doctors; other filters are of leads."""
    kept = [
        pl.col("said_on") >= filters.since if filters.since else None,
        pl.col("said_on") < filters.until if filters.until else None,
        *(pl.col(name).is_in(list(values), nulls_equal=True) for name, values in filters.where if name in FIELDS),
    ]
    return said.filter(*(condition for condition in kept if condition is not None))


def themes(said: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row a theme, the one said most often first."""
    recent, before = (as_of - timedelta(days=times * RECENT_DAYS) for times in (1, 2))
    day = pl.col("said_on")
    return (
        said.filter(pl.col("theme_id").is_not_null())
        .group_by("theme_id")
        .agg(
            pl.col("theme").last(),
            pl.col("kind").sort().mode(maintain_order=True).first(),
            said=pl.len(),
            people=pl.col("who").str.strip_chars().str.to_lowercase().n_unique(),
            recent=((day > recent) & (day <= as_of)).sum(),
            before=((day > before) & (day <= recent)).sum(),
            newest=day.max(),
        )
        .select(pl.col(name).cast(kind) for name, kind in THEMES.items())
        .sort("said", "recent", "theme_id", descending=[True, True, False])
    )


def theme_weeks(said: pl.DataFrame, most: int, weeks: int, as_of: date) -> pl.DataFrame:
    """The themes said most often, each with every one of the last weeks, those in which nothing was said included."""
    first = as_of - timedelta(days=as_of.weekday() + 7 * (weeks - 1))
    top = themes(said, as_of).head(most).select("theme_id", "theme")
    mondays = pl.DataFrame({"week": [first + timedelta(days=7 * week) for week in range(weeks)]})
    counted = (
        said.with_columns(week=pl.col("said_on").dt.truncate("1w"))
        .group_by("theme_id", "week")
        .agg(said=pl.len().cast(pl.Int64))
    )
    return (
        top.join(mondays, how="cross", maintain_order="left_right")
        .join(counted, on=["theme_id", "week"], how="left", maintain_order="left")
        .with_columns(pl.col("said").fill_null(0))
        .select(list(WEEKS))
    )


def feedback_kinds(said: pl.DataFrame, by: str) -> pl.DataFrame:
    """How often each kind was said about each value of `by` (campaign, procedure, doctor): by, kind, said."""
    return said.group_by(by, "kind").agg(said=pl.len().cast(pl.Int64)).sort(by, "kind", nulls_last=True)


def ratings(said: pl.DataFrame) -> pl.DataFrame:
    """What counselors think of each campaign's leads, those most often rated first; names in any spelling are one."""
    return (
        said.sort("said_on", "id")
        .group_by(key=folded(pl.col("campaign")))
        .agg(
            pl.col("campaign").last(),
            rated=pl.col("rating").count(),
            rating=pl.col("rating").mean(),
            words=pl.col("words").filter(pl.col("words") != "").reverse().head(3),
        )
        .select(pl.col(name).cast(kind) for name, kind in RATINGS.items())
        .sort("rated", "campaign", descending=[True, False], nulls_last=True)
    )


def rated_quality(quality: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """What the figures say of each campaign's leads (`quality`) beside what counselors say: RATED.

    Campaigns that only feedback speaks of come last, without figures.
    """
    key = folded(pl.col("campaign"))
    return (
        quality.select("campaign", "leads", "real", "qualified", key=key)
        .join(ratings(said).with_columns(key=key), on="key", how="full", nulls_equal=True, maintain_order="left_right")
        .with_columns(
            campaign=pl.coalesce("campaign", "campaign_right"),
            rated=pl.col("rated").fill_null(0),
            words=pl.col("words").fill_null([]).list.join(" · "),
            real_share=pl.col("real") / pl.col("leads"),
            qualified_share=pl.col("qualified") / pl.col("leads"),
        )
        .select(pl.col(name).cast(kind) for name, kind in RATED.items())
    )


def contributors(said: pl.DataFrame, people: Collection[str], as_of: date) -> pl.DataFrame:
    """Everyone who said something and everyone of `people`, those never heard from first, then the longest silent."""
    key = pl.col("who").str.strip_chars().str.to_lowercase()
    heard = said.filter(key != "").group_by(key=key).agg(said=pl.len(), newest=pl.col("said_on").max())
    spelt = pl.concat([pl.DataFrame({"who": list(people)}, schema={"who": pl.String}), said.select("who")])
    return (
        spelt.filter(key != "")
        .unique(key, keep="first", maintain_order=True)
        .with_columns(key=key)
        .join(heard, on="key", how="left", maintain_order="left")
        .with_columns(pl.col("said").fill_null(0), days=(pl.lit(as_of) - pl.col("newest")).dt.total_days())
        .select(pl.col(name).cast(kind) for name, kind in PEOPLE.items())
        .sort("newest", "who", nulls_last=False)
    )
