"""The slices a step is searched in: every value of a lever, and every pair of values with a lever in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dashboard.metrics.leaks.expectation import Expectation
from dashboard.metrics.leaks.factors import Factor

Floats = NDArray[np.float64]
Where = tuple[tuple[str, str | None], ...]

FEWEST_LEADS: Final = 10
SMALLEST_SHARE: Final = 0.001
"""A slice with a smaller part of the leads is not looked at."""
SAME: Final = 0.95
"""A pair that holds this part of the leads of one of its values says nothing that the value does not."""
SHOWING: Final = 0.6
SHOWING_Z: Final = 2.5
"""A slice is looked at where losing this part of what is expected would show with this z."""

AT_ONCE: Final = 1 << 22
"""Bytes summed at once: more do not stay near the processor."""


@dataclass(frozen=True, slots=True)
class Slices:
    """All slices of a step."""

    wheres: tuple[Where, ...]
    ways: NDArray[np.intp]
    """1 for a value of a lever, 2 for a pair."""
    members: csr_array
    """1 where the lead of this column is in the slice of this row."""

    @property
    def size(self) -> int:
        return len(self.wheres)

    @property
    def leads(self) -> Floats:
        """How many leads are in each slice."""
        return np.asarray(np.diff(self.members.indptr), np.float64)

    def sums(self, weights: NDArray[Any]) -> NDArray[Any]:
        """The weights of the leads in each slice, summed; column by column where they have columns."""
        return summed(self.members, weights)

    def inside(self, number: int) -> NDArray[np.bool_]:
        """Which leads are in the slice of this number."""
        flags = np.zeros(self.members.shape[1], bool)
        flags[self.members.indices[self.members.indptr[number] : self.members.indptr[number + 1]]] = True
        return flags

    def picked(self, numbers: NDArray[np.intp]) -> Slices:
        """Only the slices of these numbers."""
        wheres = tuple(self.wheres[number] for number in numbers.tolist())
        return Slices(wheres, self.ways[numbers], self.members[numbers])


def summed(members: csr_array, weights: NDArray[Any]) -> NDArray[Any]:
    """The weights of the leads of each row, by column where they have columns."""
    columns = max(8, AT_ONCE // (weights.itemsize * len(weights)))
    if weights.ndim == 1 or weights.shape[1] <= columns:
        return np.asarray(members @ weights)
    parts = [np.ascontiguousarray(weights[:, at : at + columns]) for at in range(0, weights.shape[1], columns)]
    return np.concatenate([members @ part for part in parts], axis=1)


def slices_of(levers: Sequence[Factor], mix: Sequence[Factor], by_now: Expectation) -> Slices:
    """The slices large enough to show a loss, each set of leads once.

    A value of a lever that holds the leads of one channel is that channel: by itself, or with more of the case mix, it
    is what the leads brought along.
    """
    own = [_beside_channels(lever, mix) for lever in levers]
    splits: list[tuple[Factor, ...]] = [(lever,) for lever in own]
    for place, (lever, alone) in enumerate(zip(levers, own, strict=True)):
        splits += [(lever, other) for other in levers[place + 1 :]]
        splits += [(alone, other) for other in mix]
    found = _members([_large(split) for split in splits], len(by_now.chance))
    expected, variance = found.sums(np.column_stack([by_now.chance, by_now.spread])).T
    return found.picked(np.flatnonzero(SHOWING * expected >= SHOWING_Z * np.sqrt(variance)))


def _beside_channels(lever: Factor, mix: Sequence[Factor]) -> Factor:
    """The lever, values that hold the same leads as a channel never blamed."""
    named = lever.named
    for channel in (factor for factor in mix if factor.name == "channel"):
        both = np.bincount(lever.codes * channel.size + channel.codes, minlength=lever.size * channel.size)
        both = both.reshape(lever.size, channel.size)
        larger = np.maximum.outer(both.sum(axis=1), both.sum(axis=0))
        named = named & ~(both >= SAME * np.maximum(larger, 1)).any(axis=1)
    return replace(lever, named=named)


def _large(factors: tuple[Factor, ...]) -> tuple[list[Where], NDArray[np.int32]]:
    """The slices of a split with leads enough, and for each lead the one it falls in, or -1."""
    first, second = factors[0], factors[-1]
    held = np.bincount(first.codes, minlength=first.size)
    if len(factors) == 1:
        cells, leads, named, whole = first.codes, held, first.named, np.full(first.size, len(first.codes))
    else:
        cells = first.codes * second.size + second.codes
        leads = np.bincount(cells, minlength=first.size * second.size)
        named = np.outer(first.named, second.named).ravel()
        whole = np.minimum.outer(held, np.bincount(second.codes, minlength=second.size)).ravel()
    enough = leads >= max(FEWEST_LEADS, SMALLEST_SHARE * len(cells))
    kept = np.flatnonzero(named & enough & (leads < SAME * whole))
    place = np.full(len(leads), -1, np.int32)
    place[kept] = np.arange(len(kept))
    values = [[(factor.name, value) for value in factor.values] for factor in factors]
    wheres: list[Where] = list(product(*values))
    return [wheres[cell] for cell in kept.tolist()], place[cells]


def _members(splits: Sequence[tuple[list[Where], NDArray[np.int32]]], leads: int) -> Slices:
    """The slices of all splits, one after the other."""
    wheres: list[Where] = []
    rows, columns = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for named, place in splits:
        inside = np.flatnonzero(place >= 0).astype(np.int32)
        rows.append(place[inside] + np.int32(len(wheres)))
        columns.append(inside)
        wheres += named
    row, column = np.concatenate(rows), np.concatenate(columns)
    members = csr_array((np.ones(len(row), np.uint8), (row, column)), shape=(len(wheres), leads))
    return Slices(tuple(wheres), np.array([len(where) for where in wheres], np.intp), members)
