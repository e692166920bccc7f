"""What leads bring along: a model of the case mix, each field as telling as the leads show it to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.design import design
from dashboard.metrics.leaks.expectation import Expectation, fit
from dashboard.metrics.leaks.factors import Factor

Floats = NDArray[np.float64]

USUAL: Final = 0.3
"""How far the logit of one value of a field lies from the average, before the leads have spoken."""
HELD: Final = 4.0
"""So many values seen at that distance are what the guess is worth."""
ROUNDS: Final = 3


def mixed(mix: Sequence[Factor], converted: NDArray[np.bool_], seen: Floats) -> tuple[Expectation, tuple[float, ...]]:
    """The model of these fields alone, and the standard deviation of the logits of each field's values.

    By expectation and maximisation (Dempster, Laird and Rubin 1977): the mean square of a field's values is that of
    their estimates and of what is not known of them. A field that says nothing takes nothing up.
    """
    sds = [USUAL] * len(mix)
    model = design(mix, sds)
    by_now = fit(model, converted, seen)
    sizes = np.array([factor.size for factor in mix], np.intp)
    for _ in range(ROUNDS if len(mix) else 0):
        squares = by_now.coefficients[1:] ** 2 + np.diag(by_now.covariance)[1:]
        sums = np.add.reduceat(squares, np.cumsum(sizes) - sizes)
        sds = np.sqrt((HELD * USUAL**2 + sums) / (HELD + sizes)).tolist()
        by_now = fit(model.held(sds), converted, seen, by_now)
    return by_now, tuple(sds)
