"""Restated spend: which rows of overlapping reports count."""

from __future__ import annotations

from typing import Final

import polars as pl

_PART: Final = "\x1f"
_SAME: Final = ["same", "age"]
_LONGER: Final = ["same_longer", "age_longer"]


def with_spending(rows: pl.DataFrame) -> pl.DataFrame:
    """Campaign rows with `bought` (platform, campaign and currency), `spender` (its account too) and `same` (the
    spender's period too), as keys.

    A campaign is known by its platform's number, else by its name however it is capitalised. A row that names no
    account is the one account's that is known for the campaign; where several are, it stands for itself.
    """
    name = pl.col("campaign").str.strip_chars().str.to_lowercase()
    bought = pl.concat_str(
        pl.col("platform").str.strip_chars().str.to_lowercase().fill_null(""),
        pl.coalesce(pl.lit("#") + pl.col("campaign_id"), name).fill_null(""),
        pl.col("currency").fill_null(""),
        separator=_PART,
    )
    account = pl.col("account").str.strip_chars().str.to_lowercase()
    known = account.drop_nulls()
    only = pl.when(known.n_unique() == 1).then(known.first()).over("bought")
    return (
        rows.with_columns(bought=bought.hash())
        .with_columns(spender=pl.struct("bought", account=pl.coalesce(account, only)).hash())
        .with_columns(same=pl.struct("spender", "period_start", "period_end").hash())
    )


def latest_spend(rows: pl.DataFrame) -> pl.DataFrame:
    """Of the files that speak of one spender and period, all rows of the newest; no day counted twice.

    Of a period and a shorter one inside it the newer counts. Only where the newer is the shorter, and its file and
    other newer ones do not cover the longer period whole, the longer stays, since the rest of it is told nowhere else.
    """
    latest = _newest(rows)
    return latest.join(overlapped(latest), on=_SAME, how="anti")


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    age = pl.struct("through", "import_id", "file").rank("dense")
    return rows.with_columns(age=age).filter(pl.col("age") == pl.col("age").max().over("same"))


def overlapped(latest: pl.DataFrame) -> pl.DataFrame:
    """`same` and `age` of rows that reports for a longer or for shorter periods replace."""
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
        pl.col("age") != pl.col("age_longer"),
        pl.col("period_start_longer") <= pl.col("period_start"),
        pl.col("period_end_longer") >= pl.col("period_end"),
    )
    newer = pl.col("age") > pl.col("age_longer")
    covered = _covered(pairs.filter(newer))
    finer = pairs.filter(newer).join(covered, on=_LONGER, how="semi")
    coarser = pairs.join(finer, on=[*_SAME, *_LONGER], how="anti")
    return pl.concat(
        [covered.select(same="same_longer", age="age_longer"), coarser.select(_SAME)], how="vertical"
    ).unique()


def _covered(newer: pl.DataFrame) -> pl.DataFrame:
    """The longer periods that newer files with shorter ones inside them tell whole, one file or several together.

    A file covers from its first to its last day: a day on which nothing was spent has no row.
    """
    first, last = pl.col("period_start_longer"), pl.col("period_end_longer")
    reach = pl.col("ends").cum_max().shift(1) + pl.duration(days=1)
    return (
        newer.select(
            *_LONGER, first.alias("first"), last.alias("last"),
            starts=pl.max_horizontal("starts", first), ends=pl.min_horizontal("ends", last),
        )
        .unique()
        .sort("starts", "ends")
        .group_by(_LONGER)
        .agg(
            whole=(pl.col("starts").min() == pl.col("first").first())
            & (pl.col("ends").max() == pl.col("last").first())
            & (pl.col("starts") <= reach).fill_null(value=True).all()
        )
        .filter("whole")
        .drop("whole")
    )  # fmt: skip


def counted_twice(latest: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows that share days and both count, since neither total can be split, in the order of their days.

    Columns: spender, platform, account, campaign, period_start, period_end, and period_start_other and
    period_end_other, which begins later or is the shorter one of the same file.
    """
    named = [pl.col("platform", "account").drop_nulls().last(), pl.coalesce("campaign", "campaign_id").last()]
    spans = latest.group_by("spender", "period_start", "period_end").agg(*named)
    longer = spans.filter(pl.col("period_end") > pl.col("period_start")).drop("platform", "account", "campaign")
    start, end = pl.col("period_start"), pl.col("period_end")
    return (
        spans.join(longer, on="spender", suffix="_longer")
        .rename({"period_start_longer": "start", "period_end_longer": "end"})
        .filter(
            (start != pl.col("start")) | (end != pl.col("end")),
            pl.col("start") <= start,
            pl.col("end") >= start,
            (pl.col("start") < start) | (pl.col("end") > end),
        )
        .rename({"period_start": "period_start_other", "period_end": "period_end_other"})
        .rename({"start": "period_start", "end": "period_end"})
        .sort("campaign", "period_start", "period_start_other", "period_end_other")
    )
