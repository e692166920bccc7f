"""The stored leads in little room: a word that many share as a small code, a column that nobody filled not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, overload

import numpy as np
import polars as pl
from numpy.typing import NDArray

MOST_WORDS: Final = 65_535
"""A column of more different words is kept as it is: two bytes would not tell them apart."""
SHARED_BY: Final = 4
"""So many leads share a word at the least, or coding it saves nothing."""

_SECOND: Final = 1_000_000

Places = NDArray[np.integer] | pl.Series


class Rows:
    """The leads' columns as they were stored, each put together when it is asked for; nothing in them changes."""

    def __init__(self, leads: pl.DataFrame) -> None:
        self.schema: Mapping[str, pl.DataType] = leads.schema
        self._height = leads.height
        filled = [column.name for column in leads if column.null_count() < leads.height]
        words = leads.select(
            pl.col(name).drop_nulls().unique().sort().implode() for name in filled if leads.schema[name] == pl.String
        )
        coded = {name: pl.Enum(words[name][0]) for name in words.columns if len(words[name][0]) <= self._most}
        self._held = leads.select(pl.col(name).cast(coded.get(name, leads.schema[name])) for name in filled)
        self._held = pl.DataFrame([_narrow(column) for column in self._held])

    @property
    def _most(self) -> int:
        return min(MOST_WORDS, self._height // SHARED_BY)

    @property
    def columns(self) -> list[str]:
        """Names of the stored columns."""
        return list(self.schema)

    @property
    def whole(self) -> pl.DataFrame:
        """All columns of all leads, which takes many times the room they are kept in."""
        return self.select(*self.schema)

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, asked: str) -> pl.Series: ...
    @overload
    def __getitem__(self, asked: Places) -> pl.DataFrame: ...
    def __getitem__(self, asked: str | Places) -> pl.Series | pl.DataFrame:
        """A column of all leads, or all columns of the leads at these places."""
        return self._put_together(self._held, asked, self._height) if isinstance(asked, str) else self.of(asked)

    def null_count(self, name: str) -> int:
        """How many leads nobody filled this column for."""
        if name not in self.schema:
            raise pl.exceptions.ColumnNotFoundError(name)
        return self._held[name].null_count() if name in self._held.columns else self._height

    def of(self, places: Places, *names: str) -> pl.DataFrame:
        """These columns, all where none is named, of the leads at these places or flagged there."""
        wanted = names or tuple(self.schema)
        held = self._held.select(name for name in wanted if name in self._held.columns)
        flagged = isinstance(places, np.ndarray) and places.dtype == np.bool_
        number = int(np.count_nonzero(places)) if flagged else len(places)
        if held.columns:
            held = held.filter(pl.Series(places)) if flagged else held[places]
        return pl.DataFrame([self._put_together(held, name, number) for name in wanted])

    def select(self, *asked: str | pl.Expr, **named: pl.Expr) -> pl.DataFrame:
        """What is asked of the columns of all leads."""
        every = (*asked, *named.values())
        needed = {name: None for one in every for name in ([one] if isinstance(one, str) else one.meta.root_names())}
        return pl.DataFrame([self[name] for name in needed]).select(*asked, **named)

    def row(self, place: int) -> dict[str, Any]:
        """One lead by column."""
        return self.of(np.array([place])).row(0, named=True)

    def _put_together(self, held: pl.DataFrame, name: str, number: int) -> pl.Series:
        if name in held.columns:
            return _wide(held[name], self.schema[name])
        return pl.Series(name, [], self.schema[name]).extend_constant(None, number)


def _narrow(column: pl.Series) -> pl.Series:
    """Whole numbers, and moments without parts of a second, in the fewest bytes that hold them."""
    if column.dtype.is_integer():
        return column.shrink_dtype()
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_unit == "us":
        seconds = column.to_physical() // _SECOND
        small = seconds.cast(pl.Int32, strict=False)
        if _wide(small, column.dtype).equals(column, null_equal=True):
            return small
    return column


def _wide(column: pl.Series, kind: pl.DataType) -> pl.Series:
    """The column as it was stored."""
    if isinstance(kind, pl.Datetime) and column.dtype == pl.Int32:
        return (column.cast(pl.Int64) * _SECOND).cast(kind)
    return column.cast(kind)
