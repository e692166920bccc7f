"""One step of the funnel searched: model, slices and evidence together, anew whenever a leak is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import Block, mark
from dashboard.metrics.leaks.design import Design, with_factors, with_slices
from dashboard.metrics.leaks.evidence import Evidence, evidence_of
from dashboard.metrics.leaks.expectation import Expectation, fit
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.mixed import mixed
from dashboard.metrics.leaks.slices import Slices, slices_of
from dashboard.metrics.leaks.steps import Step
from dashboard.metrics.leaks.twins import SEED, TWINS, twin_surprises
from dashboard.metrics.leaks.variation import Values, Variation, values_of

Floats = NDArray[np.float64]

AGES: Final = 6
"""Leads are compared with those about as old: no error of the lag curve, and no season, is anybody's loss."""
FEWEST_AT_RISK: Final = 30
LEAK_PRIOR_SD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Field:
    """What a step is searched in: its leads, what sets them apart, and the slices large enough to show a loss."""

    step: Step
    levers: tuple[Factor, ...]
    every: Design
    """The columns of the case mix, age among it, and of the levers."""
    spread: tuple[float, ...]
    """How far the logit of one value of each of the mix lies from the average."""
    alike: Expectation
    """By the case mix alone."""
    slices: Slices

    def model(self, variation: Sequence[float]) -> Design:
        """A model of the case mix, and of levers whose values differ ordinarily by so much each."""
        return self.every.held((*self.spread, *variation))

    def fitted(self, model: Design, leaks: Sequence[Block], near: Expectation) -> Expectation:
        """The model with these slices taken out, fitted, from an expectation that may be near."""
        return fit(with_slices(model, leaks, LEAK_PRIOR_SD), self.step.converted, self.step.seen, near)

    def values(self, leaks: Sequence[int] = ()) -> Values:
        """The values of the levers against the case mix alone, slices known to leak taken out."""
        marks = [mark(self.slices.inside(number)) for number in leaks]
        by_now = self.fitted(self.alike.design, marks, self.alike) if leaks else self.alike
        single = self.slices.picked(np.flatnonzero(self.slices.ways == 1))
        levers = self.every.blocks[len(self.alike.design.blocks) :]
        return values_of(single, by_now, self.step.converted, levers)

    def scanned(self, variation: Sequence[float], before: Evidence | None = None) -> Scan:
        """What every slice shows where the levers differ ordinarily by so much, none taken out.

        `before`, the evidence where they differ by something else, spares counting again.
        """
        by_now = self.fitted(self.model(variation), (), self.alike)
        found = evidence_of(self.slices, by_now, self.step.converted, before)
        return Scan(self, tuple(variation), by_now, found)


@dataclass(frozen=True, slots=True)
class Scan:
    """A step with its expectation, and what every slice shows against it."""

    field: Field
    variation: tuple[float, ...]
    by_now: Expectation
    found: Evidence
    leaks: tuple[int, ...] = ()
    """Numbers of the slices taken out: each has a column of its own in the model."""
    whole: Scan | None = None
    """Before any slice was taken out; None for itself."""

    def without(self, leaks: tuple[int, ...]) -> Scan:
        """The same scan with these slices, and no others, taken out."""
        field, whole = self.field, self.whole or self
        if not leaks:
            return whole
        by_now = self._fitted(leaks)
        before = self if leaks[: len(self.leaks)] == self.leaks else whole
        found = evidence_of(field.slices, by_now, field.step.converted, before.found)
        return replace(self, by_now=by_now, found=found, leaks=leaks, whole=whole)

    def wald(self, number: int) -> float:
        """How many standard deviations below nothing the column of a slice taken out is."""
        column = self.column(number)
        return float(-self.by_now.coefficients[column] / np.sqrt(self.by_now.covariance[column, column]))

    def column(self, number: int) -> int:
        """Place of the column of a slice taken out."""
        return self.by_now.design.width - 2 * (len(self.leaks) - self.leaks.index(number)) + 1

    def twins(self, variation: Variation, number: int) -> Floats:
        """z of every slice in every healthy twin of this scan, a row a slice and a column a twin."""
        field = self.field
        drawn = variation.drawn(TWINS, np.random.default_rng(SEED))
        return twin_surprises(field.slices, self.by_now, self.found, field.levers, drawn, number)

    def alone(self, number: int) -> Evidence:
        """What a slice shows where every other leak is taken out, and it is not."""
        whole, others = self.whole or self, tuple(other for other in self.leaks if other != number)
        if len(others) == len(self.leaks):
            return self.found.of(number)
        if not others:
            return whole.found.of(number)
        one = self.field.slices.picked(np.array([number]))
        return evidence_of(one, self._fitted(others), self.field.step.converted, whole.found.of(number))

    def _fitted(self, leaks: Sequence[int]) -> Expectation:
        field = self.field
        # the same column is the same object, so that what is known of it is known
        known = dict(zip(self.leaks, self.by_now.design.blocks[len(field.every.blocks) :], strict=True))
        marks = [known.get(number) or mark(field.slices.inside(number)) for number in leaks]
        return field.fitted(field.model(self.variation), marks, self.by_now)


def field_of(step: Step, levers: Sequence[Factor], mix: Sequence[Factor]) -> Field | None:
    """What a step is searched in; None where too few leads are at risk or no slice can show a loss."""
    if step.size < FEWEST_AT_RISK:
        return None
    varied = tuple(lever.at(step.at) for lever in levers)
    compared = tuple(factor.at(step.at) for factor in mix)
    mix_and_age = (*compared, *_ages(step))
    alike, spread = mixed(mix_and_age, step.converted, step.seen)
    # what the levers add is known from here on
    every = with_factors(alike.design, varied)
    alike = replace(alike, information=every.information(alike.information.weights, alike.information))
    slices = slices_of(varied, compared, alike)
    return Field(step, varied, every, spread, alike, slices) if slices.size else None


def _ages(step: Step) -> tuple[Factor, ...]:
    known = ~np.isnan(step.followed)
    if not known.any():
        return ()
    edges = np.unique(np.quantile(step.followed[known], np.arange(1, AGES) / AGES))
    codes = np.where(known, np.searchsorted(edges, step.followed, side="right"), len(edges) + 1)
    return (Factor("age", (None,) * (len(edges) + 2), codes.astype(np.intp), np.zeros(len(edges) + 2, bool)),)
