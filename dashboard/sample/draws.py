"""Draws from tables of weights, a million at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dashboard.schema import MOMENT

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MINUTE = 60
HOUR = 3600
DAY = 86_400
NEVER = np.int64(2**62)
"""Stands for a moment that does not come, so that moments compare without a mask; null in every table."""


def pick(rng: np.random.Generator, weights: Sequence[Any] | Floats, given: Codes | int) -> Codes:
    """One choice per lead: from one row of weights (`given` how many), or from the row each lead has."""
    table = np.atleast_2d(np.asarray(weights, dtype=np.float64))
    shares = np.cumsum(table, axis=1) / table.sum(axis=1, keepdims=True)
    rows = np.zeros(given, dtype=np.intp) if isinstance(given, int) else given
    # all rows in one ascending line, row r between r and r + 1, so that one search answers for all
    line = (shares + np.arange(len(table))[:, None]).ravel()
    found = np.searchsorted(line, rng.random(len(rows)) + rows, side="right") - rows * table.shape[1]
    chosen: Codes = np.minimum(found, table.shape[1] - 1)
    return chosen


def happens(rng: np.random.Generator, logit: Floats) -> Flags:
    """Whether it happens to each lead, the chance given in log odds."""
    return rng.random(len(logit)) < 1 / (1 + np.exp(-logit))


def log_normal(rng: np.random.Generator, median: Floats | float, sigma: Floats | float, n: int) -> Floats:
    """Durations spread evenly on the log scale around the median, in the median's unit."""
    return median * np.exp(sigma * rng.standard_normal(n))


def whole_minutes(moments: Ints) -> Ints:
    """The next full minute: a CRM notes no seconds, and later must stay later."""
    return -(-moments // MINUTE) * MINUTE


def where_told(known: Flags, moments: Ints) -> Ints:
    """The moments where it happened, never elsewhere."""
    return np.where(known, moments, NEVER)


def labels(names: Sequence[str | None], codes: Codes) -> pl.Series:
    """Codes as the names they stand for."""
    return pl.Series(names, dtype=pl.String).gather(pl.Series(codes))


def moments(seconds: Ints) -> pl.Series:
    """Seconds since 1970 as moments, never as null."""
    never = seconds >= NEVER
    return pl.Series(np.where(never, 0, seconds) * 1_000_000).cast(MOMENT).set(pl.Series(never), None)
