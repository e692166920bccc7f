"""How sure a share is: 95 % intervals."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95: Final = 1.959963984540054


def wilson(part: ArrayLike, whole: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Low and high end of the 95 % interval of part/whole; nan where whole is 0.

    Wilson's score interval (Wilson 1927, JASA 22:209): stays inside 0..1 and behaves for small counts.
    """
    successes, trials = np.asarray(part, float), np.asarray(whole, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = successes / trials
        spread = 1 + Z95**2 / trials
        centre = (share + Z95**2 / (2 * trials)) / spread
        half = Z95 / spread * np.sqrt(share * (1 - share) / trials + Z95**2 / (4 * trials**2))
        low, high = centre - half, centre + half
    # rounding may leave -1e-17 or 1 + 1e-16 at the ends
    return np.where(successes == 0, np.where(trials > 0, 0.0, np.nan), low), np.where(
        successes == trials, np.where(trials > 0, 1.0, np.nan), high
    )


def shares(part: ArrayLike, whole: ArrayLike) -> NDArray[np.float64]:
    """part/whole, nan where whole is 0."""
    trials = np.asarray(whole, float)
    divided: NDArray[np.float64] = np.divide(
        np.asarray(part, float), trials, out=np.full(trials.shape, np.nan), where=trials > 0
    )
    return divided
