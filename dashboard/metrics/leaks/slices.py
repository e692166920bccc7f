"""The slices a step is searched in: every value of a lever, and every pair of values with a lever in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

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
"""Bytes of sums made at once: more do not stay near the processor."""


@dataclass(frozen=True, slots=True)
class Slices:
    """All slices of a step."""

    factors: tuple[Factor, ...]
    """What the slices are values and pairs of values of."""
    wheres: tuple[Where, ...]
    ways: NDArray[np.intp]
    """1 for a value of a lever, 2 for a pair."""
    leads: Floats
    """How many leads are in each slice."""
    members: csc_array
    """1 where the lead of this column is in the slice of this row: kept lead by lead, so that sums go through the
    leads once and not once for each slice."""

    @property
    def size(self) -> int:
        return len(self.wheres)

    def sums(self, weights: NDArray[Any]) -> NDArray[Any]:
        """The weights of the leads in each slice, summed; column by column where they have columns."""
        return summed(self.members, weights)

    def inside(self, number: int) -> NDArray[np.bool_]:
        """Which leads are in the slice of this number."""
        known = {factor.name: factor for factor in self.factors}
        flags = np.ones(self.members.shape[1], bool)
        for name, value in self.wheres[number]:
            flags &= known[name].codes == known[name].values.index(value)
        return flags

    def picked(self, numbers: NDArray[np.intp]) -> Slices:
        """Only the slices of these few numbers."""
        held = [np.flatnonzero(self.inside(number)).astype(np.int32) for number in numbers.tolist()]
        ends = np.cumsum([0, *(len(leads) for leads in held)])
        ones, shape = np.ones(ends[-1], np.uint8), (len(held), self.members.shape[1])
        members = csr_array((ones, np.concatenate(held), ends), shape=shape).tocsc()
        wheres = tuple(self.wheres[number] for number in numbers.tolist())
        return Slices(self.factors, wheres, self.ways[numbers], self.leads[numbers], members)


def summed(members: csc_array, weights: NDArray[Any]) -> NDArray[Any]:
    """The weights of the leads of each row, by column where they have columns."""
    columns = max(32, AT_ONCE // (weights.itemsize * max(1, members.shape[0])))
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
    parts = [_showing(split, by_now) for split in splits]
    return Slices(
        factors=(*levers, *mix),
        wheres=tuple(where for part in parts for where in part.wheres),
        ways=np.repeat([len(split) for split in splits], [len(part.wheres) for part in parts]),
        leads=np.concatenate([part.leads for part in parts]),
        members=_members(parts, len(by_now.chance)),
    )


def _beside_channels(lever: Factor, mix: Sequence[Factor]) -> Factor:
    """The lever, values that hold the same leads as a channel never blamed."""
    named = lever.named
    for channel in (factor for factor in mix if factor.name == "channel"):
        both = np.bincount(lever.codes * channel.size + channel.codes, minlength=lever.size * channel.size)
        both = both.reshape(lever.size, channel.size)
        larger = np.maximum.outer(both.sum(axis=1), both.sum(axis=0))
        named = named & ~(both >= SAME * np.maximum(larger, 1)).any(axis=1)
    return replace(lever, named=named)


@dataclass(frozen=True, slots=True)
class _Part:
    """The slices of one split: of one factor or of two."""

    wheres: list[Where]
    leads: Floats
    place: NDArray[np.int16]
    """Of each lead, the slice it falls in, or -1."""


def _showing(split: tuple[Factor, ...], by_now: Expectation) -> _Part:
    """The slices of a split with leads enough, in which a loss would show."""
    first, second = split[0], split[-1]
    if len(split) == 1:
        cells, named = first.codes, first.named
        leads = np.bincount(cells, minlength=first.size)
        whole = np.full(first.size, len(cells))
    else:
        cells, named = first.codes * second.size + second.codes, np.outer(first.named, second.named).ravel()
        leads = np.bincount(cells, minlength=len(named))
        each = leads.reshape(first.size, second.size)
        whole = np.minimum.outer(each.sum(axis=1), each.sum(axis=0)).ravel()
    expected, variance = (np.bincount(cells, weights, len(leads)) for weights in (by_now.chance, by_now.spread))
    enough = leads >= max(FEWEST_LEADS, SMALLEST_SHARE * len(cells))
    shows = SHOWING * expected >= SHOWING_Z * np.sqrt(variance)
    kept = np.flatnonzero(named & enough & shows & (leads < SAME * whole))
    place = np.full(len(leads), -1, np.int16)
    place[kept] = np.arange(len(kept))
    values = [[(factor.name, value) for value in factor.values] for factor in split]
    wheres: list[Where] = list(product(*values))
    return _Part([wheres[cell] for cell in kept.tolist()], leads[kept].astype(float), place[cells])


def _members(parts: Sequence[_Part], leads: int) -> csc_array:
    """Which leads are in which slices, those of all parts one after the other."""
    firsts = np.cumsum([0, *(len(part.wheres) for part in parts)])
    places = np.ascontiguousarray(np.stack([part.place for part in parts]).T)
    inside = places >= 0
    rows = (places + firsts[:-1].astype(np.int32))[inside]
    ends = np.concatenate([[0], np.cumsum(inside.sum(axis=1))])
    return csc_array((np.ones(len(rows), np.uint8), rows, ends), shape=(int(firsts[-1]), leads))
