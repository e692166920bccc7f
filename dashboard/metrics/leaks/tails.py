"""Tails of the normal distribution, as far out as a search looks."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TINY: Final = 1e-300
_GRID: Final = np.linspace(-8, 37, 9001)
_LOG_TAIL: Final = np.array([math.log(math.erfc(z / math.sqrt(2)) / 2) for z in _GRID.tolist()])


def log_tail(z: Floats) -> Floats:
    """ln P(Z ≥ z) for a standard normal Z, read off a table; the error is below 1e-5."""
    return np.asarray(np.interp(z, _GRID, _LOG_TAIL), np.float64)


def quantile(log_chance: float) -> float:
    """The z with ln P(Z ≥ z) as given."""
    return float(np.interp(-log_chance, -_LOG_TAIL, _GRID))


def shortfall(leads: Floats, observed: Floats, short: Floats) -> tuple[Floats, Floats]:
    """How surprising it is that `short` fewer went on than expected, were leads all alike, and the variance then.

    The signed root of the deviance of a binomial (McCullagh and Nelder 1989, 2.3): close to its exact tail also
    where counts are small, which (E − O)/√V is not. Negative where more went on.
    """
    expected = np.clip(observed + short, 1e-9, leads - 1e-9)
    left = leads - observed
    away = leads - expected
    # none times the log of next to nothing is nothing
    deviance = observed * np.log(np.maximum(observed, _TINY) / expected)
    deviance += left * np.log(np.maximum(left, _TINY) / away)
    root = np.sqrt(np.maximum(2 * deviance, 0.0))
    return np.copysign(root, short), expected * away / leads
