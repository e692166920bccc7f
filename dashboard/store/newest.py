"""The newest known value of each field among rows that speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from dashboard import stages

_HAPPENED: Final = (
    "created_at", "first_attempt_at", "first_response_at", *(f"{name}_at" for name in stages.RECORDED),
    "lost_at", "last_activity_at",
)  # fmt: skip
"""Moments that tell how new a row is; what is planned (the consult's date, the next step) does not."""


def newest_known(
    rows: pl.DataFrame, same: str, fields: Iterable[str], of_newest_row: Iterable[str] = ()
) -> pl.DataFrame:
    """One row for each value of `same`: the newest known value of every field, null where none is known.

    A row is newer when its file knows of later moments; in equally new files, when it does so
    itself; then when it was imported later. `of_newest_row` are taken from the newest row as they
    stand. A stage once reached stays reached.
    """
    order = _oldest_first(rows, same)
    names = rows[same].gather(order)
    last = (names != names.shift(-1)).fill_null(value=True).arg_true()
    first = (last.shift(1) + 1).fill_null(0)
    newest = order.gather(last)
    columns = {same: names.gather(last)}
    for name in of_newest_row:
        columns[name] = rows[name].gather(newest)
    for name in fields:
        column = rows[name]
        known = _newest_where(column.is_not_null(), order, first, last)
        columns[name] = column.gather(known)
        if name in stages.RECORDED:
            columns[name] = columns[name] | column.gather(
                _newest_where(column.fill_null(value=False), order, first, last)
            )
    return pl.DataFrame(columns)


def _oldest_first(rows: pl.DataFrame, same: str) -> pl.Series:
    return rows.select(
        same,
        "through",
        *(name for name in ("import_id", "file", "row")),
        moment=pl.max_horizontal(name for name in _HAPPENED if name in rows.columns),
    ).select(pl.arg_sort_by(same, "through", "moment", "import_id", "file", "row", nulls_last=False))[same]


def _newest_where(holds: pl.Series, order: pl.Series, first: pl.Series, last: pl.Series) -> pl.Series:
    """Index of the newest row of each group where the condition holds; null where it holds in none."""
    if holds.all():
        return order.gather(last)
    places = pl.DataFrame({"holds": holds.gather(order)}).select(
        pl.when("holds").then(pl.int_range(pl.len(), dtype=pl.UInt32)).forward_fill().alias("at")
    )["at"]
    found = pl.DataFrame({"at": places.gather(last), "first": first}).select(
        pl.when(pl.col("at") >= pl.col("first")).then("at")
    )["at"]
    return order.gather(found)
