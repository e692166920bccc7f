"""Counting leads by small integer codes, in one pass.

A figure needs the leads of a slice counted by a few things at once: campaign, furthest stage,
lost or not. Each of these is an axis: one small code a lead. The codes are folded into one
number and counted, block by block so that the work stays in the processor's cache. The fields
that are filtered become axes too while that stays small: then another choice of values is a sum
over the counts already there, and no lead is touched again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.unsignedinteger]
Counts = NDArray[np.int64]

BLOCK: Final = 1 << 16
MOST_CELLS: Final = 1 << 21
ALONG_CELLS: Final = (1 << 14, 1 << 18)
"""Fields nobody has chosen from yet are counted along up to so many cells: of few leads and of many. In between it is a
quarter of the leads, so that the cells cost little beside going through the leads."""
KEPT_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Axis:
    """One code a lead, from 0 up to but not including `size`; equal names mean equal codes."""

    name: str
    codes: Codes
    size: int
    place: NDArray[np.intp] | None = None
    """Where given, the group each code belongs to: then `size` is how many groups there are. Leads are counted by
    code, and put together afterwards: other groups of the same codes touch no lead again."""

    @property
    def ungrouped(self) -> Axis:
        """The axis of the codes themselves."""
        return self if self.place is None else Axis(self.name, self.codes, len(self.place))

    def at(self, rows: Rows) -> NDArray[np.integer]:
        """Codes, or groups, of these rows."""
        return self.codes[rows] if self.place is None else self.place[self.codes[rows]]

    def grouped(self, counts: Counts, dimension: int) -> Counts:
        """Counts by code along this dimension as counts by group."""
        if self.place is None:
            return counts
        by_code = np.moveaxis(counts, dimension, 0)
        found = np.zeros((self.size, *by_code.shape[1:]), counts.dtype)
        np.add.at(found, self.place, by_code)
        return np.moveaxis(found, 0, dimension)


@dataclass(frozen=True, slots=True)
class Choice:
    """The codes of an axis that a slice lets through, as one flag a code."""

    axis: Axis
    wanted: NDArray[np.bool_]


Rows = slice | NDArray[np.unsignedinteger]
Window = tuple[str, Callable[[Rows], NDArray[np.bool_]]]
"""A name for a condition on the rows, and the condition itself for some of them: the period."""


class Tally:
    """Counts of one lead table, kept while they are small and recently used. Safe to share between threads."""

    def __init__(
        self,
        rows: int,
        usual: Callable[[], Sequence[Axis]] = tuple,
        amounts: NDArray[np.float64] | None = None,
    ) -> None:
        """`usual` are the fields people filter first: small counts are made by their values before anybody does.

        With `amounts`, one a lead, they are summed instead of leads counted.
        """
        self.rows = rows
        self._usual = usual
        self._amounts = amounts
        fewest, most = ALONG_CELLS
        self._along_cells = min(most, max(fewest, rows // 4))
        self._kept: OrderedDict[tuple[object, ...], Counts] = OrderedDict()
        self._lock = Lock()

    def counts(self, axes: Sequence[Axis], choices: Sequence[Choice] = (), window: Window | None = None) -> Counts:
        """Leads by every combination of the axes' codes: an array with one dimension an axis.

        Only rows inside the window and with wanted codes on every chosen axis count.
        """
        split, axes = axes, [axis.ungrouped for axis in axes]
        names = [axis.name for axis in axes]
        extra = [choice for choice in choices if choice.axis.name not in names]
        folded: list[Choice] = []
        cells = _product(axis.size for axis in axes)
        for choice in sorted(extra, key=lambda choice: choice.axis.size):
            if cells * choice.axis.size <= MOST_CELLS:
                folded.append(choice)
                cells *= choice.axis.size
        masked = [choice for choice in extra if choice not in folded]
        asked = {*names, *(choice.axis.name for choice in choices)}
        for axis in self._usual():
            if axis.name not in asked and cells * axis.size <= self._along_cells:
                folded.append(Choice(axis, np.ones(axis.size, np.bool_)))
                cells *= axis.size
        # in one order, whichever of them was chosen, so that the next choice finds the count
        folded.sort(key=lambda choice: (choice.axis.size, choice.axis.name))
        whole = self._pass([*axes, *(choice.axis for choice in folded)], masked, window)
        for choice in reversed(folded):
            whole = whole.sum(axis=-1) if choice.wanted.all() else whole @ choice.wanted.astype(np.int64)
        for choice in choices:
            if choice.axis.name in names:
                shape = [1] * len(axes)
                shape[names.index(choice.axis.name)] = -1
                whole = whole * choice.wanted.reshape(shape)
        for dimension, axis in enumerate(split):
            whole = axis.grouped(whole, dimension)
        return whole

    def _pass(self, axes: list[Axis], masked: list[Choice], window: Window | None) -> Counts:
        # a mask's values make the count theirs alone, so they are part of its name
        key = (
            tuple(axis.name for axis in axes),
            window[0] if window else None,
            tuple(sorted((choice.axis.name, choice.wanted.tobytes()) for choice in masked)),
        )
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        counted = self._counted(axes, masked, window)
        with self._lock:
            self._kept[key] = counted
            while sum(kept.nbytes for kept in self._kept.values()) > KEPT_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return counted

    def _counted(self, axes: list[Axis], masked: list[Choice], window: Window | None) -> Counts:
        shape = tuple(axis.size for axis in axes)
        cells = _product(shape)
        total: NDArray[Any] = np.zeros(cells, np.int64 if self._amounts is None else np.float64)
        # the fewer bytes a place takes, the less there is to move: half the time goes there
        small = np.min_scalar_type(max(1, cells - 1))
        split = [axis for axis in axes if axis.size > 1]
        for start in range(0, self.rows, BLOCK):
            rows = slice(start, min(start + BLOCK, self.rows))
            place = split[0].codes[rows].astype(small) if split else np.zeros(rows.stop - start, small)
            for axis in split[1:]:
                place *= small.type(axis.size)
                place += axis.codes[rows].astype(small, copy=False)
            amounts = None if self._amounts is None else self._amounts[rows]
            keep = rows_kept(rows, masked, window)
            if keep is not None:
                place = place[keep]
                amounts = None if amounts is None else amounts[keep]
            if cells > 4 * len(place):
                np.add.at(total, place, 1 if amounts is None else amounts)
            else:
                total += np.bincount(place, amounts, minlength=cells)
        return total.reshape(shape)


def rows_kept(rows: Rows, choices: Sequence[Choice], window: Window | None = None) -> NDArray[np.bool_] | None:
    """Which of these rows pass the window and every choice; None where all do without looking."""
    keep = window[1](rows) if window else None
    for choice in choices:
        passing = choice.wanted[choice.axis.codes[rows]]
        keep = passing if keep is None else keep & passing
    return keep


def _product(sizes: Iterable[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product
