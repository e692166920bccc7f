"""The slices a step is searched in: every value of a lever, and every pair of values with a lever in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
SHOWING_Z: Final = 3.0
"""A slice is looked at where losing this part of what is expected would show with this z."""


@dataclass(frozen=True, slots=True)
class Split:
    """One factor or two crossed, and for each lead the slice it falls in; the last one is none."""

    names: tuple[str, ...]
    wheres: tuple[Where, ...]
    place: NDArray[np.uint16]

    @property
    def size(self) -> int:
        return len(self.wheres)


@dataclass(frozen=True, slots=True)
class Slices:
    """All slices of a step, split by split."""

    splits: tuple[Split, ...]

    @property
    def size(self) -> int:
        return sum(split.size for split in self.splits)

    @property
    def wheres(self) -> list[Where]:
        return [where for split in self.splits for where in split.wheres]

    @property
    def ways(self) -> NDArray[np.intp]:
        """1 for a value of a lever, 2 for a pair."""
        return np.array([len(split.names) for split in self.splits for _ in split.wheres], np.intp)

    def sums(self, weights: NDArray[np.generic] | None = None) -> Floats:
        """The weights of the leads in each slice, summed; without any, how many there are."""
        parts = [np.bincount(split.place, weights, split.size + 1)[:-1] for split in self.splits]
        return np.concatenate(parts).astype(float) if parts else np.zeros(0)

    def crossed(self, factors: Sequence[Factor], weights: Floats) -> Floats:
        """The weights summed by slice and by each value of the factors, one column after the other."""
        rows = []
        for split in self.splits:
            place = split.place.astype(np.intp)
            held = np.flatnonzero(place < split.size)
            inside, weight = place[held], weights[held]
            blocks = [
                np.bincount(inside * factor.size + factor.codes[held], weight, split.size * factor.size)
                for factor in factors
            ]
            rows.append(
                np.concatenate([block.reshape(split.size, -1) for block in blocks], axis=1)
                if blocks
                else np.zeros((split.size, 0))
            )
        width = sum(factor.size for factor in factors)
        return np.concatenate(rows) if rows else np.zeros((0, width))

    def inside(self, number: int) -> NDArray[np.bool_]:
        """Which leads are in the slice of this number."""
        for split in self.splits:
            if number < split.size:
                return np.asarray(split.place == number, bool)
            number -= split.size
        raise IndexError(f"There are only {self.size} slices.")


def slices_of(levers: Sequence[Factor], mix: Sequence[Factor], by_now: Expectation) -> Slices:
    """The slices large enough to show a loss, each set of leads once.

    A value of a lever that holds the leads of one channel is that channel: by itself, or with more of the case mix, it
    is what the leads brought along.
    """
    own = [_beside_channels(lever, mix) for lever in levers]
    splits = [_split((lever,), by_now) for lever in own]
    for place, (lever, alone) in enumerate(zip(levers, own, strict=True)):
        splits += [_split((lever, other), by_now) for other in levers[place + 1 :]]
        splits += [_split((alone, other), by_now) for other in mix]
    return Slices(tuple(split for split in splits if split.size))


def _beside_channels(lever: Factor, mix: Sequence[Factor]) -> Factor:
    """The lever, values that hold the same leads as a channel never blamed."""
    named = lever.named
    for channel in (factor for factor in mix if factor.name == "channel"):
        both = np.bincount(lever.codes * channel.size + channel.codes, minlength=lever.size * channel.size)
        both = both.reshape(lever.size, channel.size)
        larger = np.maximum.outer(both.sum(axis=1), both.sum(axis=0))
        named = named & ~(both >= SAME * np.maximum(larger, 1)).any(axis=1)
    return replace(lever, named=named)


def _split(factors: tuple[Factor, ...], by_now: Expectation) -> Split:
    first, second = factors[0], factors[-1]
    if len(factors) == 1:
        cells, size = first.codes, first.size
        named, whole = first.named.copy(), np.full(first.size, len(first.codes), float)
    else:
        cells, size = first.codes * second.size + second.codes, first.size * second.size
        named = np.outer(first.named, second.named).ravel()
        counts = [np.bincount(factor.codes, minlength=factor.size).astype(float) for factor in factors]
        whole = np.minimum.outer(*counts).ravel()
    leads = np.bincount(cells, minlength=size).astype(float)
    expected = np.bincount(cells, by_now.chance, size)
    variance = np.bincount(cells, by_now.spread, size)
    telling = SHOWING * expected >= SHOWING_Z * np.sqrt(variance)
    enough = leads >= max(FEWEST_LEADS, SMALLEST_SHARE * len(cells))
    kept = np.flatnonzero(named & telling & enough & (leads < SAME * whole))
    place = np.full(size, len(kept), np.uint16)
    place[kept] = np.arange(len(kept))
    wheres = tuple(
        ((first.name, first.values[cell]),)
        if len(factors) == 1
        else ((first.name, first.values[cell // second.size]), (second.name, second.values[cell % second.size]))
        for cell in kept.tolist()
    )
    return Split(tuple(factor.name for factor in factors), wheres, place[cells])
