"""One step of the funnel searched: model, slices and evidence together, anew whenever a leak is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.evidence import Evidence, evidence_of
from dashboard.metrics.leaks.expectation import Expectation, design, fit, with_slices
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.slices import Slices, Split, slices_of
from dashboard.metrics.leaks.steps import Step
from dashboard.metrics.leaks.twins import MOST_ROWS

AGES: Final = 6
"""Leads are compared with those about as old: no error of the lag curve, and no season, is anybody's loss."""
FEWEST_AT_RISK: Final = 30
LEAK_PRIOR_SD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Scan:
    """A step with its expectation, and what every slice shows against it."""

    step: Step
    levers: tuple[Factor, ...]
    mix: tuple[Factor, ...]
    slices: Slices
    by_now: Expectation
    found: Evidence
    leaks: tuple[int, ...] = ()
    """Numbers of the slices taken out: each has a column of its own in the model."""

    @property
    def some(self) -> NDArray[np.intp] | None:
        """Leads that stand for all where there are very many."""
        return some_of(self.step.size)

    def without(self, leaks: Sequence[int]) -> Scan:
        """The same search with these slices, and no others, taken out."""
        base = design(self.mix)
        model = with_slices(base, [self.slices.inside(number) for number in leaks], LEAK_PRIOR_SD)
        start = self.by_now.coefficients[: base.width]
        by_now = fit(model, self.step.converted, self.step.seen, start)
        found = evidence_of(self.slices, by_now, self.step.converted, self.levers, self.some)
        return replace(self, by_now=by_now, found=found, leaks=tuple(leaks))

    def alone(self, number: int) -> Evidence:
        """What one slice shows, every other slice taken out being taken out and this one not."""
        others = [self.slices.inside(other) for other in self.leaks if other != number]
        model = with_slices(design(self.mix), others, LEAK_PRIOR_SD)
        by_now = fit(model, self.step.converted, self.step.seen)
        inside = self.slices.inside(number)
        one = Slices((Split((), ((),), np.where(inside, 0, 1).astype(np.uint16)),))
        return evidence_of(one, by_now, self.step.converted, self.levers, self.some)

    @property
    def own(self) -> NDArray[np.intp]:
        """For each slice of one way the column of the effects that is its own, −1 for a pair."""
        first = dict(zip([lever.name for lever in self.levers], _starts(self.levers), strict=True))
        values = {lever.name: lever.values for lever in self.levers}
        columns = [
            first[where[0][0]] + values[where[0][0]].index(where[0][1]) if len(where) == 1 else -1
            for where in self.slices.wheres
        ]
        return np.array(columns, np.intp)


def some_of(size: int) -> NDArray[np.intp] | None:
    """Evenly spread places that stand for so many leads; None where all can be looked at."""
    return None if size <= MOST_ROWS else (np.arange(MOST_ROWS) * (size / MOST_ROWS)).astype(np.intp)


def scan_of(step: Step, levers: Sequence[Factor], mix: Sequence[Factor]) -> Scan | None:
    """A step's first scan, nothing taken out; None where too few leads are at risk or no slice can show a loss."""
    if step.size < FEWEST_AT_RISK:
        return None
    varied = tuple(lever.at(step.at) for lever in levers)
    compared = (*(factor.at(step.at) for factor in mix), *_ages(step))
    by_now = fit(design(compared), step.converted, step.seen)
    slices = slices_of(varied, compared[: len(mix)], by_now)
    if not slices.size:
        return None
    found = evidence_of(slices, by_now, step.converted, varied, some_of(step.size))
    return Scan(step, varied, compared, slices, by_now, found)


def _ages(step: Step) -> tuple[Factor, ...]:
    known = ~np.isnan(step.followed)
    if not known.any():
        return ()
    edges = np.unique(np.quantile(step.followed[known], np.arange(1, AGES) / AGES))
    codes = np.where(known, np.searchsorted(edges, step.followed, side="right"), len(edges) + 1)
    return (Factor("age", (None,) * (len(edges) + 2), codes.astype(np.intp), np.zeros(len(edges) + 2, bool)),)


def _starts(factors: Sequence[Factor]) -> list[int]:
    return [int(start) for start in np.cumsum([0, *(factor.size for factor in factors)])[:-1]]
