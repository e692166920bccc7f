"""Whether two shares differ by more than chance, and which group stands out from the rest."""

from __future__ import annotations

from math import sqrt
from typing import Final

import polars as pl
from scipy.stats import norm

FEWEST: Final = 30
"""Under so many leads nothing is said about a share."""
ERROR: Final = 0.01
"""How often chance alone may pass for a finding, over all comparisons of one figure together."""


def apart(part: int, whole: int, other_part: int, other_whole: int) -> float:
    """How many standard errors two shares lie apart, the first minus the second; 0 where too few to say.

    The pooled two-sample z of proportions (Fleiss, Levin and Paik 2003, section 3.1).
    """
    if whole < FEWEST or other_whole < FEWEST:
        return 0.0
    pooled = (part + other_part) / (whole + other_whole)
    spread = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / other_whole))
    return (part / whole - other_part / other_whole) / spread if spread > 0 else 0.0


def beyond_chance(looked_at: int) -> float:
    """Standard errors that chance exceeds in 1 % of figures where so many comparisons were made (Bonferroni)."""
    return float(norm.isf(ERROR / 2 / max(1, looked_at)))


def standing_out(rates: pl.DataFrame) -> tuple[int, float] | None:
    """The row whose rate lies furthest from that of all the others, and by how many standard errors.

    `rates` has the columns leads and converted, one row a group. None where no row differs from the
    rest by more than chance may do.
    """
    leads, converted = int(rates["leads"].sum()), int(rates["converted"].sum())
    found = [
        apart(part, whole, converted - part, leads - whole)
        for whole, part in rates.select("leads", "converted").iter_rows()
    ]
    if not found:
        return None
    # of two groups each is as far from the other: the one that loses is the finding
    row = max(range(len(found)), key=lambda place: (round(abs(found[place]), 9), found[place] < 0))
    return (row, found[row]) if abs(found[row]) > beyond_chance(len(found)) else None
