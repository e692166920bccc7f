"""Three simple ways to rank slices, to compare the finder with: what dashboards and spreadsheets do.

Each looks at every value and every pair of values of the same fields the finder has, at every step,
takes the practice's own rate as what is to be expected, and names the first five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable
from tests.leaks.arrivals import FIELDS
from tests.leaks.scoring import FIRST

SPLITS: Final = (*FIELDS, "arrival_hours")
FEWEST: Final = 20
"""Slices with fewer leads at risk are not ranked."""
Z_95: Final = 1.96
Numbers = NDArray[np.float64]
Ranking = Callable[[Numbers, Numbers, float], Numbers]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A slice that a ranking puts among the first."""

    step: tuple[str, str]
    where: tuple[tuple[str, str | None], ...]
    by: float


def worst_rate(leads: Numbers, went_on: Numbers, usual: float) -> Numbers:
    """How far the slice's rate lies below the practice's, as a share of it."""
    return np.asarray(1 - went_on / leads / usual)


def expected_minus_observed(leads: Numbers, went_on: Numbers, usual: float) -> Numbers:
    """Leads missing against the practice's rate; weighted relative accuracy, but for a constant."""
    return leads * usual - went_on


def wilson_bound(leads: Numbers, went_on: Numbers, usual: float) -> Numbers:
    """Leads missing at the least: against the upper end of the 95 % Wilson interval of the slice's rate."""
    rate, square = went_on / leads, Z_95**2
    half = Z_95 * np.sqrt(rate * (1 - rate) / leads + square / (4 * leads**2))
    upper = (rate + square / (2 * leads) + half) / (1 + square / leads)
    return np.asarray(leads * (usual - upper))


RANKINGS: Final[dict[str, Ranking]] = {
    "worst rate": worst_rate,
    "expected minus observed": expected_minus_observed,
    "Wilson bound": wilson_bound,
}


def ranked(table: LeadTable, ranking: Ranking) -> list[Ranked]:
    """The first slices by this ranking, those at or above the practice's rate left out."""
    found: list[Ranked] = []
    for before, after in pairwise(table.stages):
        at_risk = table.progress.furthest >= stages.position(before)
        went_on = table.progress.furthest >= stages.position(after)
        usual = went_on.sum() / max(1, at_risk.sum())
        for names, codes, size in _splits(table):
            leads = np.bincount(codes[at_risk], minlength=size).astype(float)
            gone = np.bincount(codes[went_on], minlength=size)
            enough = np.flatnonzero(leads >= FEWEST)
            by = ranking(leads[enough], gone[enough], usual)
            found += [
                Ranked((before, after), _slice(table, names, int(enough[place])), float(by[place]))
                for place in np.argsort(-by)[:FIRST]
                if by[place] > 0
            ]
    return sorted(found, key=lambda one: -one.by)[:FIRST]


def _splits(table: LeadTable) -> Iterator[tuple[tuple[str, ...], NDArray[np.int64], int]]:
    """Every field and every pair of fields: its names, each lead's code, and how many codes there are."""
    axes = {name: table.dimension(name).axis for name in SPLITS}
    for name, axis in axes.items():
        yield (name,), axis.codes.astype(np.int64), axis.size
    for one, other in combinations(axes, 2):
        codes = axes[one].codes.astype(np.int64) * axes[other].size + axes[other].codes
        yield (one, other), codes, axes[one].size * axes[other].size


def _slice(table: LeadTable, names: tuple[str, ...], code: int) -> tuple[tuple[str, str | None], ...]:
    dimensions = [table.dimension(name) for name in names]
    if len(dimensions) == 1:
        return ((names[0], dimensions[0].values[code]),)
    first, second = divmod(code, dimensions[1].axis.size)
    return (names[0], dimensions[0].values[first]), (names[1], dimensions[1].values[second])
