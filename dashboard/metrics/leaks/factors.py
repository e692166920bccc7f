"""The fields of a search as codes small enough to be crossed: rare values in one, equal splits only once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.dimensions import Dimension
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.leaks.levers import MARKETING, case_mix_of, levers_of

MOST_VALUES: Final = 60
FEWEST_LEADS: Final = 10
"""A value with fewer leads is no slice of its own, and too few to fit: all these are one value."""
SMALLEST_SHARE: Final = 0.001
"""So is a value with less than this part of the leads."""
LOOKED_AT: Final = 200_000
"""Rows by which two splits are found equal."""

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Factor:
    """A split of the leads searched: one code a lead, and for each code its value, if it is one that can leak."""

    name: str
    values: tuple[str | None, ...]
    codes: Codes
    named: NDArray[np.bool_]
    """False for 'not known' and for the rare values together: they are compared with and never blamed."""

    @property
    def size(self) -> int:
        return len(self.values)

    def at(self, rows: Codes) -> Factor:
        """The same split of some of the leads."""
        return Factor(self.name, self.values, self.codes[rows], self.named)


def factors_of(table: LeadTable, rows: Codes) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """Levers and case mix of these rows of the table; fields with one value, and equal splits but the first, left out.

    A lever that splits the leads just as something they bring along cannot be told from it, and is left to
    the case mix; one that only repeats where an ad ran or a column of the practice's own keeps its name.
    """
    levers = _distinct([_factor(table.dimension(name), rows) for name in levers_of(table)])
    mix = _distinct([_factor(table.dimension(name), rows) for name in case_mix_of(table)])
    weak = {factor.name for factor in mix if factor.name in MARKETING - {"channel"} or factor.name in table.segments}
    mix = [one for one in mix if one.name not in weak or not any(_equal(one, lever) for lever in levers)]
    levers = [lever for lever in levers if not any(_equal(lever, one) for one in mix)]
    return tuple(levers), tuple(mix)


def _factor(dimension: Dimension, rows: Codes) -> Factor:
    codes = dimension.axis.codes[rows]
    counts = np.bincount(codes, minlength=dimension.axis.size)
    known = np.array([value is not None for value in dimension.values])
    enough = max(FEWEST_LEADS, SMALLEST_SHARE * len(rows))
    order = np.argsort(-counts, kind="stable")
    kept = [int(code) for code in order if counts[code] >= enough and known[code]][:MOST_VALUES]
    place = np.full(dimension.axis.size, len(kept))
    place[kept] = np.arange(len(kept))
    place[~known] = len(kept) + 1
    present = np.flatnonzero(np.bincount(place[codes], minlength=len(kept) + 2))
    compact = np.zeros(len(kept) + 2, np.intp)
    compact[present] = np.arange(len(present))
    values = tuple(dimension.values[kept[place]] if place < len(kept) else None for place in present)
    return Factor(dimension.name, values, compact[place][codes], present < len(kept))


def _distinct(factors: Sequence[Factor]) -> list[Factor]:
    held: list[Factor] = []
    for factor in factors:
        if factor.size > 1 and factor.named.any() and not any(_equal(factor, one) for one in held):
            held.append(factor)
    return held


def _equal(one: Factor, other: Factor) -> bool:
    if one.size != other.size:
        return False
    some = slice(None, None, max(1, len(one.codes) // LOOKED_AT))
    crossed = np.bincount(one.codes[some] * other.size + other.codes[some], minlength=one.size * other.size)
    return int((crossed > 0).sum()) == one.size
