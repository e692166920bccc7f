"""What was spent on each campaign in a period, and what the platforms claim for it.

A campaign goes by its name, with case and blanks evened out. Its number on the platform ties
together what was renamed, and tells the name where a file gives only the number.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

SPEND: Final = {
    "key": pl.String,
    "campaign": pl.String,
    "platform": pl.String,
    "spend": pl.Float64,
    "currency": pl.String,
    "clicks": pl.Float64,
    "platform_leads": pl.Float64,
    "spread": pl.Boolean,
}
"""Columns of `campaign_spend`. key joins leads to the campaign; spend is null where currencies are mixed
or none was given; spread: part of a longer period was counted by its days."""

_SUMS: Final = ("spend", "clicks", "platform_leads")


def names_by_number(campaigns: pl.DataFrame) -> dict[str, str]:
    """The newest name of each campaign number in stored campaign rows."""
    named = campaigns.filter(pl.col("campaign_id").is_not_null() & pl.col("campaign").is_not_null())
    newest = named.sort("period_end", "campaign", nulls_last=False).group_by("campaign_id", maintain_order=True).last()
    return dict(zip(newest["campaign_id"], newest["campaign"], strict=True))


def said_name(names: dict[str, str]) -> pl.Expr:
    """The name a row's campaign goes by: its number's newest name, else its own, which may be a number too."""
    known = {number: name for number, name in names.items() if number is not None}
    by_number = pl.col("campaign_id").replace_strict(known, default=None, return_dtype=pl.String)
    by_name = pl.col("campaign").replace_strict(known, default=None, return_dtype=pl.String)
    return pl.coalesce(by_number, by_name, "campaign", "campaign_id")


def folded(name: pl.Expr) -> pl.Expr:
    """A campaign's name with case, outer blanks and runs of blanks evened out, for joining."""
    return name.str.to_lowercase().str.strip_chars().str.replace_all(r"\s+", " ")


def campaign_spend(campaigns: pl.DataFrame, since: date | None, until: date | None) -> pl.DataFrame:
    """Spend by campaign within the period, of stored campaign rows.

    A row whose own period is only partly inside counts by the share of its days inside. A row without
    any period counts only where no period is asked for.
    """
    start, end = pl.col("period_start"), pl.col("period_end")
    low = pl.max_horizontal(start, pl.lit(since, pl.Date))
    high = pl.min_horizontal(end, pl.lit(until, pl.Date).dt.offset_by("-1d"))
    inside = ((high - low).dt.total_days() + 1).clip(0) / ((end - start).dt.total_days() + 1)
    currencies = pl.col("currency").drop_nulls().unique()
    return (
        campaigns.with_columns(
            inside=inside.fill_null(1.0 if since is None and until is None else 0.0),
            campaign=said_name(names_by_number(campaigns)),
        )
        .with_columns(key=folded(pl.col("campaign")))
        .filter(pl.col("inside") > 0)
        .sort("period_end", "campaign")
        .group_by("key", maintain_order=True)
        .agg(
            pl.col("campaign").last(),
            pl.col("platform").drop_nulls().unique().sort().str.join(", "),
            *(
                pl.when(pl.col(name).is_not_null().any()).then((pl.col(name) * pl.col("inside")).sum()).alias(name)
                for name in _SUMS
            ),
            currency=pl.when(currencies.len() == 1).then(currencies.first()),
            mixed=currencies.len() > 1,
            spread=(pl.col("inside") < 1).any(),
        )
        .with_columns(
            spend=pl.when(~pl.col("mixed")).then("spend"),
            platform=pl.when(pl.col("platform") != "").then("platform"),
        )
        .select(pl.col(name).cast(kind) for name, kind in SPEND.items())
        .sort("key")
    )
