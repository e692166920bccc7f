"""What each slice shows against what comparable leads would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.blocks import Block, marks
from dashboard.metrics.leaks.expectation import Expectation
from dashboard.metrics.leaks.slices import Slices
from dashboard.metrics.leaks.tails import shortfall

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per slice of one step, in the slices' order."""

    leads: Floats
    observed: Floats
    expected: Floats
    spread: Floats
    """Of O by chance alone, Σμ(1 − μ)."""
    variance: Floats
    """Of the shortfall E − O in a healthy practice: V − GH⁻¹Gᵀ, chance and what the priors leave open, less what
    the fit took up."""
    moved: Floats
    """G: how far the logit of each column of the model moves what is expected, a row a slice."""
    pulls: Floats
    """How far a surprise in each column of the model moves the shortfall by way of the fit: −GH⁻¹."""

    told: NDArray[np.bool_]
    """Whether enough is left of the variance for the slice to be told from the rest of the model."""

    def of(self, number: int) -> Evidence:
        """The evidence of this slice only."""
        return Evidence(*(getattr(self, field.name)[[number]] for field in fields(self)))

    @property
    def short(self) -> Floats:
        return self.expected - self.observed

    @property
    def lost(self) -> Floats:
        """The shortfall before the fit took part of it up."""
        return self.short * self.spread / self.variance

    @property
    def z(self) -> Floats:
        """How many standard deviations too few went on; 0 where the fit takes up all but LEAST_TOLD of the variance."""
        return np.where(self.told, surprise(self.leads, self.observed, self.short, self.variance), 0.0)


LEAST_LEFT: Final = 1e-3
"""Of a slice's variance some is left, whatever the fit takes up."""
LEAST_TOLD: Final = 0.02
"""With less than this part left, the slice cannot be told from what its leads brought along."""


def surprise(leads: Floats, observed: Floats, short: Floats, variance: Floats) -> Floats:
    """z of a shortfall of this variance, its tail that of a count."""
    root, alike = shortfall(leads, observed, short)
    return root * np.sqrt(alike / variance)


def evidence_of(
    slices: Slices,
    by_now: Expectation,
    converted: NDArray[np.bool_],
    before: Evidence | None = None,
) -> Evidence:
    """The evidence of every slice.

    `before`, the evidence of the same slices against the first columns of the model, spares counting them again.
    """
    expected, spread, slope = slices.sums(np.column_stack([by_now.chance, by_now.spread, by_now.slope])).T
    moved = touched(slices, by_now, by_now.design.blocks) if before is None else _more(before, slices, by_now, slope)
    pulls = -moved @ by_now.covariance
    variance = spread + (pulls * moved).sum(axis=1)
    return Evidence(
        leads=slices.leads if before is None else before.leads,
        observed=slices.sums(converted.astype(float)) if before is None else before.observed,
        expected=expected,
        spread=spread,
        variance=np.maximum(variance, LEAST_LEFT * spread),
        moved=moved,
        pulls=pulls,
        told=variance >= LEAST_TOLD * spread,
    )


def touched(slices: Slices, by_now: Expectation, blocks: Sequence[Block]) -> Floats:
    """G: how far the logit of all leads, then of one value of each factor, moves what is expected of each slice."""
    columns = marks(blocks, np.arange(len(by_now.slope)), by_now.slope.astype(np.float32))
    return slices.sums(columns).astype(float)


def _more(before: Evidence, slices: Slices, by_now: Expectation, slope: Floats) -> Floats:
    """G as it was, made to fit today's slopes, and the columns that came to the model since."""
    old = before.moved * (slope / before.moved[:, 0])[:, None]
    width, added = by_now.design.width, []
    for block in reversed(by_now.design.blocks):
        if width <= before.moved.shape[1]:
            break
        inside = slices.sums(by_now.slope * (block.codes == 1))
        added += [inside, slope - inside]
        width -= block.width
    return np.column_stack([old, *reversed(added)])
