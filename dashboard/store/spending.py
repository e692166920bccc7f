"""Restated spend: which rows of overlapping reports count."""

from __future__ import annotations

from typing import Final

import polars as pl

_PART: Final = "\x1f"


def with_spending(rows: pl.DataFrame) -> pl.DataFrame:
    """Campaign rows with `spender` (platform, campaign and currency) and `same` (its period too), as keys.

    A campaign is known by its platform's number, else by its name however it is capitalised.
    """
    name = pl.col("campaign").str.strip_chars().str.to_lowercase()
    spender = pl.concat_str(
        pl.col("platform").str.strip_chars().str.to_lowercase().fill_null(""),
        pl.coalesce(pl.lit("#") + pl.col("campaign_id"), name).fill_null(""),
        pl.col("currency").fill_null(""),
        separator=_PART,
    )
    return rows.with_columns(spender=spender.hash()).with_columns(
        same=pl.struct("spender", "period_start", "period_end").hash()
    )


def latest_spend(rows: pl.DataFrame) -> pl.DataFrame:
    """Of the files that speak of one campaign and period, all rows of the newest; no day counted twice.

    Of a period and a shorter one inside it the newer counts. Only where the newer is the shorter and its file does
    not cover the longer period whole, the longer stays, since the rest of it is told nowhere else.
    """
    latest = _newest(rows)
    return latest.join(overlapped(latest), on=["same", "age"], how="anti")


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    age = pl.struct("through", "import_id", "file").rank("dense")
    return rows.with_columns(age=age).filter(pl.col("age") == pl.col("age").max().over("same"))


def overlapped(latest: pl.DataFrame) -> pl.DataFrame:
    """`same` and `age` of rows that another report for a longer or shorter period replaces."""
    spans = latest.select(
        "same",
        "spender",
        "period_start",
        "period_end",
        "age",
        starts=pl.col("period_start").min().over("age"),
        ends=pl.col("period_end").max().over("age"),
    ).unique()
    days = pl.col("period_end") - pl.col("period_start")
    longer = spans.filter(days > days.min().over("spender")).drop("starts", "ends")
    pairs = spans.join(longer, on="spender", suffix="_longer").filter(
        pl.col("same") != pl.col("same_longer"),
        pl.col("period_start_longer") <= pl.col("period_start"),
        pl.col("period_end_longer") >= pl.col("period_end"),
    )
    finer = (
        (pl.col("age") > pl.col("age_longer"))
        & (pl.col("starts") <= pl.col("period_start_longer"))
        & (pl.col("ends") >= pl.col("period_end_longer"))
    )
    one_report = pl.col("age") == pl.col("age_longer")
    return pl.concat(
        [
            pairs.filter(finer).select(same="same_longer", age="age_longer"),
            pairs.filter(~finer & ~one_report).select("same", "age"),
        ]
    ).unique()


def counted_twice(latest: pl.DataFrame) -> pl.DataFrame:
    """Rows whose period overlaps another's of the same campaign without one holding the other; both count."""
    spans = latest.select("same", "spender", "period_start", "period_end").unique()
    longer = spans.filter(pl.col("period_end") > pl.col("period_start"))
    pairs = longer.join(longer, on="spender", suffix="_other").filter(
        pl.col("period_start") < pl.col("period_start_other"),
        pl.col("period_end") >= pl.col("period_start_other"),
        pl.col("period_end") < pl.col("period_end_other"),
    )
    return latest.join(pairs, on="same", how="semi")
