"""One step of the funnel searched: model, slices and evidence together, anew whenever a leak is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.evidence import Evidence, evidence_of
from dashboard.metrics.leaks.expectation import Design, Expectation, design, fit, with_slices
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.slices import Slices, Split, slices_of
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
    mix: tuple[Factor, ...]
    """Age among them."""
    alike: Expectation
    """By the case mix alone."""
    slices: Slices

    def fitted(self, model: Design, leaks: Sequence[int], start: Floats | None = None) -> Expectation:
        """The model with these slices taken out, fitted, from coefficients that may be near."""
        marked = with_slices(model, [self.slices.inside(number) for number in leaks], LEAK_PRIOR_SD)
        known = None if start is None else start[: model.width]
        return fit(marked, self.step.converted, self.step.seen, known)

    def values(self, leaks: Sequence[int] = ()) -> Values:
        """The values of the levers against the case mix alone, slices known to leak taken out."""
        by_now = self.fitted(design(self.mix), leaks, self.alike.coefficients) if leaks else self.alike
        single = Slices(tuple(split for split in self.slices.splits if len(split.names) == 1))
        return values_of(single, by_now, self.step.converted, self.levers)

    def scanned(self, variation: Sequence[float], before: Evidence | None = None) -> Scan:
        """What every slice shows where the levers differ ordinarily by so much, none taken out.

        `before`, the evidence where they differ by something else, spares counting again.
        """
        by_now = self.fitted(design(self.mix, self.levers, variation), (), self.alike.coefficients)
        found = evidence_of(self.slices, by_now, self.step.converted, before)
        return Scan(self, tuple(variation), by_now, found, found)


@dataclass(frozen=True, slots=True)
class Scan:
    """A step with its expectation, and what every slice shows against it."""

    field: Field
    variation: tuple[float, ...]
    by_now: Expectation
    first: Evidence
    """Before any slice was taken out."""
    found: Evidence
    leaks: tuple[int, ...] = ()
    """Numbers of the slices taken out: each has a column of its own in the model."""

    def without(self, leaks: Sequence[int]) -> Scan:
        """The same scan with these slices, and no others, taken out."""
        field = self.field
        by_now = field.fitted(design(field.mix, field.levers, self.variation), leaks, self.by_now.coefficients)
        found = evidence_of(field.slices, by_now, field.step.converted, self.first)
        return replace(self, by_now=by_now, found=found, leaks=tuple(leaks))

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

    def alone(self, number: int) -> tuple[Expectation, Evidence]:
        """The expectation with every other leak taken out and this slice not, and what the slice shows against it."""
        field = self.field
        others = [other for other in self.leaks if other != number]
        model = design(field.mix, field.levers, self.variation)
        by_now = field.fitted(model, others, self.by_now.coefficients)
        one = Slices((Split((), ((),), np.where(field.slices.inside(number), 0, 1).astype(np.uint16)),))
        return by_now, evidence_of(one, by_now, field.step.converted)


def field_of(step: Step, levers: Sequence[Factor], mix: Sequence[Factor]) -> Field | None:
    """What a step is searched in; None where too few leads are at risk or no slice can show a loss."""
    if step.size < FEWEST_AT_RISK:
        return None
    varied = tuple(lever.at(step.at) for lever in levers)
    compared = tuple(factor.at(step.at) for factor in mix)
    mix_and_age = (*compared, *_ages(step))
    alike = fit(design(mix_and_age), step.converted, step.seen)
    slices = slices_of(varied, compared, alike)
    return Field(step, varied, mix_and_age, alike, slices) if slices.size else None


def _ages(step: Step) -> tuple[Factor, ...]:
    known = ~np.isnan(step.followed)
    if not known.any():
        return ()
    edges = np.unique(np.quantile(step.followed[known], np.arange(1, AGES) / AGES))
    codes = np.where(known, np.searchsorted(edges, step.followed, side="right"), len(edges) + 1)
    return (Factor("age", (None,) * (len(edges) + 2), codes.astype(np.intp), np.zeros(len(edges) + 2, bool)),)
