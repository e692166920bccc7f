"""The newest known value of each field among rows that speak of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard import stages

_HAPPENED: Final = (
    "created_at", "first_attempt_at", "first_response_at", *(f"{name}_at" for name in stages.RECORDED),
    "lost_at", "last_activity_at",
)  # fmt: skip
"""Moments that tell how new a row is; what is planned (the consult's date, the next step) does not."""

_AT_A_TIME: Final = 8
"""Fields looked up together: a few at once are quick, all at once would take much memory."""


IS_INQUIRY: Final = pl.any_horizontal(pl.col("created_at", "period_start").is_not_null(), pl.col("inquiry")).fill_null(
    value=False
)
"""Whether a row lists an inquiry; else it fills in one that another file lists."""


def newest_known(
    rows: pl.DataFrame, same: str, fields: Sequence[str], of_newest_row: Sequence[str] = ()
) -> pl.DataFrame:
    """One row for each value of `same`: the newest known value of every field, null where none is known.

    A row is newer when its file knows of later moments; in equally new files, when it does so
    itself; then when it was imported later. `of_newest_row` are taken from the newest row as they
    stand. A stage once reached stays reached.
    """
    order = _oldest_first(rows, same)
    names = rows[same].gather(order)
    last = (names != names.shift(-1)).fill_null(value=True).arg_true().cast(pl.UInt32)
    whole = [name for name in fields if not rows[name].has_nulls()]
    found = rows.select(pl.col(same, *whole, *of_newest_row).gather(order.gather(last)))
    partly = [name for name in fields if name not in whole and rows[name].null_count() < rows.height]
    for start in range(0, len(partly), _AT_A_TIME):
        batch = partly[start : start + _AT_A_TIME]
        known = _newest_where(rows, [pl.col(name).is_not_null() for name in batch], order, last)
        found = found.hstack(rows.select(pl.col(name).gather(known[name]) for name in batch))
    reached = [name for name in stages.RECORDED if name in found.columns]
    ever = _newest_where(rows, [pl.col(name).fill_null(value=False) for name in reached], order, last)
    return found.with_columns(
        *(pl.lit(None, rows.schema[name]).alias(name) for name in fields if name not in found.columns),
        *(pl.when(ever[name].is_not_null()).then(True).otherwise(name).alias(name) for name in reached),
    ).select(same, *fields, *of_newest_row)


def _oldest_first(rows: pl.DataFrame, same: str) -> pl.Series:
    """Places of the rows, those of one thing together and its newest last."""
    happened = [name for name in _HAPPENED if name in rows.columns]
    age = ("import_id", "file", "row")
    order = pl.arg_sort_by(same, "through", pl.max_horizontal(happened), *age, nulls_last=False)
    return rows.select(order.cast(pl.UInt32).alias("order"))["order"]


def _newest_where(rows: pl.DataFrame, conditions: Sequence[pl.Expr], order: pl.Series, last: pl.Series) -> pl.DataFrame:
    """For each group ending at `last`, the place of its newest row where a condition holds; null where none does."""
    here = pl.int_range(pl.len(), dtype=pl.UInt32)
    first = (last.shift(1) + 1).fill_null(0)
    return (
        rows.select(condition.gather(order) for condition in conditions)
        .select(pl.when(name).then(here).forward_fill().gather(last).alias(name) for name in _names(conditions))
        .select(pl.when(pl.col(name) >= first).then(name).alias(name) for name in _names(conditions))
        .select(pl.lit(order).gather(pl.col(name)).alias(name) for name in _names(conditions))
    )


def _names(conditions: Sequence[pl.Expr]) -> list[str]:
    return [condition.meta.output_name() for condition in conditions]
