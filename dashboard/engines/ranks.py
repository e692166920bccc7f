"""Exact quantiles of numbers that lie elsewhere: counted in blocks first, then only the blocks that matter are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from dashboard.engines import cluster

if TYPE_CHECKING:
    from daft import DataFrame

Cut = tuple[float, float, float]
"""The two ordered numbers a quantile lies between, and how far along from the one to the other."""


def between(
    frame: DataFrame, name: str, block: int, shares: Sequence[float], groups: Sequence[str]
) -> dict[tuple[object, ...], list[Cut]]:
    """For each group that has any number (negative ones are none), where each share of them lies.

    Blocks of equal width are counted; of those in which a share's two neighbours lie the numbers are fetched, each
    with how often it comes.
    """
    import daft

    number = daft.col(name)
    known = frame.where(number >= 0).with_column("_block", number // block)
    counted = cluster.polars(known.groupby(*groups, "_block").agg(daft.col(name).count().alias("n")))
    ranks = _ranks(counted, shares, groups)
    needed = _blocks(counted, ranks, groups)
    few = known.where(daft.col("_block").is_in(needed)) if needed else known.limit(0)
    values = cluster.polars(few.groupby(*groups, "_block", name).agg(number.count().alias("times")))
    return {group: [_cut(counted, values, group, rank, name, groups) for rank in own] for group, own in ranks.items()}


def _of(table: pl.DataFrame, groups: Sequence[str], values: tuple[object, ...]) -> pl.DataFrame:
    return table.filter(
        pl.lit(value=True), *(pl.col(name).eq_missing(value) for name, value in zip(groups, values, strict=True))
    )


def _ranks(
    counted: pl.DataFrame, shares: Sequence[float], groups: Sequence[str]
) -> dict[tuple[object, ...], list[float]]:
    totals = counted.group_by(groups).agg(pl.col("n").sum()) if groups else counted.select(pl.col("n").sum())
    return {row[:-1]: [share * (row[-1] - 1) for share in shares] for row in totals.iter_rows() if row[-1]}


def _blocks(counted: pl.DataFrame, ranks: dict[tuple[object, ...], list[float]], groups: Sequence[str]) -> list[int]:
    needed: set[int] = set()
    for group, own in ranks.items():
        blocks = _of(counted, groups, group).sort("_block")
        upto = blocks["n"].cum_sum()
        for rank in own:
            for place in (int(rank), int(rank) + 1):
                at = upto.search_sorted(place, side="right")
                needed.update([blocks["_block"][at]] if at < len(blocks) else [])
    return sorted(needed)


def _cut(
    counted: pl.DataFrame,
    values: pl.DataFrame,
    group: tuple[object, ...],
    rank: float,
    name: str,
    groups: Sequence[str],
) -> Cut:
    blocks = _of(counted, groups, group).sort("_block").with_columns(before=pl.col("n").cum_sum() - pl.col("n"))
    own = _of(values, groups, group).sort(name)

    def at(place: int) -> float:
        block = blocks.filter(pl.col("before") <= place).row(-1, named=True)
        inside = own.filter(pl.col("_block") == block["_block"])
        upto = inside["times"].cum_sum() + block["before"]
        return float(inside[name][int(upto.search_sorted(place, side="right"))])

    low = int(rank)
    first = at(low)
    return (first, first, 0.0) if rank == low else (first, at(low + 1), rank - low)
