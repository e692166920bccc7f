"""The stored leads in little room: a word that many share as a small code, a column that few filled as these few."""

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
        self._nulls = {column.name: column.null_count() for column in leads}
        self._words: dict[str, pl.Series] = {}
        self._few: dict[str, tuple[NDArray[np.uint32], pl.Series]] = {}
        held = []
        for small in map(self._small, leads):
            filled = small.drop_nulls()
            if filled.estimated_size() + 4 * len(filled) < small.estimated_size():
                # the place after the last lead stands for all the others
                places = np.append(np.flatnonzero(small.is_not_null().to_numpy()), leads.height).astype(np.uint32)
                self._few[small.name] = places, filled.extend_constant(None, 1)
            else:
                held.append(small)
        self._held = pl.DataFrame(held)

    def _small(self, column: pl.Series) -> pl.Series:
        most = min(MOST_WORDS, self._height // SHARED_BY)
        if column.dtype != pl.String or self._nulls[column.name] == self._height or column.n_unique() > most:
            return _narrow(column)
        words = most_frequent(column)
        self._words[column.name] = words.extend_constant(None, 1)
        codes = column.cast(pl.Enum(words)).to_physical().cast(pl.UInt8 if len(words) < 256 else pl.UInt16)
        # a copy, as the bits that tell which are null are of no more use
        return pl.Series(column.name, codes.fill_null(len(words)).to_numpy().copy())

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
        return self._put_together(self._held, asked) if isinstance(asked, str) else self.of(asked)

    def null_count(self, name: str) -> int:
        """How many leads nobody filled this column for."""
        if name not in self.schema:
            raise pl.exceptions.ColumnNotFoundError(name)
        return self._nulls[name]

    def coded(self, name: str) -> tuple[tuple[str | None, ...], NDArray[np.unsignedinteger]] | None:
        """The words of a column, most frequent first, and each lead's place among them; None where they are not coded.

        The last is None for leads without a word, if there are any.
        """
        if name not in self._words:
            return None
        words: list[str | None] = self._words[name].to_list()
        return tuple(words if self._nulls[name] else words[:-1]), self._held[name].to_numpy()

    def with_word(self, name: str, word: str) -> NDArray[np.bool_]:
        """Which leads have this word in the column."""
        if (coded := self.coded(name)) is None:
            return (self[name] == word).fill_null(value=False).to_numpy()
        words, codes = coded
        return codes == words.index(word) if word in words else np.zeros(len(self), bool)

    def of(self, places: Places, *names: str) -> pl.DataFrame:
        """These columns, all where none is named, of the leads at these places or flagged there."""
        wanted = names or tuple(self.schema)
        places = np.asarray(places)
        if places.dtype == np.bool_:
            places = np.flatnonzero(places)
        held = self._held.select(name for name in wanted if name in self._held.columns)
        if held.columns:
            held = held[places]
        return pl.DataFrame([self._put_together(held, name, places) for name in wanted])

    def select(self, *asked: str | pl.Expr, **named: pl.Expr) -> pl.DataFrame:
        """What is asked of the columns of all leads."""
        every = (*asked, *named.values())
        needed = {name: None for one in every for name in ([one] if isinstance(one, str) else one.meta.root_names())}
        return pl.DataFrame([self[name] for name in needed]).select(*asked, **named)

    def row(self, place: int) -> dict[str, Any]:
        """One lead by column."""
        return self.of(np.array([place])).row(0, named=True)

    def _put_together(self, held: pl.DataFrame, name: str, places: NDArray[np.integer] | None = None) -> pl.Series:
        small = self._spread(name, places) if name in self._few else held[name]
        return self._words[name].gather(small).alias(name) if name in self._words else _wide(small, self.schema[name])

    def _spread(self, name: str, places: NDArray[np.integer] | None) -> pl.Series:
        """A column that few filled, at these places or of all leads."""
        where, filled = self._few[name]
        nobody = len(where) - 1
        if places is None:
            at = np.full(self._height, nobody, np.uint32)
            at[where[:-1]] = np.arange(nobody)
        else:
            at = np.searchsorted(where, places).astype(np.uint32)
            at[where[at] != places] = nobody
        return filled.gather(at)


def most_frequent(column: pl.Series) -> pl.Series:
    """The words of a column, most frequent first, those as frequent by alphabet."""
    counted = column.drop_nulls().value_counts(sort=False)
    return counted.sort("count", column.name, descending=[True, False])[column.name]


def _narrow(column: pl.Series) -> pl.Series:
    """Whole numbers, also those kept as fractions or text, and moments without parts of a second in few bytes."""
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_unit == "us":
        numbers = column.to_physical() // _SECOND
    elif column.dtype.is_numeric() or column.dtype == pl.String:
        numbers = column.cast(pl.Int64, strict=False)
    else:
        return column
    small = numbers.shrink_dtype()
    return small if _wide(small, column.dtype).equals(column, null_equal=True) else column


def _wide(column: pl.Series, kind: pl.DataType) -> pl.Series:
    """The column as it was stored."""
    if isinstance(kind, pl.Datetime) and column.dtype.is_integer():
        return (column.cast(pl.Int64) * _SECOND).cast(kind)
    return column.cast(kind)
